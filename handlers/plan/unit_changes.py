"""The officer changes which unit answers for a task, which others lead it, and which work with them."""

from functools import partial

from handlers.context import Answer, Context
from handlers.kit import choosing
from handlers.kit.reach import reach
from handlers.kit.screens import Row, page_buttons, rows_of
from handlers.plan.actions import ChooseLead, SetLead, ShowTask
from handlers.plan.one_task import task_reply
from handlers.plan.task_units import named, unit_lines
from handlers.plan.unit_actions import AddOther, AskRemoveOther, ChooseOther, RemoveOther, ShowTaskUnits
from handlers.replies import Button, Reply
from handlers.words.catalogue import Keys
from storage.ground.refusals import Refusal
from storage.ground.text import shorten
from storage.models import Role, UnitPart
from storage.plan.task_units import Access, OtherUnit, add_other, remove_other
from storage.plan.tasks import TaskRow, find_task, set_lead

_ADD = Keys("button.task_unit_add_{}", UnitPart)
_WHICH = Keys("task_units.which_{}", UnitPart)
_ADDED = Keys("task_units.added_{}", UnitPart)
PAGE = 10


async def show_units(context: Context, action: ShowTaskUnits) -> Answer:
    return _screen(context, await _task(context, action.task_id), action.page)


async def _task(context: Context, task_id: int) -> TaskRow:
    """The task with its further units; refuses one for which the officer's units do not answer."""
    units = sorted(await reach(context, [Role.OFFICER]))
    await find_task(context.db, units, task_id, context.today)
    return await find_task(context.db, units, task_id, context.today, Access.SEES)


def _screen(context: Context, task: TaskRow, page: int = 0, first: str = "") -> Reply:
    """`first`: what has just been done."""
    say = context.say
    lines = [*([first, ""] if first else []), say("task_units.title", number=task.number), *unit_lines(say, task)]
    shown = task.others[page * PAGE : (page + 1) * PAGE]
    rows: list[Row] = [
        Button(say("button.task_unit_out", unit=_called(context, other)), AskRemoveOther(task.id, other.id))
        for other in shown
    ]
    rows.append(page_buttons(say, partial(ShowTaskUnits, task.id), page, len(task.others) > (page + 1) * PAGE))
    rows += [Button(say(_ADD[part]), ChooseOther(task.id, part)) for part in UnitPart]
    rows.append(Button(say("button.back_to_task"), ShowTask(task.id)))
    return Reply("\n".join((*lines, "", say("task_units.what"))), rows_of(rows), replaces=True)


def _called(context: Context, other: OtherUnit) -> str:
    return shorten(named(context.say, other), 48)


async def choose_other(context: Context, action: ChooseOther) -> Answer:
    task = await _task(context, action.task_id)
    free = await reach(context, [Role.OFFICER]) - {task.unit_id}
    return await choosing.choose_unit(
        context,
        context.say(_WHICH[action.part], number=task.number),
        free - {other.id for other in task.others if other.part is action.part},
        partial(AddOther, task.id, action.part),
        partial(ChooseOther, task.id, action.part),
        action.page,
        back=[Button(context.say("button.back_to_task_units"), ShowTaskUnits(task.id))],
    )


async def add(context: Context, action: AddOther) -> Answer:
    task = await _task(context, action.task_id)
    if action.unit_id not in await reach(context, [Role.OFFICER]):
        raise Refusal("rights.unit")
    if action.unit_id == task.unit_id:
        raise Refusal("task.answers")
    await add_other(context.db, task.id, action.unit_id, action.part)
    task = await _task(context, task.id)
    unit = next(other for other in task.others if other.id == action.unit_id)
    return _screen(context, task, first=context.say(_ADDED[action.part], unit=unit.name))


async def ask_remove(context: Context, action: AskRemoveOther) -> Answer:
    task = await _task(context, action.task_id)
    other = _other(task, action.unit_id)
    buttons = [
        Button(context.say("button.task_unit_out_do"), RemoveOther(task.id, other.id)),
        Button(context.say("button.back_to_task_units"), ShowTaskUnits(task.id)),
    ]
    words = context.say("task_units.ask_remove", unit=named(context.say, other), number=task.number)
    return Reply(words, rows_of(buttons), replaces=True)


async def remove(context: Context, action: RemoveOther) -> Answer:
    task = await _task(context, action.task_id)
    other = _other(task, action.unit_id)
    await remove_other(context.db, task.id, other.id)
    first = context.say("task_units.removed", unit=named(context.say, other))
    return _screen(context, await _task(context, task.id), first=first)


def _other(task: TaskRow, unit_id: int) -> OtherUnit:
    other = next((other for other in task.others if other.id == unit_id), None)
    if other is None:
        raise Refusal("button.stale")
    return other


async def choose_unit(context: Context, action: ChooseLead) -> Answer:
    units = await reach(context, [Role.OFFICER])
    task = await find_task(context.db, sorted(units), action.task_id, context.today)
    text = context.say("lead.which_unit", number=task.number)
    back = Button(context.say("button.back_to_task"), ShowTask(task.id))
    one, at = partial(SetLead, task.id), partial(ChooseLead, task.id)
    return await choosing.choose_unit(context, text, units, one, at, action.page, back=[back])


async def set_unit(context: Context, action: SetLead) -> Answer:
    units = await reach(context, [Role.OFFICER])
    task = await find_task(context.db, sorted(units), action.task_id, context.today)
    if action.unit_id not in units:
        raise Refusal("rights.unit")
    await set_lead(context.db, task.id, action.unit_id)
    task = await find_task(context.db, sorted(units), task.id, context.today, Access.SEES)
    return await task_reply(context, task, None, replaces=True)
