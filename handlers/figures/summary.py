"""The director's screen: one period on one phone screen, and from there down to the single thing."""

from typing import Any

from handlers.context import Answer, Context
from handlers.figures.period_words import period_label
from handlers.figures.summary_text import Figures, collect_figures, summary_text
from handlers.numbers import integer
from handlers.reach import reach
from handlers.replies import Button, Reply, Rows
from handlers.routing import LEADERS
from storage import questions
from storage.period_text import parse_period
from storage.periods import Period
from storage.refusals import Refusal
from storage.units import find_unit


async def summary(context: Context, argument: str) -> Answer:
    """`/summary PERIOD`; the year so far where no period is named."""
    period = parse_period(argument, context.today) if argument else parse_period("năm nay", context.today)
    if period is None:
        await questions.ask(context.db, context.sender.id, "summary_period", {}, context.now)
        return Reply(context.say("summary.which_period"), _examples(context))
    return await _reply(context, period, replaces=False)


async def period_answered(context: Context, data: dict[str, Any], text: str) -> Answer:
    return await summary(context, text)


async def show_summary(context: Context, argument: str) -> Answer:
    """A tap: the period's code, or nothing for the year so far."""
    if not argument:
        return await summary(context, "")
    return await _reply(context, read_period(argument), replaces=True)


def read_period(code: str) -> Period:
    try:
        return Period.from_code(code)
    except ValueError:
        raise Refusal("button.stale") from None


async def _reply(context: Context, period: Period, *, replaces: bool) -> Reply:
    units = await reach(context, LEADERS)
    figures = await collect_figures(context.db, units, period, context.today)
    name = await _own_unit_name(context)
    return Reply(summary_text(context.say, name, figures, context.today), _rows(context, figures), replaces=replaces)


async def _own_unit_name(context: Context) -> str:
    unit_ids = [unit for role in LEADERS for unit in context.sender.roles.get(role, ())]
    unit = await find_unit(context.db, min(unit_ids))
    return unit.name if unit else context.office.agency


def _rows(context: Context, figures: Figures) -> Rows:
    say, code = context.say, figures.period.code
    rows: list[tuple[Button, ...]] = []
    if figures.tasks:
        rows.append((Button(say("button.areas"), action=f"areas:{code}"),))
    if figures.dossiers.late or figures.dossiers.late_earlier:
        rows.append((Button(say("button.late", count=integer(figures.late_in_all)), action=f"late:{code}:0"),))
    unhappy = Button(say("button.unhappy"), action=f"unhappy:{code}:0")
    rows.append((unhappy, Button(say("button.flags"), action=f"flags:{code}")))
    charts = Button(say("button.charts"), action=f"charts:{code}")
    rows.append((charts, Button(say("button.check"), action=f"lint_again:{code}")))
    steps = [_step(figures.period.previous(), "◀ {}")]
    if figures.period.next().first <= context.today:
        steps.append(_step(figures.period.next(), "{} ▶"))
    rows.append(tuple(steps))
    rows.append(_usual_periods(context))
    return tuple(rows)


def _step(period: Period, form: str) -> Button:
    return Button(form.format(period_label(period)), action=f"summary:{period.code}")


def _usual_periods(context: Context) -> tuple[Button, ...]:
    buttons = []
    for key in ("this_month", "this_quarter", "this_year"):
        period = parse_period(
            {"this_month": "tháng này", "this_quarter": "quý này", "this_year": "năm nay"}[key], context.today
        )
        if period is not None:
            buttons.append(Button(context.say(f"button.{key}"), action=f"summary:{period.code}"))
    return tuple(buttons)


def _examples(context: Context) -> Rows:
    return (
        *(
            (_step(period, "{}"),)
            for text in ("quý trước", "tháng trước")
            if (period := parse_period(text, context.today))
        ),
        _usual_periods(context),
    )


async def read_period_text(context: Context, text: str) -> Answer | None:
    """A leader who just types `quý 3 2019` means the summary of it."""
    if LEADERS.isdisjoint(context.sender.roles):
        return None
    period = parse_period(text, context.today)
    return None if period is None else await _reply(context, period, replaces=False)
