"""A task that comes round: which of its days a report is about."""

from datetime import date

from handlers.context import Context
from handlers.plan.actions import ReportOn, ShowTask
from handlers.plan.questions import AskOccurrence
from handlers.replies import Button, Reply
from handlers.words.formats import day
from storage.models import ProgressState
from storage.plan.tasks import TaskRow

_SHOWN = 6


async def ask_occurrence(
    context: Context, task: TaskRow, state: ProgressState, percent: int | None, text: str
) -> Reply:
    """Where an earlier day was missed, nobody but the reporter knows whether it is that one that is done now."""
    say = context.say
    await context.ask(AskOccurrence(task.id, state, percent, text))
    rows = [(Button(_label(context, task, on), ReportOn(task.id, on)),) for on in task.may_be_about[-_SHOWN:]]
    back = (Button(say("button.back_to_task"), ShowTask(task.id)),)
    return Reply(say("report.which_occurrence", number=task.number), (*rows, back))


def _label(context: Context, task: TaskRow, on: date) -> str:
    key = "button.occurrence_missed" if on < task.as_of else "button.occurrence"
    return context.say(key, day=day(on))
