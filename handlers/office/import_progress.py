"""How far a long file is written, in place of the message that says that it is being written."""

from datetime import timedelta

from handlers.kit.long_work import Workshop
from handlers.replies import Reply
from handlers.words.catalogue import Words
from handlers.words.formats import integer

TOLD_EVERY = timedelta(seconds=4)  # a channel lets one message change some fifteen times a minute


class Progress:
    """Called with the rows that are done; says so every few seconds. `total`: rows in all."""

    def __init__(self, workshop: Workshop, message_id: str, total: int) -> None:
        self._workshop = workshop
        self._message_id = message_id
        self._total = total
        self._told_at = workshop.clock()

    async def __call__(self, done: int) -> None:
        now = self._workshop.clock()
        if not self._message_id or now - self._told_at < TOLD_EVERY:
            return
        self._told_at = now
        await self._workshop.tell(lambda say: self._said(say, done), self._message_id)

    def _said(self, say: Words, done: int) -> Reply:
        return Reply(say("import.written_so_far", done=integer(done), total=integer(self._total)), replaces=True)
