"""`/kstthc quý 2`: form II.06a in the chat, from the totals down to the dossiers behind any cell."""

from collections.abc import Sequence
from functools import partial

from handlers.context import Answer, Context
from handlers.forms.actions import ShowBehind, ShowForm, ShowFormField, ShowFormUnits
from handlers.forms.gathering import code_of, units_of
from handlers.forms.tables import cell_title, field_name
from handlers.kit.periods import choose_period, neighbours
from handlers.kit.reach import name_of_all, reach, within
from handlers.kit.screens import Row, in_pairs, page_buttons, screen
from handlers.replies import Button, Heading, Reply
from handlers.report.actions import MakeReport
from handlers.routing import LEADERS
from handlers.words.catalogue import Words
from handlers.words.formats import day, integer
from handlers.words.periods import period_label
from storage.figures.results import Cell, Key, Results, by_field, results_of, total_of
from storage.figures.results_behind import Behind, dossiers_behind
from storage.ground.days.calendars import Regime
from storage.ground.days.period_text import parse_period
from storage.ground.days.periods import Period
from storage.ground.refusals import Refusal
from storage.ground.text import shorten
from storage.models import Role

PAGE = 8


async def form_command(context: Context, argument: str) -> Answer:
    """The quarter that runs, where no period is named."""
    period = parse_period(argument or "quý này", context.today)
    if period is None:
        return await choose_period(context, ShowForm, argument)
    return await _form(context, ShowForm(period), replaces=False)


async def show_form(context: Context, action: ShowForm) -> Answer:
    return await _form(context, action, replaces=True)


def days_of(context: Context, period: Period) -> Period:
    """Refuses a period that has not begun."""
    days = context.office.calendars.days_of(period, Regime.KSTTHC)
    if days.first > context.today:
        raise Refusal("report.to_come")
    return days


async def _units(context: Context, unit_id: int | None) -> set[int]:
    return await within(context, await reach(context, LEADERS), unit_id)


async def _head(context: Context, period: Period, unit_id: int | None, title: str) -> list[str]:
    say, days = context.say, days_of(context, period)
    unit = await name_of_all(context, LEADERS, unit_id)
    until = days.as_of(context.today)
    lines: list[str] = [Heading(say("form06.head", title=title, period=period_label(period))), unit]
    lines.append(say("form06.days", first=day(days.first), last=day(until)))
    return [*lines, ""]


def results_lines(say: Words, found: Results) -> list[str]:
    """The three identities of the form."""
    counts = {cell.value: integer(found.of(cell)) for cell in Cell}
    lines = [say("form06.line_received", **counts), say("form06.line_resolved", **counts)]
    lines.append(say("form06.line_in_hand", **counts))
    return [*lines, say("form06.contradicts")] if found.contradicts else lines


async def _form(context: Context, action: ShowForm, *, replaces: bool) -> Reply:
    say, period, unit_id = context.say, action.period, action.unit_id
    units, days = await _units(context, unit_id), days_of(context, period)
    found = await results_of(context.db, units, days, context.today)
    lines = await _head(context, period, unit_id, say("form06.title"))
    if not found:
        lines.append(say("form06.nothing"))
        return screen(say, lines, _periods(context, period, unit_id), replaces=replaces)
    lines += [*results_lines(say, total_of(found.values())), "", Heading(say("form06.short_by_field"))]
    rows = list(by_field(found).items())
    shown = rows[action.page * PAGE : (action.page + 1) * PAGE]
    lines += [_short(say, field_name(say, field), one) for field, one in shown]
    fields: list[Row] = [
        Button(shorten(field_name(say, field), 60), ShowFormField(period, code_of(field), unit_id))
        for field, _ in shown
    ]
    steps = page_buttons(
        say, lambda to: ShowForm(period, to, unit_id), action.page, len(rows) > len(shown) + action.page * PAGE
    )
    below = await _below(context, action, units, found)
    return screen(say, lines, [*fields, steps, *below, *_periods(context, period, unit_id)], replaces=replaces)


async def _below(context: Context, action: ShowForm, units: set[int], found: dict[Key, Results]) -> list[Row]:
    say, period = context.say, action.period
    down = [Button(say("button.form06_cells"), ShowFormField(period, "", action.unit_id))]
    if action.unit_id is not None:
        down.append(Button(say("button.form06_all"), ShowForm(period)))
    elif len(await units_of(context.db, units, found)) > 1:
        down.append(Button(say("button.form06_units"), ShowFormUnits(period)))
    if Role.OFFICER in context.sender.roles:
        down.append(Button(say("button.form06_report"), MakeReport(Regime.KSTTHC, period)))
    return list(in_pairs(down))


