"""The public page of how the service performs, `/so-lieu`, and the same as open data. Off by default."""

import asyncio
import csv
import io
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.channels.web.rendering import page
from bot.channels.web.visitors import language_of
from bot.intake import Clock
from handlers.figures.published import FEWEST_RATINGS, PublicPeriod, PublicRow, publish, published_periods
from handlers.kit.occasion import Office
from handlers.words.catalogue import LANGUAGES, Words
from handlers.words.formats import integer, moment, percent
from handlers.words.periods import period_label, period_span
from storage.database import Database
from storage.ground.days.periods import Period
from storage.ground.days.working_time import local_day

# Figures of periods that are over change only by a late import: nobody needs them newer.
_KEPT = timedelta(minutes=10)
_SHARED = {"Cache-Control": f"public, max-age={int(_KEPT.total_seconds())}"}
# Anybody's program may read them, also in a browser on another site's page.
_OPEN = {**_SHARED, "Access-Control-Allow-Origin": "*"}
_COLUMNS = ("first", "last", "unit", "received", "returned", "late", "rated", "satisfied", "satisfaction_target")


class FiguresPage:
    def __init__(self, database: Database, office: Office, clock: Clock) -> None:
        self._database = database
        self._office = office
        self._clock = clock
        self._gathering = asyncio.Lock()
        self._found: list[PublicPeriod] = []
        self._found_at: datetime | None = None

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/so-lieu", self.show, methods=["GET"]),
            Route("/so-lieu.csv", self.give_csv, methods=["GET"]),
            Route("/so-lieu.json", self.give_json, methods=["GET"]),
        ]

    async def show(self, request: Request) -> Response:
        found = await self._figures()
        asked = request.query_params.get("ky")
        shown = next((one for one in found if asked in (None, one.period.code)), None)
        if shown is None:
            raise HTTPException(404)
        language = _language(request)
        say = Words(language)
        return page(
            "figures.html",
            headers=_SHARED | {"Vary": "Accept-Language"},
            agency=self._office.agency,
            language=language,
            other_language=next(other for other in LANGUAGES if other != language),
            say=say,
            shown=shown,
            periods=[(one.period.code, _name(language, one.period)) for one in found],
            title=_name(language, shown.period),
            query=f"&lang={language}" if "lang" in request.query_params else "",
            few=FEWEST_RATINGS,
            integer=integer,
            in_time=lambda row: percent(row.in_time, row.received) or say("public.none"),
            satisfied=lambda row: _satisfied(say, row),
            at=moment(self._found_at or self._clock()),
        )

    async def give_csv(self, request: Request) -> Response:
        text = io.StringIO()
        rows = csv.writer(text)
        rows.writerow(_COLUMNS)
        rows.writerows(_cells(line) for line in _lines(await self._figures()))
        headers = _OPEN | {"Content-Disposition": 'attachment; filename="so-lieu.csv"'}
        # Excel takes a text without this mark for one of an old encoding.
        return Response(text.getvalue().encode("utf-8-sig"), 200, headers, "text/csv; charset=utf-8")

    async def give_json(self, request: Request) -> Response:
        found = await self._figures()
        content = {
            "agency": self._office.agency,
            "gathered_at": (self._found_at or self._clock()).isoformat(),
            "withheld_below": FEWEST_RATINGS,
            "figures": [dict(zip(_COLUMNS, line, strict=True)) for line in _lines(found)],
        }
        return JSONResponse(content, headers=_OPEN)

    async def _figures(self) -> list[PublicPeriod]:
        """Gathered by one request, however many ask at once; kept in this process."""
        async with self._gathering:
            now = self._clock()
            if self._found_at is None or not timedelta() <= now - self._found_at < _KEPT:
                self._found, self._found_at = await self._gather(local_day(now)), now
            return self._found

    async def _gather(self, today: date) -> list[PublicPeriod]:
        found = []
        for period in published_periods(today):
            async with self._database.read() as db:
                found.append(await publish(db, period, today))
        return found


def _lines(found: list[PublicPeriod]) -> Iterator[tuple[object, ...]]:
    """In the order of `_COLUMNS`; `returned` is known of the whole office."""
    for one in found:
        for row in (one.whole, *one.units):
            returned = one.returned if row is one.whole else None
            days = (one.period.first.isoformat(), one.period.last.isoformat())
            yield (*days, row.unit, row.received, returned, row.late, row.rated, row.satisfied, one.target)


def _cells(line: tuple[object, ...]) -> list[object]:
    """A name that a spreadsheet would take for a formula begins with a space."""
    return [f" {cell}" if isinstance(cell, str) and cell[:1] in "=+-@\t" and cell else cell for cell in line]


def _satisfied(say: Words, row: PublicRow) -> str:
    if row.rated is None:
        return say("public.few", count=FEWEST_RATINGS)
    return percent(row.satisfied or 0, row.rated) or say("public.none")


def _name(language: str, period: Period) -> str:
    return period_label(period) if language == "vi" else period_span(period)


def _language(request: Request) -> str:
    chosen = request.query_params.get("lang")
    return chosen if chosen in LANGUAGES else language_of(request)
