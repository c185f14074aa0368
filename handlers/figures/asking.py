"""A leader types what they want to see: `hồ sơ trễ quý 3`, `quý 3 phòng tổ chức`, `so với quý 1`, `ai chưa báo cáo`."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from handlers.cases.actions import ShowCases
from handlers.cases.lists import show_list
from handlers.chasing.actions import AskNudges
from handlers.chasing.nudges import ask_nudges
from handlers.context import Answer, Context
from handlers.figures import breakdowns, drill, flags, league, summary
from handlers.figures.actions import (
    Breakdown,
    ShowAreas,
    ShowChannels,
    ShowFlags,
    ShowLate,
    ShowLeague,
    ShowSummary,
    ShowUnhappy,
)
from handlers.figures.compare_screen import compare
from handlers.figures.whose import Named, named
from handlers.figures.wishes import Topic, Wish, read_wish
from handlers.kit.reach import reach
from handlers.kit.screens import screen
from handlers.plan.actions import Filter, ShowTasks
from handlers.plan.tasks import show_tasks
from handlers.replies import Button, Reply
from handlers.routing import LEADERS
from handlers.words.periods import period_label
from storage.cases.lists import CaseFilter
from storage.figures.breakdown import names_of_procedures
from storage.ground.days.period_text import begins_like_a_period
from storage.ground.days.periods import Period
from storage.ground.text import shorten
from storage.people.units import UnitRow, all_units

_FEW_WORDS = 8


@dataclass(frozen=True, slots=True)
class Whom:
    """What a wish is about: all, or one of these."""

    unit: UnitRow | None = None
    field: str = ""
    procedure: str = ""


async def read_figures_text(context: Context, text: str) -> Answer | None:
    """What a leader types, where it asks for figures; what is meant as that and cannot be read is asked about."""
    if LEADERS.isdisjoint(context.sender.roles):
        return None
    wish = read_wish(text, context.today)
    meant = begins_like_a_period(text)
    if wish is None or not (wish.asks_for_figures or wish.name):
        return await summary.which_period(context, text) if meant else None
    if not wish.name:
        return await _answer(context, wish, Whom())
    return await _of_whom(context, wish, text, meant=meant)


async def _of_whom(context: Context, wish: Wish, text: str, *, meant: bool) -> Answer | None:
    units = await reach(context, LEADERS)
    found = named(wish.name, [unit for unit in await all_units(context.db) if unit.id in units], lambda unit: unit.name)
    if found.sure:
        return await _answer(context, wish, Whom(unit=found.found[0]))
    procedures = await names_of_procedures(context.db, units)
    fields = named(wish.name, list(dict.fromkeys(field for field, _ in procedures)), str)
    if fields.sure:
        return await _answer(context, wish, Whom(field=fields.found[0]))
    names = named(wish.name, list(dict.fromkeys(name for _, name in procedures)), str)
    if names.sure:
        return await _answer(context, wish, Whom(procedure=names.found[0]))
    if context.routes.phrase(text, context.sender) or not wish.asks_for_figures or len(text.split()) > _FEW_WORDS:
        return None
    if not (meant or wish.topic or found.found or fields.found):
        return None
    return _which(context, wish, found)


def _which(context: Context, wish: Wish, near: Named[UnitRow]) -> Reply:
    """The units that may be meant, and the same of all of them."""
    period = wish.period or _year(context)
    label = period_label(period)
    rows = [Button(f"{label} · {shorten(unit.name, 40)}", ShowSummary(period, unit.id)) for unit in near.found]
    rows.append(Button(label, ShowSummary(period)))
    return screen(context.say, context.say("asked.which", name=wish.name), rows)


def _year(context: Context) -> Period:
    return Period.of_months(context.today.year, 1, 12)


async def _answer(context: Context, wish: Wish, whom: Whom) -> Answer:
    period = wish.period or _year(context)
    unit_id = whom.unit.id if whom.unit else None
    if wish.other is not None:
        return await compare(context, period, wish.other, unit_id)
    if whom.field:
        return await breakdowns.start(context, Breakdown.FIELD, period, whom.field)
    if whom.procedure:
        return await breakdowns.start(context, Breakdown.PROCEDURE, period, whom.procedure)
    if wish.topic is None or wish.topic not in _SCREENS:
        return await summary.show(context, period, unit_id)
    return await _SCREENS[wish.topic](context, period, unit_id)


_Screen = Callable[[Context, Period, int | None], Awaitable[Answer]]


def _tasks(chosen: Filter) -> _Screen:
    async def show(context: Context, period: Period, unit_id: int | None) -> Answer:
        now = period == _year(context)
        return await show_tasks(context, ShowTasks(chosen, 0, None if now else period))

    return show


def _cases(chosen: CaseFilter) -> _Screen:
    async def show(context: Context, period: Period, unit_id: int | None) -> Answer:
        return await show_list(context, ShowCases(chosen, 0))

    return show


_SCREENS: Mapping[Topic, _Screen] = {
    Topic.LEAGUE: lambda context, period, unit: league.show_league(context, ShowLeague(period, 0, unit)),
    Topic.FIELDS: lambda context, period, unit: breakdowns.start(context, Breakdown.FIELD, period, "", unit),
    Topic.PROCEDURES: lambda context, period, unit: breakdowns.start(context, Breakdown.PROCEDURE, period, "", unit),
    Topic.LATE: lambda context, period, unit: drill.show_late(context, ShowLate(period, 0, unit)),
    Topic.OVERDUE: _tasks(Filter.OVERDUE),
    Topic.SOON: _tasks(Filter.SOON),
    Topic.OPEN_TASKS: _tasks(Filter.ALL),
    Topic.UNREPORTED: lambda context, period, unit: ask_nudges(context, AskNudges()),
    Topic.AREAS: lambda context, period, unit: drill.show_areas(context, ShowAreas(period)),
    Topic.CASES: _cases(CaseFilter.OPEN),
    Topic.CASES_NEW: _cases(CaseFilter.NEW),
    Topic.CASES_LATE: _cases(CaseFilter.OVERDUE),
    Topic.UNHAPPY: lambda context, period, unit: drill.show_unhappy(context, ShowUnhappy(period, 0)),
    Topic.FLAGS: lambda context, period, unit: flags.show_flags(context, ShowFlags(period)),
    Topic.SATISFIED: lambda context, period, unit: drill.show_channels(context, ShowChannels(period, unit)),
}