def _periods(context: Context, period: Period, unit_id: int | None) -> list[Row]:
    return [neighbours(context.say, period, context.today, lambda one: ShowForm(one, 0, unit_id), named=True)]


def _short(say: Words, name: str, one: Results) -> str:
    counts = {cell.value: integer(one.of(cell)) for cell in Cell}
    return say("form06.row", name=shorten(name, 60), **counts)


async def show_units(context: Context, action: ShowFormUnits) -> Answer:
    say, period = context.say, action.period
    units = await _units(context, None)
    found = await results_of(context.db, units, days_of(context, period), context.today)
    rows = await units_of(context.db, units, found)
    shown = rows[action.page * PAGE : (action.page + 1) * PAGE]
    lines = await _head(context, period, None, say("form06.by_unit"))
    lines += [_short(say, unit.name, one) for unit, one in shown] or [say("form06.nothing")]
    buttons: list[Row] = [Button(shorten(unit.name, 60), ShowForm(period, 0, unit.id)) for unit, _ in shown]
    more = len(rows) > (action.page + 1) * PAGE
    steps = page_buttons(say, partial(ShowFormUnits, period), action.page, more)
    return screen(say, lines, [*buttons, steps, Button(say("button.back_to_form06"), ShowForm(period))], replaces=True)


def _field(found: dict[Key, Results], code: str) -> tuple[str | None, Results]:
    """Refuses with `button.stale` a field that the period has not."""
    if not code:
        return None, total_of(found.values())
    for field, one in by_field(found).items():
        if code_of(field) == code:
            return field, one
    raise Refusal("button.stale")


async def show_field(context: Context, action: ShowFormField) -> Answer:
    say, period, unit_id = context.say, action.period, action.unit_id
    units = await _units(context, unit_id)
    found = await results_of(context.db, units, days_of(context, period), context.today)
    field, one = _field(found, action.field)
    title = say("form06.title") if field is None else shorten(field_name(say, field), 80)
    lines = [*await _head(context, period, unit_id, title), *results_lines(say, one), "", say("form06.tap")]
    cells = [
        Button(say("form06.button", name=cell_title(say, cell), count=integer(one.of(cell))),
               ShowBehind(period, cell, 0, action.field, unit_id))
        for cell in Cell if one.of(cell) > 0
    ]  # fmt: skip
    back = Button(say("button.back_to_form06"), ShowForm(period, 0, unit_id))
    return screen(say, lines, [*in_pairs(cells), back], replaces=True)


async def show_behind(context: Context, action: ShowBehind) -> Answer:
    say, period, unit_id = context.say, action.period, action.unit_id
    units, days = await _units(context, unit_id), days_of(context, period)
    found = await results_of(context.db, units, days, context.today)
    field, one = _field(found, action.field)
    behind = await dossiers_behind(
        context.db, found, days, context.today, action.cell, field, limit=PAGE + 1, offset=action.page * PAGE
    )
    title = say("form06.button", name=cell_title(say, action.cell), count=integer(one.of(action.cell)))
    lines = await _head(context, period, unit_id, title)
    if field is not None:
        lines.insert(1, shorten(field_name(say, field), 80))
    lines += dossier_lines(say, behind[:PAGE]) or [say("form06.nothing")]
    steps = page_buttons(say, lambda to: ShowBehind(period, action.cell, to, action.field, unit_id), action.page,
                         len(behind) > PAGE)  # fmt: skip
    back = Button(say("button.back_to_form06"), ShowFormField(period, action.field, unit_id))
    return screen(say, lines, [steps, back], replaces=True)


def dossier_lines(say: Words, behind: Sequence[Behind]) -> list[str]:
    lines = []
    for one in behind:
        due = say("form06.due", day=day(one.due_on)) if one.due_on else say("form06.no_due")
        ended = say("form06.ended", day=day(one.ended_on)) if one.ended_on else say("form06.not_ended")
        values = {"code": one.code, "received": day(one.received_on), "due": due, "ended": ended}
        lines.append(say("form06.dossier", procedure=shorten(one.procedure, 60), **values))
        if one.reason:
            lines.append(say("form06.because", reason=shorten(one.reason, 80)))
    return lines
