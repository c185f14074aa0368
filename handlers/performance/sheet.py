"""`/thuchien`: how units and people have done their tasks in a month or a quarter, as a workbook for their leader."""

import asyncio
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from handlers.context import Answer, Context
from handlers.kit.files import XLSX
from handlers.kit.long_work import Workshop
from handlers.kit.naming import called
from handlers.kit.periods import choose_period
from handlers.kit.screens import screen
from handlers.making.workbooks.sheets import ColumnKind, Sheet, SheetColumn, Value, columns
from handlers.performance.actions import MakeSheet, ShowWaiting, WriteSheet
from handlers.performance.checking import units_to_check
from handlers.replies import Button, Reply
from handlers.words.catalogue import Words
from handlers.words.periods import period_inside, period_label
from storage.database import Connection
from storage.figures.performance import Part, parts_of
from storage.ground.days.period_text import parse_period
from storage.ground.days.periods import Period
from storage.ground.days.working_time import local_day
from storage.ground.refusals import Refusal
from storage.messages.files import store_file
from storage.rules.rules import RuleName, load_rules

TEXT, INTEGER, PERCENT, DATE = ColumnKind.TEXT, ColumnKind.INTEGER, ColumnKind.PERCENT, ColumnKind.DATE


async def sheet_command(context: Context, argument: str) -> Answer:
    """`/thuchien quý 3`"""
    await units_to_check(context)
    period = parse_period(argument, context.today) if argument else None
    if period is None:
        return await choose_period(context, MakeSheet, argument, text=context.say("performance.which_period"))
    return await _start(context, period)


async def make_sheet(context: Context, action: MakeSheet) -> Answer:
    return await _start(context, action.period)


async def _start(context: Context, period: Period) -> Reply:
    units = await units_to_check(context)
    if await _marking(context.db, period) is None:
        raise Refusal("performance.before_rule")
    if period.first > context.today:
        raise Refusal("performance.to_come")
    context.start(WriteSheet(period, units))
    return screen(context.say, context.say("performance.making", period=period_inside(period)))


@dataclass(frozen=True, slots=True)
class Marking:
    """By the rules of a period's last day: `points` of 100 that tasks make, `lost` of a task's quality, in per cent,
    each time it is sent back."""

    points: int
    lost: int
    source: str


async def _marking(db: Connection, period: Period) -> Marking | None:
    """None before the rules that know of it."""
    rules = await load_rules(db)
    points, lost = (rules.at(name, period.last) for name in (RuleName.TASK_POINTS, RuleName.SENT_BACK))
    return Marking(int(points.value), int(lost.value), points.source) if points and lost else None


@dataclass(frozen=True, slots=True)
class Made:
    """`book`: empty where the period has no tasks."""

    book: bytes
    waiting: int


async def write_sheet(workshop: Workshop, job: WriteSheet) -> Made:
    from handlers.making.workbooks.workbook import write_workbook  # loaded with the first workbook

    now = workshop.clock()
    async with workshop.database.read() as db:
        parts = await parts_of(db, job.units, job.period, local_day(now))
        marking = await _marking(db, job.period)
    if not parts or marking is None:
        return Made(b"", 0)
    say = Words("vi")
    title = say("performance.title", period=period_inside(job.period))
    book = await asyncio.to_thread(write_workbook, sheets_of(say, parts, marking, title), now, title=title, author="")
    return Made(book, sum(part.done_on is not None and not part.accepted for part in parts))


async def hand_over(context: Context, job: WriteSheet, made: Made) -> Answer:
    """Not to somebody who is no leader any more, or of fewer units."""
    say, period = context.say, period_label(job.period)
    if not set(job.units) <= set(await units_to_check(context)):
        raise Refusal("button.stale")
    if not made.book:
        return screen(say, say("performance.empty", period=period))
    name = say("performance.file", code=job.period.code)
    file_id = await store_file(context.db, name, XLSX, made.book, context.sender.id, context.now)
    rows = [Button(say("button.checks"), ShowWaiting())] if made.waiting else []
    done = say("performance.made", period=period, waiting=made.waiting)
    return [Reply(name, file_id=file_id), screen(say, done, rows)]


