"""The index as a workbook: points, what costs them, and the nine indicators of the one-stop as far as data has them."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from handlers.context import Answer, Context
from handlers.forms.actions import SendIndex, ShowIndex
from handlers.forms.index_screens import case_words, costs, each_costs, source_line, units_for
from handlers.forms.questions import WriteIndex
from handlers.kit.files import XLSX
from handlers.kit.long_work import Workshop
from handlers.kit.reach import reach
from handlers.kit.screens import screen
from handlers.making.workbooks.sheets import ColumnKind, Sheet, SheetColumn, Value
from handlers.replies import Button, Reply
from handlers.routing import LEADERS
from handlers.words.catalogue import Words
from handlers.words.formats import day
from handlers.words.periods import period_label
from storage.database import Connection
from storage.figures.index_766 import Lost, Mirror, mirror_of, unhappy_dossiers
from storage.figures.results import Cell
from storage.figures.results_behind import Behind, dossiers_behind
from storage.figures.summary import RatingFigures, rating_figures
from storage.ground.days.periods import Period
from storage.ground.days.working_time import local_day
from storage.ground.refusals import Refusal
from storage.messages.files import store_file
from storage.people.units import find_unit
from storage.report.templates import reporting_unit
from storage.rules.index_766 import Measured, groups

_ALL = 20_000


@dataclass(frozen=True, slots=True)
class Index:
    """`unit`: whose points these are; `until`: the day at whose end they stand. `late`: dossiers late or overdue;
    `unhappy`: those somebody was unhappy with."""

    unit: str
    period: Period
    until: date
    mirror: Mirror
    late: Sequence[Behind]
    unhappy: Sequence[Lost]
    ratings: RatingFigures


async def collect_index(db: Connection, units: set[int], period: Period, now: datetime) -> Index:
    today = local_day(now)
    mirror = await mirror_of(db, units, period, today)
    late: list[Behind] = []
    for cell in (Cell.LATE, Cell.OVERDUE):
        late += await dossiers_behind(db, mirror.results, period, today, cell, limit=_ALL)
    unhappy = await unhappy_dossiers(db, units, period, today, _ALL)
    ratings = await rating_figures(db, sorted(units), period, today)
    unit = await find_unit(db, await reporting_unit(db, units))
    return Index(unit.name if unit else "", period, period.as_of(today), mirror, late, unhappy, ratings)


def index_sheets(say: Words, index: Index) -> list[Sheet]:
    """Each says whose it is, and that it is a mirror: it may be printed or passed on alone."""
    heading = (
        say("report_sheet.of_unit", unit=index.unit),
        say("index_sheet.of_period", period=period_label(index.period), day=day(index.until)),
        say("index.mirror"),
        source_line(say),
    )
    sheets = [_points(say, index.mirror), *(make(say, index) for make in (_late, _unhappy, _cases, _nine))]
    return [replace(sheet, heading=heading) for sheet in sheets]


def _columns(say: Words, **kinds: ColumnKind) -> list[SheetColumn]:
    titles = {
        "code": say("index_sheet.code"), "name": say("index_sheet.name"), "points": say("index_sheet.points"),
        "good": say("index_sheet.good"), "whole": say("index_sheet.whole"), "share": say("index_sheet.share"),
        "own": say("index_sheet.own"), "portal": say("index_sheet.portal"), "note": say("index_sheet.note"),
        "dossier": say("index_sheet.dossier"), "procedure": say("index_sheet.procedure"),
        "received": say("index_sheet.received"), "due": say("index_sheet.due"), "ended": say("index_sheet.ended"),
        "cost": say("index_sheet.cost"), "reason": say("index_sheet.reason"), "case": say("index_sheet.case"),
    }  # fmt: skip
    return [SheetColumn(titles[name], kind) for name, kind in kinds.items()]


_TEXT, _INTEGER, _PERCENT, _DATE = ColumnKind.TEXT, ColumnKind.INTEGER, ColumnKind.PERCENT, ColumnKind.DATE


def _points(say: Words, mirror: Mirror) -> Sheet:
    columns = _columns(say, code=_TEXT, name=_TEXT, points=_INTEGER, good=_INTEGER, whole=_INTEGER, share=_PERCENT,
                       own=_TEXT, portal=_TEXT, note=_TEXT)  # fmt: skip
    rows: list[tuple[Value, ...]] = []
    for group in groups():
        rows.append(("", group.name, group.points, *[None] * 6))
        for one in group.criteria:
            good, whole = mirror.share(one.measured) if one.measured else (None, None)
            rate = good / whole if whole and good is not None else None
            own, portal = mirror.points(one), mirror.portal.get(one.code)
            unknown = say("no_figures" if rate is None else "index_sheet.no_points")
            note = "" if own is not None or portal is not None else unknown
            rows.append((one.code, one.name, one.points, good, whole, rate, own, portal, note))
        if group.rest:
            rows.append(("", say("index_sheet.rest"), group.rest, *[None] * 5, say("index_sheet.only_portal")))
    return Sheet(say("index_sheet.title"), columns, rows)


def _late(say: Words, index: Index) -> Sheet:
    columns = _columns(say, dossier=_TEXT, procedure=_TEXT, received=_DATE, due=_DATE, ended=_DATE, reason=_TEXT,
                       cost=_TEXT)  # fmt: skip
    cost = each_costs(index.mirror, Measured.ON_TIME)
    rows = [
        (one.code, one.procedure, one.received_on, one.due_on, one.ended_on, one.reason, cost) for one in index.late
    ]
    return Sheet(say("index_sheet.late"), columns, rows, whole=index.mirror.late)


def _unhappy(say: Words, index: Index) -> Sheet:
    columns = _columns(say, dossier=_TEXT, received=_DATE, reason=_TEXT)
    why = {True: say("index_sheet.unhappy_rating"), False: say("index_sheet.complaint")}
    rows = [(one.code, one.received_on, why[one.unhappy]) for one in index.unhappy]
    return Sheet(say("index_sheet.unhappy"), columns, rows, whole=index.mirror.unhappy)


def _cases(say: Words, index: Index) -> Sheet:
    columns = _columns(say, case=_TEXT, note=_TEXT)
    lost = [one for one in index.mirror.cases if costs(one, Measured.CONTENT)]
    return Sheet(say("index_sheet.cases"), columns, [(one.code, case_words(say, one)) for one in lost])


def _nine(say: Words, index: Index) -> Sheet:
    """Each 0, 1 or 2 points; the rule between share and points was not found, so the share stands alone."""
    columns = _columns(say, code=_INTEGER, name=_TEXT, good=_INTEGER, whole=_INTEGER, share=_PERCENT, note=_TEXT)
    mirror, ratings = index.mirror, index.ratings
    shares = {1: mirror.share(Measured.ON_TIME), 7: (ratings.satisfied, ratings.rated),
              8: mirror.share(Measured.ANSWERED), 9: mirror.share(Measured.ONLINE)}  # fmt: skip
    names = say("index_sheet.nine").split("; ")
    rows: list[tuple[Value, ...]] = []
    for number, name in enumerate(names, 1):
        good, whole = shares.get(number, (None, None))
        rate = good / whole if whole and good is not None else None
        rows.append((number, name, good, whole, rate, say("no_figures") if not whole else say("index_sheet.no_rule")))
    return Sheet(say("index_sheet.nine_title"), columns, rows)


async def start_file(context: Context, action: SendIndex) -> Answer:
    units = await units_for(context, action.period, action.unit_id)
    context.start(WriteIndex(sorted(units), action.period, action.unit_id))
    return Reply(context.say("index.making", period=period_label(action.period)))


async def write(workshop: Workshop, job: WriteIndex) -> bytes:
    now = workshop.clock()
    async with workshop.database.read() as db:
        index = await collect_index(db, set(job.units), job.period, now)
    return await asyncio.to_thread(index_workbook, Words("vi"), index, now, workshop.office.agency)


def index_workbook(say: Words, index: Index, now: datetime, author: str) -> bytes:
    from handlers.making.workbooks.workbook import write_workbook  # loaded with the first workbook

    title = say("index.title", period=period_label(index.period))
    return write_workbook(index_sheets(say, index), now, title=title, author=author)


async def hand_over(context: Context, job: WriteIndex, content: bytes) -> Answer:
    if not await reach(context, LEADERS) >= set(job.units):
        raise Refusal("rights.unit")
    say = context.say
    name = f"chi-so-766-{job.period.code}.xlsx"
    file_id = await store_file(context.db, name, XLSX, content, context.sender.id, context.now)
    back = Button(say("button.back_to_index"), ShowIndex(job.period, job.unit_id))
    return [Reply(name, file_id=file_id), screen(say, say("index.mirror"), [back])]
