"""The officer says which figures are asked for, how often, and of which unit."""

from functools import partial

from handlers.context import Answer, Context
from handlers.kit import choosing
from handlers.kit.reach import reach
from handlers.kit.screens import Row, screen
from handlers.registers.actions import (
    WORDS_OF_DEFINITION,
    ChangeDefinition,
    ChooseUnit,
    DefineIndicator,
    RestoreIndicator,
    SetEvery,
    ShowDefinition,
    ShowIndicator,
    ShowIndicators,
    WithdrawIndicator,
)
from handlers.registers.entries import author, read_text
from handlers.registers.indicator_line import read_definition
from handlers.registers.questions import AskDefinition, AskIndicator
from handlers.replies import Button, Reply
from handlers.routing import OFFICER
from handlers.words.catalogue import Keys
from handlers.words.keys import EVERY
from storage.ground.refusals import Refusal
from storage.models import Every, Role, What
from storage.people.units import find_unit
from storage.registers import indicators
from storage.registers.indicators import IndicatorRow, find_indicator

_ASK = Keys("indicator.ask_{}", WORDS_OF_DEFINITION)
_EDIT = Keys("button.edit_{}", WORDS_OF_DEFINITION)
MAX_NAME = 150


async def ask_new(context: Context, action: DefineIndicator) -> Answer:
    return await _ask_definition(context)


async def _ask_definition(context: Context) -> Reply:
    await context.ask(AskIndicator())
    back = Button(context.say("button.indicators"), ShowIndicators())
    return Reply(context.say("indicator.ask_new"), ((back,),))


async def new_answered(context: Context, asked: AskIndicator, text: str) -> Answer:
    """Keeps the definition at once with what was said; the rest is set by buttons."""
    await reach(context, OFFICER)
    definition = read_definition(read_text(text, 3 * MAX_NAME))
    if not definition.name:
        return await _ask_definition(context)
    read_text(definition.name, MAX_NAME)
    unit_id = context.sender.roles[Role.OFFICER][0]
    indicator_id = await indicators.define_indicator(context.db, unit_id, definition, author(context))
    return await _screen(context, indicator_id, context.say("indicator.defined"))


async def _own(context: Context, indicator_id: int) -> IndicatorRow:
    return await find_indicator(context.db, await reach(context, OFFICER), indicator_id)


async def show_definition(context: Context, action: ShowDefinition) -> Answer:
    return await _screen(context, action.indicator_id, replaces=True)


async def _screen(context: Context, indicator_id: int, done: str = "", *, replaces: bool = False) -> Reply:
    indicator = await _own(context, indicator_id)
    say, nothing, id_ = context.say, context.say("entry.nothing"), indicator.id
    text = say(
        "indicator.definition",
        name=indicator.name,
        measure=indicator.measure or nothing,
        base=indicator.base or nothing,
        every=say(EVERY[indicator.every]),
        unit=indicator.unit,
    )
    often = tuple(Button(say(EVERY[every]), SetEvery(id_, every)) for every in Every if every is not indicator.every)
    fields = [Button(say(_EDIT[what]), ChangeDefinition(id_, what)) for what in WORDS_OF_DEFINITION]
    unit = Button(say("button.edit_unit"), ChooseUnit(id_))
    back = Button(say("button.back_to_entry"), ShowIndicator(id_))
    choices: list[Row] = [often, *fields, unit, _withdraw_button(context, indicator)]
    return screen(say, f"{done}\n\n{text}".strip(), choices, beside_home=[back], replaces=replaces)


def _withdraw_button(context: Context, indicator: IndicatorRow) -> Button:
    if indicator.withdrawn_at is None:
        return Button(context.say("button.indicator_withdraw"), WithdrawIndicator(indicator.id))
    return Button(context.say("button.restore"), RestoreIndicator(indicator.id))


async def set_every(context: Context, action: SetEvery) -> Answer:
    indicator = await _own(context, action.indicator_id)
    if action.every is not indicator.every:
        await indicators.change_indicator(context.db, indicator, What.EVERY, action.every, author(context))
    return await _screen(context, indicator.id, context.say("entry.corrected"), replaces=True)


async def ask_field(context: Context, action: ChangeDefinition) -> Answer:
    indicator = await _own(context, action.indicator_id)
    await context.ask(AskDefinition(indicator.id, action.what))
    back = Button(context.say("button.back_to_entry"), ShowDefinition(indicator.id))
    return Reply(context.say(_ASK[action.what], name=indicator.name), ((back,),))


async def field_answered(context: Context, asked: AskDefinition, text: str) -> Answer:
    """A dash empties the field; a name cannot be emptied."""
    indicator, what = await _own(context, asked.indicator_id), asked.what
    value = " ".join(read_text(text, MAX_NAME).split())
    if value == "-" and what is not What.NAME:
        value = ""
    await indicators.change_indicator(context.db, indicator, what, value, author(context))
    return await _screen(context, indicator.id, context.say("entry.corrected"))


async def choose_unit(context: Context, action: ChooseUnit) -> Answer:
    indicator, reached = await _own(context, action.indicator_id), await reach(context, OFFICER)
    if action.unit_id is None:
        one = partial(ChooseUnit, indicator.id)
        back = Button(context.say("button.back_to_entry"), ShowDefinition(indicator.id))
        text = context.say("indicator.which_unit", name=indicator.name)
        return await choosing.choose_unit(context, text, reached, one, partial(one, None), action.page, back=[back])
    chosen = await find_unit(context.db, action.unit_id)
    if chosen is None or chosen.id not in reached:
        raise Refusal("rights.unit")
    if chosen.id != indicator.unit_id:
        await indicators.give_indicator(context.db, indicator, chosen.id, chosen.name, author(context))
    return await _screen(context, indicator.id, context.say("entry.corrected"), replaces=True)


async def withdraw(context: Context, action: WithdrawIndicator) -> Answer:
    return await _withdraw(context, action.indicator_id, withdrawn=True)


async def restore(context: Context, action: RestoreIndicator) -> Answer:
    return await _withdraw(context, action.indicator_id, withdrawn=False)


async def _withdraw(context: Context, indicator_id: int, *, withdrawn: bool) -> Answer:
    indicator = await _own(context, indicator_id)
    if withdrawn != (indicator.withdrawn_at is not None):
        await indicators.set_indicator_withdrawn(context.db, indicator, withdrawn, author(context))
    done = context.say("indicator.is_withdrawn" if withdrawn else "entry.is_restored")
    return await _screen(context, indicator.id, done, replaces=True)