@dataclass(frozen=True, slots=True)
class Shares:
    """Counts of tasks and occurrences; `quality` is in tasks, each lessened by what sending back has
    cost; `points`: as in `Marking`."""

    assigned: int
    done: int
    accepted: int
    sent_back: int
    quality: float
    in_time: int
    points: int

    @classmethod
    def of(cls, parts: Sequence[Part], marking: Marking) -> "Shares":
        accepted = [part for part in parts if part.accepted]
        return cls(
            len(parts),
            sum(part.done_on is not None for part in parts),
            len(accepted),
            sum(part.sent_back for part in parts),
            sum(max(0, 100 - marking.lost * part.sent_back) for part in accepted) / 100,
            sum(part.in_time for part in parts),
            marking.points,
        )

    @property
    def row(self) -> tuple[Value, ...]:
        quantity, quality, timely = (part / self.assigned for part in (self.done, self.quality, self.in_time))
        points = round(self.points * (quantity + quality + timely) / 3, 2)
        counts = (self.assigned, self.done, quantity, self.accepted, self.sent_back, quality, self.in_time, timely)
        return (*counts, points)


_COUNTS = (
    ("performance.assigned", INTEGER),
    ("performance.done", INTEGER),
    ("performance.quantity", PERCENT),
    ("performance.accepted", INTEGER),
    ("performance.sent_back", INTEGER),
    ("performance.quality", PERCENT),
    ("performance.in_time", INTEGER),
    ("performance.timely", PERCENT),
    ("performance.points", TEXT),
)


def sheets_of(say: Words, parts: Sequence[Part], marking: Marking, title: str) -> list[Sheet]:
    heading = (title, say("performance.heading"))
    by_unit = [
        (unit, *Shares.of(own, marking).row)
        for (_, unit), own in _grouped(parts, lambda part: (part.unit_id, part.unit))
    ]
    by_person = [
        (_name(say, own), ", ".join(dict.fromkeys(part.unit for part in own)), *Shares.of(own, marking).row)
        for _, own in _grouped([part for part in parts if part.person], lambda part: (part.person_id, part.person))
    ]
    sheets = [
        Sheet(say("performance.units"), columns(say, ("performance.unit", TEXT), *_COUNTS), by_unit),
        Sheet(
            say("performance.people"),
            columns(say, ("performance.person", TEXT), ("performance.unit", TEXT), *_COUNTS),
            by_person,
        ),
        _tasks_sheet(say, parts),
        Sheet(
            say("performance.how"),
            [SheetColumn(say("performance.how_title"))],
            [(line,) for line in _how(say, marking)],
        ),
    ]
    return [replace(sheet, heading=heading) for sheet in sheets]


def _how(say: Words, marking: Marking) -> list[str]:
    values = {"points": marking.points, "rest": 100 - marking.points, "lost": marking.lost, "source": marking.source}
    return say("performance.how_text", **values).splitlines()


def _grouped(parts: Iterable[Part], key: Callable[[Part], Hashable]) -> list[tuple[Any, list[Part]]]:
    """In the order in which they come first."""
    groups: dict[Hashable, list[Part]] = {}
    for part in parts:
        groups.setdefault(key(part), []).append(part)
    return list(groups.items())


def _name(say: Words, parts: Sequence[Part]) -> str:
    return called(say, parts[0].person) if parts[0].person else ""


def _tasks_sheet(say: Words, parts: Sequence[Part]) -> Sheet:
    found = columns(
        say,
        ("performance.plan", TEXT),
        ("performance.number", INTEGER),
        ("performance.task", TEXT),
        ("performance.unit", TEXT),
        ("performance.person", TEXT),
        ("performance.due_on", DATE),
        ("performance.done_on", DATE),
        ("performance.was_in_time", TEXT),
        ("performance.check", TEXT),
        ("performance.sent_back", INTEGER),
    )
    return Sheet(say("performance.tasks"), found, [_task_row(say, part) for part in parts])


def _task_row(say: Words, part: Part) -> tuple[Value, ...]:
    timely = "" if part.done_on is None else say("performance.yes" if part.in_time else "performance.no")
    if part.accepted:
        check = say("performance.check_accepted")
    else:
        check = say("performance.check_open" if part.done_on is None else "performance.check_waits")
    days = (part.due_on, part.done_on)
    return (part.plan, part.number, part.title, part.unit, _name(say, [part]), *days, timely, check, part.sent_back)
