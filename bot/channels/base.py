"""What the delivery asks of a channel."""

from typing import Protocol

from storage.messages.traffic import OutgoingMessage


class NotSent(Exception):
    """`retry`: trying again may help. `after`: seconds the channel asks us to wait. `gone`: this address takes no
    messages from us any more; `moved_to`: another one does instead. The reason goes to the log and the outbox, so it
    holds neither tokens nor what was said."""

    def __init__(
        self, reason: str, *, retry: bool, after: float | None = None, gone: bool = False, moved_to: str = ""
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retry = retry
        self.after = after
        self.gone = gone
        self.moved_to = moved_to


class Channel(Protocol):
    name: str

    async def send(self, message: OutgoingMessage) -> None:
        """Hands one message over, at the channel's permitted rate; raises NotSent."""
