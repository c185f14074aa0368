"""Units side by side: those that need attention first, each with its own summary below."""

import re
from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import partial

from handlers.context import Answer, Context
from handlers.figures.actions import ShowLeague, ShowSummary
from handlers.figures.comparing import compare_buttons, with_change
from handlers.figures.drill import back_to_summary
from handlers.figures.scope import scope_of
from handlers.kit.screens import Row, page_buttons, screen
from handlers.replies import Button, Heading
from handlers.words.catalogue import Words
from handlers.words.formats import integer, percent
from handlers.words.periods import period_inside, period_label
from storage.figures.by_unit import UnitFigures, figures_by_unit
from storage.figures.compared import Share
from storage.ground.days.periods import Period
from storage.ground.refusals import Refusal
from storage.ground.text import fold, shorten
from storage.people.units import UnitRow, tops_of

PAGE = 8
Reading = list[tuple[int, str]]


async def show_league(context: Context, action: ShowLeague, *, replaces: bool = True) -> Answer:
    period, page, unit_id, say = action.period, action.page, action.unit_id, context.say
    scope = await scope_of(context, unit_id)
    tops = await tops_of(context.db, scope.units)
    found = await figures_by_unit(context.db, tops, scope.units, period, context.today)
    before = await _before(context, tops, scope.units, action.other)
    ranked = sorted(found, key=lambda row: _need(row, tops))
    shown = ranked[page * PAGE : (page + 1) * PAGE]
    if page and not shown:
        raise Refusal("button.stale")
    lines: list[str] = [Heading(say("league.title", period=period_label(period)))]
    lines.append(scope.as_of(say, period, context.today))
    if action.other:
        key = "summary.compared" if before else "by.unknown_then"
        lines.append(say(key, periods=period_inside(action.other), period=period_label(action.other)))
    lines.append("")
    for place, (unit, figures) in enumerate(shown, start=page * PAGE + 1):
        name = say("league.itself", name=unit.name) if unit.id in tops else unit.name
        lines += [f"{place}. {shorten(name, 60)}", "   " + _figures(say, figures, before.get(unit.id))]
    if len(ranked) > PAGE:
        first, last = page * PAGE + 1, page * PAGE + len(shown)
        lines += ["", say("league.pages", first=integer(first), last=integer(last), count=integer(len(ranked)))]
    rows: list[Row] = [
        *(Button(shorten(unit.name, 40), ShowSummary(period, unit.id)) for unit, _ in shown if unit.id not in tops),
        page_buttons(say, partial(_at, action), page, len(ranked) > (page + 1) * PAGE),
        *compare_buttons(say, period, context.today, action.other, lambda to: ShowLeague(period, 0, unit_id, to)),
        back_to_summary(context, period, unit_id),
    ]
    return screen(say, lines, rows, replaces=replaces)


def _at(action: ShowLeague, page: int) -> ShowLeague:
    return replace(action, page=page)


async def _before(
    context: Context, tops: Collection[int], units: Collection[int], other: Period | None
) -> Mapping[int, UnitFigures]:
    """By unit; empty where nothing is known of that period."""
    found = await figures_by_unit(context.db, tops, units, other, context.today) if other else []
    return {} if all(figures.is_empty for _, figures in found) else {unit.id: figures for unit, figures in found}


def _need(row: tuple[UnitRow, UnitFigures], tops: set[int]) -> tuple[bool, bool, int, int, float, Reading]:
    """What is the tops' own comes last, as does a unit of which nothing is known."""
    unit, figures = row
    late = (-figures.overdue, -figures.late, -_share_open(figures))
    return (unit.id in tops, figures.is_empty, *late, _read(unit.name))


def _read(name: str) -> Reading:
    """In the order in which people read: Quận 2 before Quận 10."""
    return [(int(part), "") if part.isdecimal() else (0, fold(part)) for part in re.split(r"(\d+)", name)]


def _share_open(figures: UnitFigures) -> float:
    return (figures.tasks - figures.done) / figures.tasks if figures.tasks else 0


def _figures(say: Words, now: UnitFigures, then: UnitFigures | None) -> str:
    """`then`: of the period it is compared with."""
    parts = []
    if now.tasks:
        words = say("league.tasks", done=integer(now.done), count=integer(now.tasks))
        parts.append(with_change(say, words, now.done, then.done if then and then.tasks else None))
    if now.overdue:
        words = say("league.overdue", count=integer(now.overdue))
        parts.append(with_change(say, words, now.overdue, then.overdue if then and then.tasks else None))
    if now.received:
        words = say("league.received", count=integer(now.received))
        parts.append(with_change(say, words, now.received, then.received if then else None))
        parts.append(
            with_change(say, say("league.late", count=integer(now.late)), now.late, then.late if then else None)
        )
    if rate := percent(now.satisfied, now.rated):
        share = Share(then.satisfied, then.rated) if then else None
        words = say("league.satisfied", share=rate)
        parts.append(with_change(say, words, Share(now.satisfied, now.rated), share))
    return " · ".join(parts) or say("no_figures")
