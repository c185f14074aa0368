"""Whether this process works, for `/healthz`. The checks run seldom, however often it is asked."""

import asyncio
import time
from collections.abc import Callable, Collection, Mapping
from datetime import timedelta

from bot.intake import Clock
from storage.database import Database
from storage.health import LITTLE_SPACE, QuickCheck, free_space, try_to_write, waiting_since
from storage.messages.grants import all_grants
from storage.outages import Outage, Unavailable, reason_of

LOOK_AGAIN_SECONDS = 15.0
CHECK_AGAIN_SECONDS = 24 * 3600.0
PATIENCE_SECONDS = 20.0  # an import that holds the database is no fault, but one that hangs is
LONGEST_WAIT = timedelta(minutes=30)


class Health:
    """The reason goes to the log, once a minute; outside only yes or no is said, and how old what expires is."""

    def __init__(
        self, database: Database, served: Collection[str], clock: Clock, ticks: Callable[[], float] = time.monotonic
    ) -> None:
        self._database = database
        self._served = served
        self._clock = clock
        self._ticks = ticks
        self._outage = Outage("health", ticks)
        self._lock = asyncio.Lock()
        self._looked_at: float | None = None
        self._checked_at: float | None = None
        self._check = QuickCheck(database)
        self._checking: asyncio.Task[None] | None = None
        self._damage: str | None = None
        self._is_well = False
        self.ages: Mapping[str, Mapping[str, int]] = {}
        """What expires and is renewed → whose → seconds. Empty where nothing does."""

    async def is_well(self) -> bool:
        async with self._lock:
            now = self._ticks()
            if self._looked_at is None or now - self._looked_at >= LOOK_AGAIN_SECONDS:
                self._is_well = await self._look()
                self._looked_at = self._ticks()
            return self._is_well

    async def _look(self) -> bool:
        self._check_beside()
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                reason = self._damage or await self._fault()
        except TimeoutError:
            reason = f"nothing could be written for {PATIENCE_SECONDS:.0f} s"
        except Unavailable as error:
            reason = reason_of(error)
        if reason is None:
            self._outage.ends()
        else:
            self._outage.lasts(reason)
        return reason is None

    async def _fault(self) -> str | None:
        reason = await try_to_write(self._database, self._clock())
        if reason is not None:
            return reason
        free = free_space(self._database)
        if free is not None and free < LITTLE_SPACE:
            return f"only {free // 1_000_000} MB are left on the disk"
        await self._note_ages()
        since = await waiting_since(self._database, LONGEST_WAIT, self._clock(), self._served)
        if since is not None:
            return f"a message has not been sent since {since:%Y-%m-%d %H:%M} UTC"
        return None

    async def _note_ages(self) -> None:
        async with self._database.read() as db:
            grants = await all_grants(db)
        ages = {grant.channel: int((self._clock() - grant.renewed_at).total_seconds()) for grant in grants}
        self.ages = {"permission_age_seconds": ages} if ages else {}

    def _check_beside(self) -> None:
        """Once a day, in a thread: it reads the whole file."""
        now = self._ticks()
        if self._checked_at is None or now - self._checked_at >= CHECK_AGAIN_SECONDS:
            self._checked_at = now
            self._check = QuickCheck(self._database)
            self._checking = asyncio.create_task(self._look_through(self._check))

    async def _look_through(self, check: QuickCheck) -> None:
        self._damage = await asyncio.to_thread(check.run)

    async def settle(self) -> None:
        """Ends a check that is under way, so that stopping the process does not wait for it."""
        while self._checking is not None and not self._checking.done():
            self._check.stop()  # repeatedly: SQLite ignores an interrupt that comes before its statement has begun
            await asyncio.wait([self._checking], timeout=0.1)
