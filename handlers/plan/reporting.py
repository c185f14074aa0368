"""Staff report progress, in one line or by buttons."""

from dataclasses import replace

from handlers.context import Answer, Context
from handlers.kit.consent import says_yes
from handlers.plan.actions import Report, ReportOn, ShowTask, ShowTasks, WriteReport
from handlers.plan.doubts import ask_which_task, store_or_ask
from handlers.plan.one_task import open_by_number
from handlers.plan.progress_line import Doubt, ProgressLine, read_progress_line
from handlers.plan.questions import AskOccurrence, AskReport
from handlers.plan.stored import store_report, writable_by_number, writable_task
from handlers.plan.tasks import show_tasks
from handlers.plan.which_plan import ask_which_plan
from handlers.replies import Button, Reply
from handlers.routing import REPORTERS
from storage.ground.days.points import find_points
from storage.ground.days.written_numbers import plain_days
from storage.ground.refusals import Refusal
from storage.models import ProgressState
from storage.plan.tasks import TaskRow


async def task_command(context: Context, argument: str) -> Answer:
    """`/tiendo 12`; with more after the number it is a report (`/tiendo 12 80% …`)."""
    if not argument:
        return await show_tasks(context, ShowTasks())
    answer = await read_report(context, argument)
    if answer is None:
        raise Refusal("task.which_number")
    return answer


async def read_report(context: Context, text: str) -> Answer | None:
    """`12 80% Đã ký biên bản`; None where the text is no report or the sender reports nothing."""
    if context.sender.is_citizen:
        return None
    line = read_progress_line(text)
    if line is None:
        return None
    if line.doubt is Doubt.TASK:
        return None if REPORTERS.isdisjoint(context.sender.roles) else await ask_which_task(context, line)
    if not line.claims and not line.text and line.doubt is None:
        return await open_by_number(context, line.number)
    tasks = await writable_by_number(context, line.number)
    return await (ask_which_plan(context, tasks, text) if len(tasks) > 1 else store_or_ask(context, tasks[0], line))


async def report_state(context: Context, action: Report) -> Answer:
    task = await writable_task(context, action.task_id)
    if isinstance(action.said, int):
        return await _percent_confirmed(context, task, action.said)
    percent = 100 if action.said is ProgressState.DONE else None
    return await store_report(context, task, action.said, percent, "")


async def occurrence_chosen(context: Context, action: ReportOn) -> Answer:
    """With what was reported, as long as it is remembered."""
    task = await writable_task(context, action.task_id)
    said = await context.claim(AskOccurrence)
    if said is None or said.task_id != task.id or action.on not in task.days:
        raise Refusal("button.stale")
    return await store_report(context, task, said.state, said.percent, said.text, occurrence_on=action.on)


async def occurrence_answered(context: Context, said: AskOccurrence, text: str) -> Answer | None:
    """`15/6`, `kỳ 15/6/2026`; anything else is no answer."""
    task = await writable_task(context, said.task_id)
    points = find_points(plain_days(text, task.as_of.year))
    named = points[0].last(task.as_of.year) if len(points) == 1 else None
    if named not in task.may_be_about:
        return None
    return await store_report(context, task, said.state, said.percent, said.text, occurrence_on=named)


async def _percent_confirmed(context: Context, task: TaskRow, percent: int) -> Answer:
    """With the words that were typed beside it, as long as they are remembered."""
    asked = await context.claim(AskReport)
    is_same = asked is not None and (asked.task_id, asked.percent) == (task.id, percent)
    return await _store_percent(context, task, percent, asked.text if asked is not None and is_same else "")


async def ask_report(context: Context, action: WriteReport) -> Answer:
    task = await writable_task(context, action.task_id)
    await context.ask(AskReport(task.id))
    cancel = Button(context.say("button.back_to_task"), ShowTask(task.id))
    return Reply(context.say("report.ask", number=task.number), ((cancel,),))


async def report_answered(context: Context, question: AskReport, text: str) -> Answer:
    task = await writable_task(context, question.task_id)
    if question.percent is not None and says_yes(text):
        return await _store_percent(context, task, question.percent, question.text)
    return await store_or_ask(context, task, _about(task, text))


async def _store_percent(context: Context, task: TaskRow, percent: int, text: str) -> Answer:
    state = ProgressState.DONE if percent == 100 else ProgressState.DOING
    return await store_report(context, task, state, percent, text)


def _about(task: TaskRow, text: str) -> ProgressLine:
    """What is said about a task that is known: `80% …`, `14 80% …`, or words, be their first one a number."""
    line = read_progress_line(text)
    if line is not None and line.doubt is Doubt.TASK:
        return replace(line, number=task.number, doubt=None)
    if line is not None and line.number == task.number and (line.claims or line.doubt):
        return line
    line = read_progress_line(f"{task.number} {text}")
    return line if line is not None and line.number == task.number else ProgressLine(task.number, None, None, text)
