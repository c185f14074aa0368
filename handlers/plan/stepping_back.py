"""What is asked before a report is stored: whether a task that was done is not any more, and why one is given up."""

from handlers.context import Context
from handlers.kit.consent import says_no, says_yes
from handlers.plan.actions import ShowTask, StayDone, StepBack
from handlers.plan.questions import AskReason, AskStepBack
from handlers.replies import Button, Reply
from handlers.words.formats import day
from handlers.words.keys import PROGRESS
from storage.models import ProgressState
from storage.plan.tasks import TaskRow

_STAYS = (ProgressState.DONE, ProgressState.NOTHING)


async def ask_first(
    context: Context, task: TaskRow, state: ProgressState, percent: int | None, text: str
) -> Reply | None:
    """None where there is nothing to ask."""
    if task.is_done and state not in _STAYS:
        await context.ask(AskStepBack(task.id, state, percent, text))
        return _was_done(context, task, AskStepBack(task.id, state, percent, text))
    if state is ProgressState.DROPPED and not text:
        await context.ask(AskReason(task.id))
        back = Button(context.say("button.back_to_task"), ShowTask(task.id))
        return Reply(context.say("report.why_dropped", number=task.number), ((back,),))
    return None


def _was_done(context: Context, task: TaskRow, question: AskStepBack) -> Reply:
    say = context.say
    words = say(PROGRESS[question.state]).lower() + ("" if question.percent is None else f" {question.percent}%")
    rows = [(Button(say("button.step_back", words=words), StepBack(task.id)),)]
    if question.text:
        rows.append((Button(say("button.stay_done"), StayDone(task.id)),))
    rows.append((Button(say("button.back_to_task"), ShowTask(task.id)),))
    on = day(task.done_on or task.last_on or task.as_of)
    return Reply(say("report.was_done", number=task.number, day=on, words=words), tuple(rows))


def wants_step_back(text: str) -> bool | None:
    """None for what is no answer."""
    if says_yes(text):
        return True
    return False if says_no(text) == "" else None
