"""The intake: waiting messages in one transaction, acknowledged to their channel only after its commit."""

import asyncio
import logging
import secrets
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from bot.batch import Batch
from bot.setting_aside import Committed, apologise, where_from
from handlers.incoming import Incoming
from handlers.kit.occasion import Office
from storage.database import Database, is_about_content, lost_a_race
from storage.messages.traffic import OutgoingMessage
from storage.outages import Unavailable

Clock = Callable[[], datetime]
Deliver = Callable[[Sequence[OutgoingMessage]], None]
Wake = Callable[[], None]

BATCH = 100
RACES = 5
log = logging.getLogger(__name__)


def utc_now() -> datetime:
    return datetime.now(UTC)


class Intake:
    """`deliver` is handed the outbox rows of each commit; `wake` is called when jobs were added."""

    def __init__(
        self, database: Database, office: Office, deliver: Deliver, wake: Wake, clock: Clock = utc_now
    ) -> None:
        self._database = database
        self._office = office
        self._deliver = deliver
        self._wake_worker = wake
        self._clock = clock
        self._waiting: list[tuple[Incoming, asyncio.Future[None]]] = []
        self._wake = asyncio.Event()
        self._failing = ""

    async def submit(self, *messages: Incoming) -> None:
        """Returns once these messages are committed; raises where the database did not take them."""
        loop = asyncio.get_running_loop()
        futures: list[asyncio.Future[None]] = []
        for message in messages:
            future = loop.create_future()
            futures.append(future)
            self._waiting.append((message, future))
        self._wake.set()
        await asyncio.gather(*futures)

    async def run(self) -> None:
        """Takes what is waiting, up to a batch, for as long as the task lives."""
        while True:
            await self._wake.wait()
            batch, self._waiting = self._waiting[:BATCH], self._waiting[BATCH:]
            if not self._waiting:
                self._wake.clear()
            await self._settle(batch)

    async def _settle(self, batch: list[tuple[Incoming, asyncio.Future[None]]]) -> None:
        try:
            committed = await self.process([message for message, _ in batch])
        except Exception as error:
            self._tell(error, len(batch))
            for _, future in batch:
                if not future.done():
                    future.set_exception(error)
            return
        if self._failing:
            log.warning("messages are taken again")
            self._failing = ""
        self._deliver(committed.outgoing)
        if committed.jobs:
            self._wake_worker()
        for _, future in batch:
            if not future.done():
                future.set_result(None)

    def _tell(self, error: Exception, count: int) -> None:
        """Where it comes from is told once, however often it is tried."""
        if isinstance(error, Unavailable):
            return
        kind = type(error).__name__
        log.error("a batch of %d messages was not taken: %s", count, kind, exc_info=kind != self._failing)
        self._failing = kind

    async def process(self, messages: Sequence[Incoming]) -> Committed:
        """All of them in one transaction. Where what one of them holds cannot be stored, each in its own; that one is
        set aside and counts as handled, so that nobody else waits behind it."""
        try:
            return await self._take(messages)
        except Exception as failure:
            if not is_about_content(failure):
                raise
            if len(messages) == 1:
                return await self._set_aside(messages[0], failure)
        alone = [await self.process([message]) for message in messages]
        return Committed([row for one in alone for row in one.outgoing], sum(one.jobs for one in alone))

    async def _take(self, messages: Sequence[Incoming]) -> Committed:
        """One transaction for all; where a message fails, again with a savepoint for each.

        Almost every batch has no failure, so savepoints are paid for only by those that do
        (docs/decisions/savepoints-only-after-a-failure.md).
        """
        savepoints, races = False, 0
        while True:
            try:
                async with self._database.write() as db:
                    return await Batch(db, self._office, self._clock(), savepoints=savepoints).run(messages)
            except Unavailable:
                raise
            except Exception as failure:
                if lost_a_race(failure) and races < RACES:
                    races += 1
                elif savepoints:
                    raise
                else:
                    savepoints = True
                log.debug("again, savepoints %s: %r", savepoints, failure)

    async def _set_aside(self, message: Incoming, failure: Exception) -> Committed:
        """The person gets the number that the log has; where even that cannot be stored, only the log has it."""
        number = secrets.token_hex(4)
        log.error("a message on %s was set aside, number %s: %s", message.channel, number, where_from(failure))
        for by_name in (True, False):  # its name may be what cannot be stored
            try:
                async with self._database.write() as db:
                    return await apologise(db, message, number, self._clock(), by_name=by_name)
            except Exception as error:
                if not is_about_content(error):
                    raise
        log.warning("nobody can be told of number %s", number)
        return Committed([], 0)
