"""The indicators of a period, and one of them."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from handlers.context import Answer, Context
from handlers.kit.naming import called
from handlers.kit.periods import neighbours
from handlers.kit.reach import reach
from handlers.kit.screens import main_button, page_buttons, screen
from handlers.registers.actions import (
    DefineIndicator,
    EnterValue,
    ShowDefinition,
    ShowHistory,
    ShowIndicator,
    ShowIndicators,
    TakeValueBack,
)
from handlers.replies import Button, Reply
from handlers.routing import REPORTERS, STAFF
from handlers.words.formats import integer, moment
from handlers.words.keys import EVERY
from handlers.words.periods import period_label
from handlers.words.registers import figure_name, figure_words, value_words
from storage.ground.days.periods import Period
from storage.ground.refusals import Refusal
from storage.ground.text import shorten
from storage.models import Register, Role
from storage.registers.indicator_values import Figure, ValueRow, figures_of, figures_on, values_of
from storage.registers.indicators import IndicatorRow, find_indicator, fits, own_period

PAGE = 8
SHOWN_BEFORE = 5


async def show_indicators(context: Context, action: ShowIndicators) -> Answer:
    return await indicator_list(context, action.on or context.today, action.page or 0, replaces=True)


async def indicator_list(context: Context, on: date, page: int = 0, *, replaces: bool, above: str = "") -> Reply:
    """Each indicator in its own period in which that day lies. `above`: what is said first."""
    units, say = await reach(context, STAFF), context.say
    figures = await figures_on(context.db, units, on)
    missing = sum(figure.entered is None for figure in figures)
    lines = [above, ""] if above else []
    lines.append(say("indicators.title", count=integer(len(figures)), missing=integer(missing)))
    shown = figures[page * PAGE : (page + 1) * PAGE]
    lines += [f"{_mark(figure)} {figure_name(figure)}: {figure_words(say, figure)}" for figure in shown]
    if not figures:
        lines.append(say("indicators.none"))
    elif not REPORTERS.isdisjoint(context.sender.roles):
        lines += ["", say("indicators.how")]
    rows: list[tuple[Button, ...]] = [
        (Button(f"{_mark(figure)} {shorten(figure.indicator.name, 50)}", _open(figure)),) for figure in shown
    ]
    rows.append(page_buttons(say, partial(ShowIndicators, on), page, len(figures) > (page + 1) * PAGE))
    rows.append(_neighbours(context, figures))
    if Role.OFFICER in context.sender.roles:
        rows.append((Button(say("button.indicator_new"), DefineIndicator()),))
    return screen(say, lines, rows, replaces=replaces)


def _mark(figure: Figure) -> str:
    return "⚪" if figure.entered is None else "✅"


def _open(figure: Figure) -> ShowIndicator:
    return ShowIndicator(figure.indicator.id, figure.period)


def _neighbours(context: Context, figures: Sequence[Figure]) -> tuple[Button, ...]:
    """A step as long as the shortest of the periods shown."""
    if not figures:
        return ()
    period = min((figure.period for figure in figures), key=lambda period: period.last - period.first)
    return neighbours(context.say, period, context.today, lambda one: ShowIndicators(one.first, 0))


def period_of(context: Context, indicator: IndicatorRow, period: Period | None) -> Period:
    """The period that a button carries; the running one where it carries none."""
    if period is None:
        return own_period(indicator.every, context.today)
    if not fits(indicator.every, period):
        raise Refusal("button.stale")
    return period


async def show_indicator(context: Context, action: ShowIndicator) -> Answer:
    indicator = await find_indicator(context.db, await reach(context, STAFF), action.indicator_id)
    return await indicator_screen(context, indicator, period_of(context, indicator, action.period), replaces=True)


async def indicator_screen(
    context: Context, indicator: IndicatorRow, period: Period, done: str = "", *, replaces: bool = False
) -> Reply:
    """`done`: what has just been done, above it."""
    [figure] = await figures_of(context.db, [(indicator, period)])
    say = context.say
    lines = [done, ""] if done else []
    lines += [say("indicator.title", name=indicator.name), f"{period_label(period)}: {figure_words(say, figure)}", ""]
    lines.append(say("indicator.unit", every=say(EVERY[indicator.every]), unit=indicator.unit))
    if indicator.base:
        lines.append(say("indicator.base", base=indicator.base))
    if indicator.withdrawn_at is not None:
        lines.append(say("indicator.withdrawn"))
    entered = await values_of(context.db, indicator.id, period)
    lines += [_entered_line(context, indicator, row) for row in entered[: SHOWN_BEFORE + 1]]
    return Reply("\n".join(lines), tuple(row for row in _rows(context, figure) if row), replaces=replaces)


def _entered_line(context: Context, indicator: IndicatorRow, row: ValueRow) -> str:
    say = context.say
    value = say("indicator.taken_back")
    if row.value is not None:
        value = value_words(row.value, row.base, indicator.measure)
    who = called(say, row.person)
    return say("indicator.entered", value=value, who=who, at=moment(row.entered_at))


def _rows(context: Context, figure: Figure) -> list[tuple[Button, ...]]:
    say, indicator, period = context.say, figure.indicator, figure.period
    rows: list[tuple[Button, ...]] = []
    if indicator.withdrawn_at is None and not REPORTERS.isdisjoint(context.sender.roles):
        if figure.entered is None:
            rows.append((Button(say("button.value_enter"), EnterValue(indicator.id, period)),))
        else:
            correct = Button(say("button.value_correct"), EnterValue(indicator.id, period))
            back = Button(say("button.value_take_back"), TakeValueBack(indicator.id, period))
            rows.append((correct, back))
    rows.append(neighbours(say, period, context.today, partial(ShowIndicator, indicator.id), named=True))
    below = [Button(say("button.entry_history"), ShowHistory(Register.INDICATOR, indicator.id, 0))]
    if Role.OFFICER in context.sender.roles:
        below.append(Button(say("button.indicator_edit"), ShowDefinition(indicator.id)))
    on = min(period.last, context.today)
    others = Button(say("button.indicators"), ShowIndicators(on, 0))
    return [*rows, tuple(below), (others, main_button(say))]
