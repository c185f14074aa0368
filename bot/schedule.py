"""One tick a minute: each duty in a transaction of its own, its messages sent after the commit."""

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.intake import Clock, Deliver
from handlers.duties import DUTIES, Duty
from handlers.kit.occasion import Occasion, Office, ruled
from storage.database import Database
from storage.ground.days.working_time import local_day
from storage.messages import traffic
from storage.outages import Unavailable

TICK_SECONDS = 60
# A longer pause between two ticks means that nobody was watching: the machine slept, or the process stood still.
GAP = timedelta(minutes=5)
log = logging.getLogger(__name__)


class Schedule:
    def __init__(
        self, database: Database, office: Office, deliver: Deliver, clock: Clock, duties: Sequence[Duty] = DUTIES
    ) -> None:
        self._database = database
        self._office = office
        self._deliver = deliver
        self._clock = clock
        self._duties = duties
        self.caught_up = asyncio.Event()
        """Set once what was due at the start has been done."""
        self._awake_since: datetime | None = None
        self._last_tick: datetime | None = None

    async def run(self) -> None:
        while True:
            await self.tick()
            self.caught_up.set()
            await asyncio.sleep(TICK_SECONDS)

    async def tick(self) -> None:
        """A duty that fails does not stop the others. Its changes are rolled back, and it runs again at the next
        tick."""
        now = self._clock()
        if self._last_tick is None or now - self._last_tick > GAP:
            self._awake_since = now
        self._last_tick = now
        for duty in self._duties:
            for part in await self._attempt(duty.__name__, duty, now):
                await self._attempt(duty.__name__, part, now)

    async def _attempt(self, name: str, duty: Duty, now: datetime) -> list[Duty]:
        """What is to be done after the duty; nothing where it failed."""
        try:
            return await self._do(duty, now)
        except Unavailable:
            return []
        except Exception:
            log.exception("the duty %s failed", name)
            return []

    async def _do(self, duty: Duty, now: datetime) -> list[Duty]:
        async with self._database.write(beside=True) as db:
            occasion = Occasion(
                db=db,
                office=await ruled(db, self._office),
                now=now,
                today=local_day(now),
                awake_since=self._awake_since,
            )
            await duty(occasion)
            outgoing = await traffic.put(db, occasion.rows(), now, claim=True)
        self._deliver(outgoing)
        return occasion.afterwards
