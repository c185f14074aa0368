"""Units side by side: those that need attention first, each with its own summary below."""

from handlers.context import Answer, Context
from handlers.figures.actions import ShowLeague, ShowSummary
from handlers.figures.drill import back_to_summary
from handlers.figures.scope import scope_of
from handlers.kit.screens import Row, page_buttons, screen
from handlers.replies import Button, Heading
from handlers.words.catalogue import Words
from handlers.words.formats import integer, percent
from handlers.words.periods import period_label
from storage.figures.by_unit import UnitFigures, figures_by_unit
from storage.ground.refusals import Refusal
from storage.ground.text import shorten
from storage.people.units import UnitRow, tops_of

PAGE = 8


async def show_league(context: Context, action: ShowLeague, *, replaces: bool = True) -> Answer:
    period, page, unit_id, say = action.period, action.page, action.unit_id, context.say
    scope = await scope_of(context, unit_id)
    tops = await tops_of(context.db, scope.units)
    found = await figures_by_unit(context.db, tops, scope.units, period, context.today)
    ranked = sorted(found, key=lambda row: _need(row, tops))
    shown = ranked[page * PAGE : (page + 1) * PAGE]
    if page and not shown:
        raise Refusal("button.stale")
    lines: list[str] = [Heading(say("league.title", period=period_label(period))), scope.name, ""]
    for place, (unit, figures) in enumerate(shown, start=page * PAGE + 1):
        name = say("league.itself", name=unit.name) if unit.id in tops else unit.name
        lines += [f"{place}. {shorten(name, 60)}", "   " + _figures(say, figures)]
    rows: list[Row] = [
        *(Button(shorten(unit.name, 40), ShowSummary(period, unit.id)) for unit, _ in shown if unit.id not in tops),
        page_buttons(say, lambda to: ShowLeague(period, to, unit_id), page, len(ranked) > (page + 1) * PAGE),
        back_to_summary(context, period, unit_id),
    ]
    return screen(say, lines, rows, replaces=replaces)


def _need(row: tuple[UnitRow, UnitFigures], tops: set[int]) -> tuple[bool, bool, int, int, float, str]:
    """What is the tops' own comes last, as does a unit of which nothing is known."""
    unit, figures = row
    return (unit.id in tops, figures.is_empty, -figures.overdue, -figures.late, -_share_open(figures), unit.name)


def _share_open(figures: UnitFigures) -> float:
    return (figures.tasks - figures.done) / figures.tasks if figures.tasks else 0


def _figures(say: Words, figures: UnitFigures) -> str:
    parts = []
    if figures.tasks:
        parts.append(say("league.tasks", done=integer(figures.done), count=integer(figures.tasks)))
    if figures.overdue:
        parts.append(say("league.overdue", count=integer(figures.overdue)))
    if figures.received:
        values = {"received": integer(figures.received), "late": integer(figures.late)}
        parts.append(say("league.dossiers", **values))
    if rate := percent(figures.satisfied, figures.rated):
        parts.append(say("league.satisfied", share=rate))
    return " · ".join(parts) or say("no_figures")
