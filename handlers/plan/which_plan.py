"""A number stands in several plans: of which one the task is, is asked with a button for each."""

from collections.abc import Sequence

from handlers.context import Answer, Context
from handlers.kit.screens import screen
from handlers.kit.task_names import plan_buttons
from handlers.plan.actions import ReportInPlan
from handlers.plan.doubts import store_or_ask
from handlers.plan.progress_line import read_progress_line
from handlers.plan.questions import AskPlan
from handlers.plan.stored import writable_task
from handlers.replies import Reply
from storage.ground.refusals import Refusal
from storage.ground.text import fold
from storage.plan.tasks import TaskRow


async def ask_which_plan(context: Context, tasks: Sequence[TaskRow], text: str) -> Reply:
    """`text`: the report, which is read again when the task is known; nothing of it is stored before."""
    await context.ask(AskPlan(tuple(task.id for task in tasks), text))
    text = context.say("report.which_plan", number=tasks[0].number)
    return screen(context.say, text, plan_buttons(tasks, ReportInPlan))


async def plan_chosen(context: Context, action: ReportInPlan) -> Answer:
    question = await context.claim(AskPlan)
    if question is None or action.task_id not in question.tasks:
        raise Refusal("button.stale")
    return await _go_on(context, await writable_task(context, action.task_id), question.text)


async def plan_answered(context: Context, question: AskPlan, text: str) -> Answer | None:
    """`438`, or words of the plan's name; anything else is no answer."""
    tasks = [await writable_task(context, task_id) for task_id in question.tasks]
    word = fold(text).removeprefix("ke hoach ").removeprefix("so ")
    found = [task for task in tasks if len(word) > 1 and word in fold(task.plan)]
    return await _go_on(context, found[0], question.text) if len(found) == 1 else None


async def _go_on(context: Context, task: TaskRow, text: str) -> Answer:
    line = read_progress_line(text)
    if line is None:
        raise Refusal("button.stale")
    return await store_or_ask(context, task, line)
