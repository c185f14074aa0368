"""Staff report progress, in one line or by buttons."""

from dataclasses import replace

from handlers.context import Answer, Context
from handlers.kit.consent import says_no, says_yes
from handlers.language.courtesy import plain
from handlers.plan.actions import Report, ReportOn, ShowTask, ShowTasks, WriteReport
from handlers.plan.amendments import read_amendment
from handlers.plan.answers import is_planned
from handlers.plan.days_ahead import doubted_by_day
from handlers.plan.doubts import ask_back, ask_which_task, report_about, store_or_ask
from handlers.plan.known_task import about
from handlers.plan.one_task import open_by_number
from handlers.plan.progress_line import Doubt, ProgressLine, read_progress_line
from handlers.plan.questions import AskOccurrence, AskReport
from handlers.plan.replied import replied_task
from handlers.plan.several_tasks import ask_lines
from handlers.plan.stored import store_line, store_report, writable_by_number, writable_task
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
    reports = not REPORTERS.isdisjoint(context.sender.roles)
    if line is None or line.doubt is Doubt.TASK:
        task = await replied_task(context) if reports else None
        if task is not None:
            return await report_about(context, task, text)
        return await ask_which_task(context, line) if line is not None and reports else None
    asks = line.doubt is Doubt.QUESTION or (not line.claims and not line.text and line.doubt is None)
    if asks or (not reports and not line.claims and line.doubt is not Doubt.COUNT):
        return await open_by_number(context, line.number)
    if line.doubt is Doubt.COUNT and not reports:
        return None
    if line.doubt is Doubt.LINES and reports:
        return await ask_lines(context, text)
    tasks = await writable_by_number(context, line.number)
    return await (ask_which_plan(context, tasks, text) if len(tasks) > 1 else store_or_ask(context, tasks[0], line))


async def report_state(context: Context, action: Report) -> Answer:
    """With the words that were typed beside it, as long as they are remembered."""
    task = await writable_task(context, action.task_id)
    asked = await context.claim(AskReport)
    text = asked.text if asked is not None and asked.task_id == task.id else ""
    if isinstance(action.said, int):
        is_same = asked is not None and asked.percent == action.said
        return await _store_percent(context, task, action.said, text if is_same else "")
    percent = 100 if action.said is ProgressState.DONE else None
    return await store_report(context, task, action.said, percent, text)


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


async def ask_report(context: Context, action: WriteReport) -> Answer:
    task = await writable_task(context, action.task_id)
    await context.ask(AskReport(task.id))
    cancel = Button(context.say("button.back_to_task"), ShowTask(task.id))
    return Reply(context.say("report.ask", number=task.number), ((cancel,),))


async def report_answered(context: Context, question: AskReport, text: str) -> Answer | None:
    """Where a report is to be written, any words; where a percentage or a state was asked for, an answer to that."""
    task = await writable_task(context, question.task_id)
    if question.percent is not None and says_yes(text):
        return await _store_percent(context, task, question.percent, question.text)
    is_free = question.percent is None and not question.text
    if is_free:
        if read_amendment(text) is not None or not plain(text):
            return None
        return await store_or_ask(context, task, about(task.number, text))
    instead = says_no(text)
    if instead == "":
        await context.ask(AskReport(task.id))
        back = Button(context.say("button.back_to_task"), ShowTask(task.id))
        return Reply(context.say("report.ask", number=task.number), ((back,),))
    return await _answer(context, task, question, instead or text)


async def _answer(context: Context, task: TaskRow, question: AskReport, text: str) -> Answer | None:
    """`70%`, `xong rồi`, `đang làm`: with the words that were asked about."""
    line = read_progress_line(text)
    if line is not None and line.claims and line.number and (line.number != task.number or line.text):
        return None  # a report of its own, or about another task
    line = doubted_by_day(about(task.number, text), context.today)
    if is_planned(text):
        line = replace(line, state="doing", text="", doubt=None)
    if not line.claims:
        return None
    joined = replace(line, text=_joined(question.text, line))
    return await (store_line(context, task, joined) if line.doubt is None else ask_back(context, task, joined))


def _joined(before: str, line: ProgressLine) -> str:
    return "\n".join(filter(None, (before, line.text))) if line.text != before else before


async def _store_percent(context: Context, task: TaskRow, percent: int, text: str) -> Answer:
    state = ProgressState.DONE if percent == 100 else ProgressState.DOING
    return await store_report(context, task, state, percent, text)
