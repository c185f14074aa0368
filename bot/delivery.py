"""The delivery: sends what the outbox holds, in order for each address, until the channel has taken it."""

import asyncio
import contextlib
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import timedelta

from bot.channels.base import Channel, NotSent
from bot.intake import Clock
from bot.under_way import UnderWay
from storage.database import Connection, Database
from storage.messages import claiming, traffic
from storage.messages.sent_messages import Named, keep_names
from storage.messages.traffic import OutgoingMessage
from storage.messages.unsent import marked
from storage.outages import Outage, Unavailable

SWEEP_SECONDS = 10
GATHER_SECONDS = 0.25
FIRST_PAUSE = 0.5
LONGEST_PAUSE_SECONDS = 60.0
STOP_SECONDS = 2.0
HELD_AT_MOST = 2000
HELD_OF_ONE_ADDRESS = 100
GIVE_UP_AFTER = timedelta(hours=24)
log = logging.getLogger(__name__)


Key = tuple[str, str]
PassOn = Callable[[Connection, OutgoingMessage], Awaitable[Sequence[OutgoingMessage]]]


class Delivery:
    """Woken by the intake with the rows it has just committed; sweeps up what others left behind.

    `pulled`: channels whose messages are fetched from the database by the other side; it is only told that there are
    new ones. A row is marked sent after the channel took it: after a crash in between it is sent twice, never lost.
    Of an address with a backlog only the next few are held here. What is new for it waits behind them in the database,
    so that its order stays and nobody else waits for it.
    """

    def __init__(
        self,
        database: Database,
        channels: Mapping[str, Channel],
        clock: Clock,
        pulled: Mapping[str, Callable[[str], None]],
        pass_on: PassOn | None = None,
    ) -> None:
        self._database = database
        self._channels = channels
        self._clock = clock
        self._pulled = pulled
        self._pass_on = pass_on
        self._outages = {name: Outage(f"sending over {name}") for name in channels}
        self._queues: dict[Key, deque[OutgoingMessage]] = {}
        self._backlogs: set[Key] = set()
        self._given_back: list[int] = []
        self._after = dict.fromkeys(channels, "")
        self._wanted = asyncio.Event()
        self._held: set[int] = set()
        self._sent: list[int] = []
        self._names: list[Named] = []
        self._something_sent = asyncio.Event()
        self._marking = asyncio.Lock()
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
                self._hold_or_give_back((message.channel, message.address), message)

    def _hold_or_give_back(self, key: Key, message: OutgoingMessage) -> None:
        if len(self._queues.get(key, ())) >= HELD_OF_ONE_ADDRESS:
            self._backlogs.add(key)
        if key not in self._backlogs:
            self._hold(key, message)
            return
        self._given_back.append(message.id)
        if key not in self._queues:
            self._wanted.set()

    def _hold(self, key: Key, message: OutgoingMessage) -> None:
        self._held.add(message.id)
        queue = self._queues.get(key)
        if queue is not None:
            queue.append(message)
            return
        self._queues[key] = deque([message])
        task = asyncio.create_task(self._drain(key))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def take_over(self) -> None:
        """What an earlier process left unsent, before anything new is said: of two screens for one message the newer
        one has to come last. What is more than can be held keeps its place before what is new for its address."""
        async with self._database.write() as db:
            if self._database.is_sqlite:  # the only process there is: nobody else is sending
                await traffic.release_claims(db)
            self._backlogs |= await claiming.lines(db, self.served)
        await self.sweep()

    async def run(self) -> None:
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
            await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._mark_now()

    async def settle(self) -> None:
        """Waits until all that was handed over is sent and marked."""
        while self._tasks:
            await asyncio.gather(*self._tasks)
        await self._mark_now()

    async def _drain(self, key: Key) -> None:
        queue = self._queues[key]
        while queue:
            message = queue.popleft()
            await self._deliver(message)
        del self._queues[key]
        if key in self._backlogs:
            self._wanted.set()

    async def _deliver(self, message: OutgoingMessage) -> None:
        if message.said.stays_here:
            await self._give_up(message, "the recipient cannot be reached", gone=True)
            return
        channel, way = self._channels[message.channel], UnderWay(self._database, message)
        pause = FIRST_PAUSE
        while True:
            try:
                await way.finds_its_place(self._names)
                await channel.send(way.message, way)
            except NotSent as failure:
                if failure.moved_to:
                    await way.moves(failure.moved_to)
                    continue
                if not failure.retry or self._clock() - message.created_at > GIVE_UP_AFTER:
                    await self._give_up(way.message, marked(failure.reason, failure.why), gone=failure.gone)
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
                self._names += way.names
                self._something_sent.set()
                return

    def _tell(self, channel: str, failure: NotSent) -> None:
        """A pause the channel asked for is not an outage."""
        if failure.after is None:
            self._outages[channel].lasts(failure.reason)
        else:
            log.warning("%s: %s; trying again", channel, failure.reason)

    async def _give_up(self, message: OutgoingMessage, reason: str, *, gone: bool = False) -> None:
        """Where the recipient is `gone`, it is kept for them or passed on in the same transaction."""
        try:
            async with self._database.write() as db:
                is_first = await traffic.mark_failed(db, message.id, f"{traffic.WAITS if gone else ''}{reason}")
                passed = await self._pass_on(db, message) if gone and is_first and self._pass_on else []
            self.hand_over(passed)
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
        """What was sent before it is called is marked when it returns, also where another call is at it."""
        async with self._marking:
            await self._mark_sent()

    async def _mark_sent(self) -> None:
        sent, self._sent = self._sent, []
        names = [*self._names]  # known here until they are stored
        if not sent:
            return
        try:
            async with self._database.write() as db:
                await traffic.mark_sent(db, sent, self._clock())
                await keep_names(db, names)
        except BaseException:
            self._sent += sent
            raise
        del self._names[: len(names)]
        self._held.difference_update(sent)

    async def _sweep(self) -> None:
        while True:
            try:
                await self.sweep()
            except Exception as error:
                if not isinstance(error, Unavailable):
                    log.warning("the outbox was not swept: %r; trying again", error)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._wanted.wait(), SWEEP_SECONDS)
                await asyncio.sleep(GATHER_SECONDS)

    async def sweep(self) -> None:
        """Takes over rows nobody is sending, of each address in turn, and renews the claims on those waiting here."""
        self._wanted.clear()
        await self._mark_now()  # what is sent and not marked would keep its address's line waiting
        async with self._database.write() as db:
            await self._renew(db)
        for channel in self._channels:
            await self._go_round(channel)

    async def _renew(self, db: Connection) -> None:
        held = sorted(self._held.difference(self._sent))
        for start in range(0, len(held), 500):
            await claiming.renew_claims(db, held[start : start + 500], self._clock())
        given_back, self._given_back = self._given_back, []
        try:
            for start in range(0, len(given_back), 500):
                await claiming.give_back(db, given_back[start : start + 500])
        except BaseException:
            self._given_back += given_back
            raise

    async def _go_round(self, channel: str) -> None:
        """From where the last round ended, so that everybody has a turn, and once from the first address."""
        from_first = not self._after[channel]
        while len(self._held) < HELD_AT_MOST:
            async with self._database.write() as db:
                found = await claiming.claim_round(db, channel, self._after[channel], self._clock())
            self._backlogs.difference_update((channel, address) for address in found.ended)
            self._backlogs.update((channel, address) for address in found.backlogs)
            for message in found.messages:
                if message.id not in self._held:
                    self._hold((channel, message.address), message)
            self._after[channel] = found.last or ""
            if found.last is None and from_first:
                return
            from_first = from_first or found.last is None
