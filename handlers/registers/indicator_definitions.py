"""The officer says which figures are asked for, how often, and of which unit."""

from typing import Any

from handlers.actions import numbers
from handlers.context import Answer, Context
from handlers.menus import main_button
from handlers.reach import reach
from handlers.registers.entries import author, read_text
from handlers.registers.indicator_line import read_definition
from handlers.replies import Button, Reply
from handlers.routing import OFFICER
from storage.messages import questions
from storage.models import Every, Role, What
from storage.people.units import all_units
from storage.refusals import Refusal
from storage.registers import indicators
from storage.registers.indicators import IndicatorRow, find_indicator
from storage.text import shorten

MAX_NAME = 150
_FIELDS = (What.NAME, What.MEASURE, What.BASE)


async def ask_new(context: Context, argument: str) -> Answer:
    await questions.ask(context.db, context.sender.id, "indicator_new", {}, context.now)
    back = Button(context.say("button.indicators"), action="indicators")
    return Reply(context.say("indicator.ask_new"), ((back,),))


async def new_answered(context: Context, data: dict[str, Any], text: str) -> Answer:
    """Kept at once with what was said; the rest is a tap."""
    await reach(context, OFFICER)
    definition = read_definition(read_text(text, 3 * MAX_NAME))
    if not definition.name:
        return await ask_new(context, "")
    read_text(definition.name, MAX_NAME)
    unit_id = context.sender.roles[Role.OFFICER][0]
    indicator_id = await indicators.define_indicator(context.db, unit_id, definition, author(context))
    return await _screen(context, indicator_id, context.say("indicator.defined"))


async def _own(context: Context, number: str) -> IndicatorRow:
    return await find_indicator(context.db, await reach(context, OFFICER), *numbers(number, 1))


async def show_definition(context: Context, argument: str) -> Answer:
    (indicator_id,) = numbers(argument, 1)
    return await _screen(context, indicator_id, replaces=True)


async def _screen(context: Context, indicator_id: int, done: str = "", *, replaces: bool = False) -> Reply:
    indicator = await _own(context, str(indicator_id))
    say, nothing, id_ = context.say, context.say("entry.nothing"), indicator.id
    text = say(
        "indicator.definition",
        name=indicator.name,
        measure=indicator.measure or nothing,
        base=indicator.base or nothing,
        every=say(f"every.{indicator.every}"),
        unit=indicator.unit,
    )
    often = tuple(
        Button(say(f"every.{every}"), action=f"indicator_every:{id_}:{every}")
        for every in Every
        if every is not indicator.every
    )
    fields = tuple((Button(say(f"button.edit_{what}"), action=f"indicator_field:{id_}:{what}"),) for what in _FIELDS)
    unit = Button(say("button.edit_unit"), action=f"indicator_unit:{id_}")
    back = Button(say("button.back_to_entry"), action=f"indicator:{id_}")
    rows = (often, *fields, (unit,), (_withdraw_button(context, indicator),), (back, main_button(say)))
    return Reply(f"{done}\n\n{text}".strip(), rows, replaces=replaces)


def _withdraw_button(context: Context, indicator: IndicatorRow) -> Button:
    if indicator.withdrawn_at is None:
        return Button(context.say("button.indicator_withdraw"), action=f"indicator_withdraw:{indicator.id}")
    return Button(context.say("button.restore"), action=f"indicator_restore:{indicator.id}")


async def set_every(context: Context, argument: str) -> Answer:
    number, _, every = argument.partition(":")
    indicator = await _own(context, number)
    if every not in list(Every):
        raise Refusal("button.stale")
    if every != indicator.every:
        await indicators.change_indicator(context.db, indicator, What.EVERY, every, author(context))
    return await _screen(context, indicator.id, context.say("entry.corrected"), replaces=True)


async def ask_field(context: Context, argument: str) -> Answer:
    """`indicator_field:ID:name`: its name, measure or base."""
    number, _, what = argument.partition(":")
    indicator = await _own(context, number)
    if what not in _FIELDS:
        raise Refusal("button.stale")
    data = {"indicator_id": indicator.id, "what": what}
    await questions.ask(context.db, context.sender.id, "indicator_field", data, context.now)
    back = Button(context.say("button.back_to_entry"), action=f"indicator_edit:{indicator.id}")
    return Reply(context.say(f"indicator.ask_{what}", name=indicator.name), ((back,),))


async def field_answered(context: Context, data: dict[str, Any], text: str) -> Answer:
    """A dash empties it; a name is always needed."""
    indicator, what = await _own(context, str(data["indicator_id"])), What(data["what"])
    value = " ".join(read_text(text, MAX_NAME).split())
    if value == "-" and what is not What.NAME:
        value = ""
    await indicators.change_indicator(context.db, indicator, what, value, author(context))
    return await _screen(context, indicator.id, context.say("entry.corrected"))


async def choose_unit(context: Context, argument: str) -> Answer:
    """`indicator_unit:ID`, then `indicator_unit:ID:UNIT`: who answers for it."""
    number, _, unit = argument.partition(":")
    indicator, reached = await _own(context, number), await reach(context, OFFICER)
    units = [row for row in await all_units(context.db) if row.id in reached]
    if not unit:
        rows = tuple(
            (Button(shorten(row.name, 60), action=f"indicator_unit:{indicator.id}:{row.id}"),) for row in units
        )
        back = Button(context.say("button.back_to_entry"), action=f"indicator_edit:{indicator.id}")
        text = context.say("indicator.which_unit", name=indicator.name)
        return Reply(text, (*rows[:90], (back,)), replaces=True)
    (unit_id,) = numbers(unit, 1)
    chosen = next((row for row in units if row.id == unit_id), None)
    if chosen is None:
        raise Refusal("rights.unit")
    if chosen.id != indicator.unit_id:
        await indicators.give_indicator(context.db, indicator, chosen.id, chosen.name, author(context))
    return await _screen(context, indicator.id, context.say("entry.corrected"), replaces=True)


async def withdraw(context: Context, argument: str) -> Answer:
    return await _withdraw(context, argument, withdrawn=True)


async def restore(context: Context, argument: str) -> Answer:
    return await _withdraw(context, argument, withdrawn=False)


async def _withdraw(context: Context, argument: str, *, withdrawn: bool) -> Answer:
    indicator = await _own(context, argument)
    if withdrawn != (indicator.withdrawn_at is not None):
        await indicators.set_indicator_withdrawn(context.db, indicator, withdrawn, author(context))
    done = context.say("indicator.is_withdrawn" if withdrawn else "entry.is_restored")
    return await _screen(context, indicator.id, done, replaces=True)
