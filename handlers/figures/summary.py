"""The director's screen: one period on one phone screen, and from there down to the single thing."""

from collections.abc import Sequence

from handlers.context import Answer, Context
from handlers.figures.actions import (
    AskPeriod,
    Breakdown,
    Compare,
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
from handlers.figures.comparing import Earlier, collect_earlier, so_far
from handlers.figures.gathering import Figures, collect_figures
from handlers.figures.invitations import invitation_lines
from handlers.figures.needs import Need, checks_need, needs_lines, needs_of
from handlers.figures.scope import Scope, scope_of
from handlers.figures.summary_text import summary_lines
from handlers.kit.periods import choose_period, neighbours, usual_periods
from handlers.kit.screens import Row, in_pairs, screen
from handlers.lint.actions import LookAgain
from handlers.plan.actions import Filter, ShowTasks
from handlers.replies import Button, Reply
from handlers.words.formats import day, integer
from storage.dossiers.imports_running import running_imports
from storage.ground.days.period_text import parse_period
from storage.ground.days.periods import Period
from storage.people.units import has_units_below
from storage.plan.checks import waiting_reports
from storage.report.reports import newest_issued
from storage.report.reports import scope_of as scope_of_reports

SHORT_IN_A_ROW = 3  # short labels are not cut on a phone


async def summary(context: Context, argument: str) -> Answer:
    """`/summary PERIOD`; the year so far where no period is named."""
    period = parse_period(argument or "năm nay", context.today)
    return await which_period(context, argument) if period is None else await show(context, period)


async def which_period(context: Context, said: str) -> Reply:
    """The likeliest first. The question takes a period and nothing else: other words go where they belong."""
    return await choose_period(context, ShowSummary, said, text=context.say("summary.which_period"), asks=AskPeriod())


async def period_answered(context: Context, asked: AskPeriod, text: str) -> Answer | None:
    period = parse_period(text, context.today)
    return None if period is None else await show(context, period)


async def show_summary(context: Context, action: ShowSummary) -> Answer:
    period = action.period or parse_period("năm nay", context.today)
    if period is None:
        return await which_period(context, "")
    return await show(context, period, action.unit_id, replaces=action.period is not None)


async def show(context: Context, period: Period, unit_id: int | None = None, *, replaces: bool = False) -> Reply:
    scope = await scope_of(context, unit_id)
    figures = await collect_figures(context.db, scope.units, period, context.today)
    earlier = await collect_earlier(context.db, scope.units, period, context.today)
    running = await running_imports(context.db, scope.units, context.now)
    needs = [] if period.first > context.today else needs_of(context.say, figures, unit_id)
    needs += await _checks(context, scope, period)
    shown = needs_lines(context.say, figures, needs, directs=scope.directs)
    lines = summary_lines(context.say, scope.name, figures, context.today, earlier, running, shown)
    lines += await _issued(context, scope, period)
    lines += await invitation_lines(context, scope.units, period)
    below = await has_units_below(context.db, scope.units)
    rows = _rows(context, scope, figures, needs, earlier, below=below)
    return screen(context.say, lines, rows, replaces=replaces)


async def _checks(context: Context, scope: Scope, period: Period) -> list[Need]:
    """What waits for whoever directs: of now, so in periods that run alone."""
    if not (context.office.measures_performance and scope.directs and period.first <= context.today <= period.last):
        return []
    waiting = await waiting_reports(context.db, sorted(scope.units), context.today)
    return [checks_need(context.say, len(waiting))] if waiting else []


async def _issued(context: Context, scope: Scope, period: Period) -> list[str]:
    """A line with the numbers under which this period's report stands."""
    say = context.say
    found = await newest_issued(context.db, await scope_of_reports(context.db, scope.units), period)
    numbers = [
        say("issued.in_summary_one", number=one.number, day=day(one.issued_on)) for one in found if one.issued_on
    ]
    return ["", say("issued.in_summary", numbers=", ".join(numbers))] if numbers else []


def _rows(
    context: Context, scope: Scope, figures: Figures, needs: Sequence[Need], earlier: Sequence[Earlier], *, below: bool
) -> list[Row]:
    """What is to be done about each need; then further down; then other periods."""
    to_do: list[Row] = [need.buttons for need in needs if need.buttons]
    done = {button.action for need in needs for button in need.buttons}
    down = [button for button in _down(context, scope, figures, earlier, below=below) if button.action not in done]
    return [*to_do, *in_pairs(down), *_periods(context, figures.period, scope.unit_id)]


def _down(context: Context, scope: Scope, figures: Figures, earlier: Sequence[Earlier], *, below: bool) -> list[Button]:
    say, period, unit_id = context.say, figures.period, scope.unit_id
    down = []
    if figures.overdue:
        overdue = say("button.overdue", count=integer(len(figures.overdue)))
        down.append(Button(overdue, ShowTasks(Filter.OVERDUE, 0, period, unit_id)))
    if figures.late_in_all:
        down.append(Button(say("button.late", count=integer(figures.late_in_all)), ShowLate(period, 0, unit_id)))
    if figures.ratings.channels:
        down.append(Button(say("button.channels"), ShowChannels(period, unit_id)))
    if earlier:
        down.append(Button(say("button.beside"), Compare(so_far(period, context.today), earlier[0].period, unit_id)))
    if below:
        down.append(Button(say("button.league"), ShowLeague(period, 0, unit_id)))
    if figures.tasks:
        down.append(Button(say("button.areas"), ShowAreas(period, unit_id)))
    if figures.dossiers.received:
        down.append(Button(say("button.by_field"), ShowBreakdown(Breakdown.FIELD, period, unit_id)))
    return [
        *down,
        Button(say("button.unhappy"), ShowUnhappy(period, 0, unit_id)),
        Button(say("button.flags"), ShowFlags(period, unit_id)),
        Button(say("button.charts"), ShowCharts(period, unit_id)),
        # The check is of the whole report.
        Button(say("button.check"), LookAgain(period))
        if unit_id is None
        else Button(say("button.whole_summary"), ShowSummary(period)),
    ]


def _periods(context: Context, period: Period, unit_id: int | None) -> list[Row]:
    def choose(one: Period) -> ShowSummary:
        return ShowSummary(one, unit_id)

    steps = neighbours(context.say, period, context.today, choose, named=True)
    here = choose(period).wire
    usual = tuple(button for button in usual_periods(context, choose) if button.action != here)
    return [(*steps, *usual)] if len(steps) + len(usual) <= SHORT_IN_A_ROW else [steps, usual]
