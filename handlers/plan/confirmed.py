"""Answers to what is asked before a report is stored."""

from handlers.context import Answer, Context
from handlers.plan.actions import StayDone, StepBack
from handlers.plan.elsewhere import is_elsewhere
from handlers.plan.one_task import task_reply
from handlers.plan.questions import AskReason, AskStepBack
from handlers.plan.stepping_back import wants_step_back
from handlers.plan.stored import store_report, writable_task
from storage.ground.refusals import Refusal
from storage.models import ProgressState


async def step_back(context: Context, action: StepBack) -> Answer:
    return await _go_back(context, await _claimed(context, action.task_id))


async def stay_done(context: Context, action: StayDone) -> Answer:
    """The words are kept, as one more report that the task is done."""
    question = await _claimed(context, action.task_id)
    task = await writable_task(context, question.task_id)
    return await store_report(context, task, ProgressState.DONE, 100, question.text)


async def _claimed(context: Context, task_id: int) -> AskStepBack:
    question = await context.claim(AskStepBack)
    if question is None or question.task_id != task_id:
        raise Refusal("button.stale")
    return question


async def _go_back(context: Context, question: AskStepBack) -> Answer:
    task = await writable_task(context, question.task_id)
    return await store_report(context, task, question.state, question.percent, question.text, confirmed=True)


async def step_back_answered(context: Context, question: AskStepBack, text: str) -> Answer | None:
    """`đúng`, `không`; anything else is no answer."""
    wanted = wants_step_back(text)
    if wanted is None:
        return None
    if wanted:
        return await _go_back(context, question)
    return await task_reply(context, await writable_task(context, question.task_id), None)


async def reason_answered(context: Context, question: AskReason, text: str) -> Answer | None:
    task = await writable_task(context, question.task_id)
    if is_elsewhere(text, task.number):
        return None
    return await store_report(context, task, ProgressState.DROPPED, None, text, confirmed=True)
