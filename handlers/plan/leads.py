"""The officer gives a task to a unit, where the plan's file named none or another."""

from functools import partial

from handlers.context import Answer, Context
from handlers.kit import choosing
from handlers.kit.reach import reach
from handlers.plan.actions import ChooseLead, SetLead, ShowTask
from handlers.plan.one_task import task_reply
from handlers.replies import Button
from storage.ground.refusals import Refusal
from storage.models import Role
from storage.plan.task_units import Access
from storage.plan.tasks import find_task, set_lead


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
