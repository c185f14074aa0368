"""The director's screen: one period on one phone screen, and from there down to the single thing."""

from handlers.context import Answer, Context
from handlers.figures.actions import AskPeriod, ShowAreas, ShowCharts, ShowFlags, ShowLate, ShowSummary, ShowUnhappy
from handlers.figures.summary_text import Figures, collect_figures, summary_text
from handlers.kit.reach import reach
from handlers.kit.screens import in_pairs, main_button
from handlers.lint.actions import LookAgain
from handlers.plan.actions import Filter, ShowTasks
from handlers.replies import Button, Reply, Rows
from handlers.routing import LEADERS
from handlers.words.formats import day, integer
from handlers.words.periods import period_label
from storage.dossiers.imports_running import running_imports
from storage.ground.days.period_text import begins_like_a_period, parse_period
from storage.ground.days.periods import Period
from storage.people.units import find_unit
from storage.report.reports import newest_issued, scope_of

_USUAL = {"button.this_month": "tháng này", "button.this_quarter": "quý này", "button.this_year": "năm nay"}
SHORT_IN_A_ROW = 3  # short labels are not cut on a phone


async def summary(context: Context, argument: str) -> Answer:
    """`/summary PERIOD`; the year so far where no period is named."""
    period = parse_period(argument, context.today) if argument else parse_period("năm nay", context.today)
    return await _which_period(context) if period is None else await _reply(context, period, replaces=False)


async def _which_period(context: Context) -> Reply:
    await context.ask(AskPeriod())
    return Reply(context.say("summary.which_period"), _examples(context))


async def period_answered(context: Context, asked: AskPeriod, text: str) -> Answer:
    return await summary(context, text)


async def show_summary(context: Context, action: ShowSummary) -> Answer:
    if action.period is None:
        return await summary(context, "")
    return await _reply(context, action.period, replaces=True)


async def _reply(context: Context, period: Period, *, replaces: bool) -> Reply:
    units = await reach(context, LEADERS)
    figures = await collect_figures(context.db, units, period, context.today)
    name = await _own_unit_name(context)
    running = await running_imports(context.db, units, context.now)
    text = summary_text(context.say, name, figures, context.today, running) + await _issued(context, units, period)
    return Reply(text, _rows(context, figures), replaces=replaces)


async def _issued(context: Context, units: set[int], period: Period) -> str:
    """A line with the numbers under which this period's report stands."""
    say = context.say
    found = await newest_issued(context.db, await scope_of(context.db, units), period)
    numbers = [
        say("issued.in_summary_one", number=one.number, day=day(one.issued_on)) for one in found if one.issued_on
    ]
    return "\n\n" + say("issued.in_summary", numbers=", ".join(numbers)) if numbers else ""


async def _own_unit_name(context: Context) -> str:
    unit_ids = [unit for role in LEADERS for unit in context.sender.roles.get(role, ())]
    unit = await find_unit(context.db, min(unit_ids))
    return unit.name if unit else context.office.agency


def _rows(context: Context, figures: Figures) -> Rows:
    say, period = context.say, figures.period
    down = []
    if figures.overdue:
        overdue = say("button.overdue", count=integer(len(figures.overdue)))
        down.append(Button(overdue, ShowTasks(Filter.OVERDUE, 0, period)))
    if figures.late_in_all:
        down.append(Button(say("button.late", count=integer(figures.late_in_all)), ShowLate(period, 0)))
    if figures.tasks:
        down.append(Button(say("button.areas"), ShowAreas(period)))
    down.append(Button(say("button.unhappy"), ShowUnhappy(period, 0)))
    down.append(Button(say("button.flags"), ShowFlags(period)))
    down.append(Button(say("button.charts"), ShowCharts(period)))
    down.append(Button(say("button.check"), LookAgain(period)))
    steps = [_step(period.previous(), "◀ {}")]
    if period.next().first <= context.today:
        steps.append(_step(period.next(), "{} ▶"))
    usual = [button for button in _usual_periods(context) if button.action != ShowSummary(period).wire]
    others = ((*steps, *usual),) if len(steps) + len(usual) <= SHORT_IN_A_ROW else (tuple(steps), tuple(usual))
    return (*in_pairs(down), *others, (main_button(say),))


def _step(period: Period, form: str) -> Button:
    return Button(form.format(period_label(period)), ShowSummary(period))


def _usual_periods(context: Context) -> tuple[Button, ...]:
    buttons = []
    for key, words in _USUAL.items():
        period = parse_period(words, context.today)
        if period is not None:
            buttons.append(Button(context.say(key), ShowSummary(period)))
    return tuple(buttons)


def _examples(context: Context) -> Rows:
    return (
        *(
            (_step(period, "{}"),)
            for text in ("quý trước", "tháng trước")
            if (period := parse_period(text, context.today))
        ),
        _usual_periods(context),
        (main_button(context.say),),
    )


async def read_period_text(context: Context, text: str) -> Answer | None:
    """A leader who just types `quý 3 2019` means the summary of it; `quý 7` is asked about."""
    if LEADERS.isdisjoint(context.sender.roles):
        return None
    period = parse_period(text, context.today)
    if period is not None:
        return await _reply(context, period, replaces=False)
    return await _which_period(context) if begins_like_a_period(text) else None
