"""The delivery: sends what the outbox holds, in order for each address, until the channel has taken it."""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

from bot.channels.base import Channel, NotSent
from bot.intake import Clock
from storage.database import Database
from storage.messages import traffic
from storage.messages.traffic import OutgoingMessage
from storage.outages import Outage, Unavailable

SWEEP_SECONDS = 10
GATHER_SECONDS = 0.25
LONGEST_PAUSE_SECONDS = 60.0
STOP_SECONDS = 2.0
HELD_AT_MOST = 2000
GIVE_UP_AFTER = timedelta(hours=24)
log = logging.getLogger(__name__)


class Delivery:
    """Woken by the intake with the rows it has just committed; sweeps up what others left behind.

    `pulled`: channels whose messages are fetched from the database by the other side; it is only told that there are
    new ones. A row is marked sent after the channel took it: after a crash in between it is sent twice, never lost.
    """

    def __init__(
        self,
        database: Database,
        channels: Mapping[str, Channel],
        clock: Clock,
        pulled: Mapping[str, Callable[[str], None]],
    ) -> None:
        self._database = database
        self._channels = channels
        self._clock = clock
        self._pulled = pulled
        self._outages = {name: Outage(f"sending over {name}") for name in channels}
        self._queues: dict[tuple[str, str], deque[OutgoingMessage]] = {}
        self._held: set[int] = set()
        self._sent: list[int] = []
        self._something_sent = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def served(self) -> list[str]:
        return list(self._channels)

    def hand_over(self, messages: Sequence[OutgoingMessage]) -> None:
        """Sends these, which the caller has claimed."""
        for message in messages:
            if message.channel in self._pulled:
                self._pulled[message.channel](message.address)
            # A channel that is not served here waits in the outbox for a process that serves it.
            elif message.channel in self._channels and message.id not in self._held:
                self._hold(message)

    def _hold(self, message: OutgoingMessage) -> None:
        self._held.add(message.id)
        key = (message.channel, message.address)
        queue = self._queues.get(key)
        if queue is not None:
            queue.append(message)
            return
        self._queues[key] = deque([message])
        task = asyncio.create_task(self._drain(key))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def run(self) -> None:
        if self._database.is_sqlite:  # the only process there is: nobody else is sending
            async with self._database.write() as db:
                await traffic.release_claims(db)
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._sweep())
                group.create_task(self._mark())
        finally:
            await self._stop()

    async def _stop(self) -> None:
        """What is under way may end and is marked, so that the next start does not send it again."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=STOP_SECONDS)
        for task in self._tasks:
            task.cancel()
        await self._mark_now()

    async def settle(self) -> None:
        """Waits until all that was handed over is sent and marked."""
        while self._tasks:
            await asyncio.gather(*self._tasks)
        await self._mark_now()

    async def _drain(self, key: tuple[str, str]) -> None:
        queue = self._queues[key]
        while queue:
            message = queue.popleft()
            await self._deliver(message)
        del self._queues[key]

    async def _deliver(self, message: OutgoingMessage) -> None:
        channel = self._channels[message.channel]
        pause = 0.5
        while True:
            try:
                await channel.send(message)
            except NotSent as failure:
                if not failure.retry or self._clock() - message.created_at > GIVE_UP_AFTER:
                    await self._give_up(message, failure.reason)
                    return
                self._tell(message.channel, failure)
                pause = failure.after if failure.after is not None else min(pause * 2, LONGEST_PAUSE_SECONDS)
                await asyncio.sleep(pause)
            except Unavailable:
                pause = min(pause * 2, LONGEST_PAUSE_SECONDS)
                await asyncio.sleep(pause)
            except Exception:
                log.exception("outbox row %d cannot be sent", message.id)
                await self._give_up(message, "unexpected error, see the log")
                return
            else:
                self._outages[message.channel].ends()
                self._sent.append(message.id)
                self._something_sent.set()
                return

    def _tell(self, channel: str, failure: NotSent) -> None:
        """A pause that was asked for is none of an outage."""
        if failure.after is None:
            self._outages[channel].lasts(failure.reason)
        else:
            log.warning("%s: %s; trying again", channel, failure.reason)

    async def _give_up(self, message: OutgoingMessage, reason: str) -> None:
        try:
            async with self._database.write() as db:
                await traffic.mark_failed(db, message.id, reason)
        except Unavailable:
            pass
        except Exception as error:  # the next to sweep after its claim has ended tries once more
            log.warning("outbox row %d was not marked: %r", message.id, error)
        self._held.discard(message.id)

    async def _mark(self) -> None:
        while True:
            await self._something_sent.wait()
            self._something_sent.clear()
            # One commit for many: what is marked late is at worst sent twice.
            await asyncio.sleep(GATHER_SECONDS)
            try:
                await self._mark_now()
            except Exception as error:
                if not isinstance(error, Unavailable):
                    log.warning("sent messages were not marked: %r; trying again", error)
                self._something_sent.set()

    async def _mark_now(self) -> None:
        sent, self._sent = self._sent, []
        if not sent:
            return
        try:
            async with self._database.write() as db:
                await traffic.mark_sent(db, sent, self._clock())
        except BaseException:
            self._sent += sent
            raise
        self._held.difference_update(sent)

    async def _sweep(self) -> None:
        while True:
            try:
                await self.sweep()
            except Exception as error:
                if not isinstance(error, Unavailable):
                    log.warning("the outbox was not swept: %r; trying again", error)
            await asyncio.sleep(SWEEP_SECONDS)

    async def sweep(self) -> None:
        """Takes over rows nobody is sending, and renews the claims on those waiting here."""
        async with self._database.write() as db:
            now = self._clock()
            held = sorted(self._held.difference(self._sent))
            for start in range(0, len(held), 500):
                await traffic.renew_claims(db, held[start : start + 500], now)
            if len(held) >= HELD_AT_MOST:
                return
            due = await traffic.claim_due(db, list(self._channels), now)
        self.hand_over(due)
