"""Ratings that Zalo could not pass on while nobody was there are fetched: after the start, and once an hour."""

import asyncio
import itertools
import logging
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.channels.base import NotSent
from bot.channels.zalo.feedback import fetched
from bot.channels.zalo.rating_messages import RatingMessages
from bot.channels.zalo.service import error_of
from bot.intake import Clock, Intake
from bot.settings.settings import Settings
from handlers.incoming import Incoming
from storage.database import Database
from storage.facts import fact, set_fact
from storage.ground.channels import ZALO
from storage.outages import Outage, Unavailable

EVERY_SECONDS = 3600.0
AGAIN_SECONDS = 300.0
# What came while the last look was under way, and what could not be matched then.
OVERLAP = timedelta(hours=2)
FARTHEST = timedelta(days=30)
PAGE = 100
MOST_PAGES = 200
_UP_TO = f"ratings_fetched_up_to:{ZALO}"
log = logging.getLogger(__name__)


class MissedRatings:
    def __init__(self, settings: Settings, database: Database, messages: RatingMessages, clock: Clock) -> None:
        self._url = f"{settings.zalo_business_url}/rating/get"
        self._database = database
        self._messages = messages
        self._clock = clock
        # Of the sources some ask by the one, some by the other; each fits until it fails.
        self._methods = itertools.cycle(("GET", "POST"))
        self._method = next(self._methods)
        self._outage = Outage("fetching ratings from Zalo")

    async def watch(self, intake: Intake) -> None:
        """For as long as the task lives. Without a template nobody was asked."""
        if not self._messages.template:
            return
        while True:
            is_done = await self._attempt(intake)
            await asyncio.sleep(EVERY_SECONDS if is_done else AGAIN_SECONDS)

    async def _attempt(self, intake: Intake) -> bool:
        try:
            await self.fetch(intake)
        except NotSent as failure:
            self._method = next(self._methods)
            self._outage.lasts(failure.reason)
        except Unavailable:
            pass
        except Exception as error:
            log.error("ratings were not fetched (%s); trying again", type(error).__name__)
        else:
            self._outage.ends()
            return True
        return False

    async def fetch(self, intake: Intake) -> None:
        """All since the last time; that is moved on once they are stored."""
        now = self._clock()
        async with self._database.read() as db:
            up_to = await fact(db, _UP_TO)
        since = max(datetime.fromtimestamp(int(up_to), UTC) if up_to else now - FARTHEST, now - FARTHEST) - OVERLAP
        for page in range(MOST_PAGES):
            rows = await self._page(since, now, page * PAGE)
            await intake.submit(*self._readable(rows, since))
            if len(rows) < PAGE:
                break
        async with self._database.write(beside=True) as db:
            await set_fact(db, _UP_TO, str(int(now.timestamp())))

    def _readable(self, rows: list[Any], since: datetime) -> list[Incoming]:
        found = []
        for row in rows:
            try:
                found.append(fetched(row, int(since.timestamp())))
            except (ValueError, TypeError):
                log.warning("a fetched rating of Zalo's cannot be read")
        return found

    async def _page(self, since: datetime, now: datetime, offset: int) -> list[Any]:
        query = {
            "template_id": self._messages.template,
            "from_time": str(int(since.timestamp() * 1000)),
            "to_time": str(int(now.timestamp() * 1000)),
            "offset": str(offset),
            "limit": str(PAGE),
        }
        answer = await self._messages.call(self._method, self._url, query=query)
        if error_of(answer) != 0:
            raise NotSent(f"Zalo {error_of(answer)}", retry=True)
        data = answer.get("data")
        rows = data.get("data") if isinstance(data, dict) else data
        return rows if isinstance(rows, list) else []
