"""A leader types what they want to see: `hồ sơ trễ quý 3`, `quý 3 phòng tổ chức`, `so với quý 1`, `ai chưa báo cáo`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from handlers.cases.actions import ShowCases
from handlers.chasing.actions import AskNudges
from handlers.context import Answer, Context
from handlers.figures import breakdowns, summary
from handlers.figures.actions import (
    Breakdown,
    ShowAreas,
    ShowBreakdown,
    ShowChannels,
    ShowCharts,
    ShowFlags,
    ShowLate,
    ShowLeague,
    ShowSummary,
    ShowUnhappy,
)
from handlers.figures.compare_screen import compare
from handlers.figures.whose import Named, contained, named
from handlers.figures.wishes import Topic, Wish, about, read_wish
from handlers.kit.actions import Action
from handlers.kit.reach import reach
from handlers.kit.screens import screen
from handlers.language.questions import is_question
from handlers.plan.actions import Filter, ShowTasks
from handlers.replies import Button, Reply
from handlers.routing import LEADERS, REPORTERS
from handlers.words.periods import period_label
from storage.cases.lists import CaseFilter
from storage.figures.breakdown import names_of_procedures
from storage.ground.days.period_text import begins_like_a_period
from storage.ground.days.periods import Period
from storage.ground.text import shorten
from storage.models import Role
from storage.people.units import UnitRow, all_units

_FEW_WORDS, _MOST_WORDS = 12, 30


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
    if len(text.split()) > _MOST_WORDS:
        return None
    wish = read_wish(text, context.today, context.office.calendars)
    meant = begins_like_a_period(text)
    if wish is None or not (wish.asks_for_figures or wish.name):
        return await summary.which_period(context, text) if meant else None
    if wish.topic is Topic.LETTERS and Role.OFFICER in context.sender.roles:
        return None  # who writes them has a command of that name
    if not wish.rest:
        return await _answer(context, wish, Whom())
    return await _of_whom(context, wish, text, meant=meant)


async def read_beside(context: Context, text: str) -> Answer | None:
    """A question for figures (`quý 3 thế nào`), whatever was asked; `quý 3` alone may be the answer to that."""
    asks = begins_like_a_period(text) and is_question(text) and len(text.split()) <= _FEW_WORDS
    return await read_figures_text(context, text) if asks else None


async def _of_whom(context: Context, wish: Wish, text: str, *, meant: bool) -> Answer | None:
    units = await reach(context, LEADERS)
    own = [unit for unit in await all_units(context.db) if unit.id in units]
    procedures = await names_of_procedures(context.db, units)
    fields = list(dict.fromkeys(one.field for one in procedures))
    names = list(dict.fromkeys(one.name for one in procedures))
    whom, rest = _whole_name(wish.rest, own, fields, names)
    if whom is not None and wish.topic is Topic.LEAGUE:  # one unit beside another
        return await _answer(context, wish, Whom())
    if whom is not None:
        topic, left = about(rest)
        if not left:
            return await _answer(context, replace(wish, topic=topic, name=""), whom)
    if not wish.name:
        return await _answer(context, wish, Whom())
    of_unit = named(wish.name, own, lambda unit: unit.name)
    of_field, of_procedure = named(wish.name, fields, str), named(wish.name, names, str)
    if of_unit.sure:
        return await _answer(context, wish, Whom(unit=of_unit.found[0]))
    if of_field.sure:
        return await _answer(context, wish, Whom(field=of_field.found[0]))
    if of_procedure.sure:
        return await _answer(context, wish, Whom(procedure=of_procedure.found[0]))
    if wish.other is None and context.routes.phrase(text, context.sender):
        return None
    if not wish.asks_for_figures:
        return await summary.which_period(context, text) if meant else None
    # Who also reports may be telling of something that happened.
    only_leads = REPORTERS.isdisjoint(context.sender.roles)
    likely = meant or wish.topic or of_unit.found or only_leads
    return _which(context, wish, of_unit, text) if likely and len(text.split()) <= _FEW_WORDS else None


def _whole_name(
    rest: str, units: Sequence[UnitRow], fields: Sequence[str], procedures: Sequence[str]
) -> tuple[Whom | None, str]:
    """Of a name that stands in the words as it is; and the words without it."""
    if (unit := contained(rest, units, lambda one: one.name)) is not None:
        return Whom(unit=unit[0]), unit[1]
    if (field := contained(rest, fields, str)) is not None:
        return Whom(field=field[0]), field[1]
    if (procedure := contained(rest, procedures, str)) is not None:
        return Whom(procedure=procedure[0]), procedure[1]
    return None, rest


def _which(context: Context, wish: Wish, near: Named[UnitRow], text: str) -> Reply:
    """The units that may be meant, and the same of all of them."""
    period = wish.period or _year(context)
    label = period_label(period)
    rows = [Button(f"{label} · {shorten(unit.name, 40)}", ShowSummary(period, unit.id)) for unit in near.found]
    rows.append(Button(label, ShowSummary(period)))
    if wish.topic:
        rows.append(Button(context.say("button.asked_of_all"), _ACTIONS[wish.topic](period, None)))
    return screen(context.say, context.say("asked.which", name=shorten(text, 80)), rows)


def _year(context: Context) -> Period:
    return Period.of_months(context.today.year, 1, 12)


async def _answer(context: Context, wish: Wish, whom: Whom) -> Answer:
    period = wish.period or _year(context)
    unit_id = whom.unit.id if whom.unit else None
    if whom.field or whom.procedure:
        of = Breakdown.FIELD if whom.field else Breakdown.PROCEDURE
        return await breakdowns.start(context, of, period, whom.field or whom.procedure, other=wish.other)
    if wish.topic in _BREAKDOWNS:
        return await _run(context, ShowBreakdown(_BREAKDOWNS[wish.topic], period, unit_id, wish.other))
    if wish.topic is Topic.LEAGUE:
        return await _run(context, ShowLeague(period, 0, unit_id, wish.other))
    if wish.other is not None:
        return await compare(context, period, wish.other, unit_id)
    if wish.topic is None:
        return await _run(context, ShowSummary(period, unit_id))
    return await _run(context, _ACTIONS[wish.topic](period, unit_id))


async def _run(context: Context, action: Action) -> Answer:
    """What a button with this action would do."""
    return await context.routes.take(context, action)


_BREAKDOWNS = {Topic.FIELDS: Breakdown.FIELD, Topic.PROCEDURES: Breakdown.PROCEDURE}
_ACTIONS: Mapping[Topic, Callable[[Period, int | None], Action]] = {
    Topic.ALL: ShowSummary,
    Topic.LEAGUE: lambda period, unit: ShowLeague(period, 0, unit),
    Topic.FIELDS: lambda period, unit: ShowBreakdown(Breakdown.FIELD, period, unit),
    Topic.PROCEDURES: lambda period, unit: ShowBreakdown(Breakdown.PROCEDURE, period, unit),
    Topic.LETTERS: lambda period, unit: ShowLate(period, 0, unit),
    Topic.CHARTS: ShowCharts,
    Topic.LATE: lambda period, unit: ShowLate(period, 0, unit),
    Topic.OVERDUE: lambda period, unit: ShowTasks(Filter.OVERDUE, 0, period, unit),
    Topic.SOON: lambda period, unit: ShowTasks(Filter.SOON, 0, period, unit),
    Topic.OPEN_TASKS: lambda period, unit: ShowTasks(Filter.ALL, 0, period, unit),
    Topic.UNREPORTED: lambda period, unit: AskNudges(unit),
    Topic.AREAS: ShowAreas,
    Topic.CASES: lambda period, unit: ShowCases(CaseFilter.OPEN, 0, unit),
    Topic.CASES_NEW: lambda period, unit: ShowCases(CaseFilter.NEW, 0, unit),
    Topic.CASES_LATE: lambda period, unit: ShowCases(CaseFilter.OVERDUE, 0, unit),
    Topic.UNHAPPY: lambda period, unit: ShowUnhappy(period, 0, unit),
    Topic.FLAGS: ShowFlags,
    Topic.SATISFIED: lambda period, unit: ShowChannels(period, unit),
}
