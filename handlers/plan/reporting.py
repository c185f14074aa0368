"""Staff report progress: in one line or by buttons; see what was understood, correct it, take it back."""

from typing import Any

from handlers.actions import numbers
from handlers.context import Answer, Context
from handlers.numbers import day
from handlers.plan.one_task import open_by_number, report_words
from handlers.plan.progress_line import ProgressLine, read_progress_line
from handlers.plan.tasks import show_tasks
from handlers.reach import reach
from handlers.replies import Button, Reply, Rows
from handlers.routing import REPORTERS
from storage.messages import questions
from storage.models import ProgressState
from storage.plan import progress
from storage.plan.progress import ProgressChange, ProgressRow
from storage.plan.tasks import TaskRow, find_task, find_task_by_number, plan_year
from storage.refusals import Refusal
from storage.text import shorten

MAX_REPORT = 3500
PERCENTS = (25, 50, 75)


async def task_command(context: Context, argument: str) -> Answer:
    """`/tiendo 12`; with more after the number it is a report (`/tiendo 12 80% …`)."""
    if not argument:
        return await show_tasks(context, "")
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
    if line.percent is None and line.state is None and not line.text:
        return await open_by_number(context, line.number)
    units = await reach(context, REPORTERS)
    year = await plan_year(context.db, context.today)
    task = await find_task_by_number(context.db, sorted(units), year, line.number, context.today)
    return await _store(context, task, _state(line), line.percent, line.text)


def _state(line: ProgressLine) -> ProgressState:
    """Words alone say that the work goes on; nobody is taken to be done without having said so."""
    return ProgressState(line.state) if line.state else ProgressState.DOING


async def _store(context: Context, task: TaskRow, state: ProgressState, percent: int | None, text: str) -> Reply:
    if len(text) > MAX_REPORT:
        raise Refusal("text.too_long", limit=MAX_REPORT)
    progress_id = await progress.add_progress(
        context.db,
        task_id=task.id,
        person_id=context.sender.id,
        state=state,
        percent=percent,
        text=text,
        now=context.now,
        today=context.today,
    )
    return await _understood(context, progress_id)


async def _own(context: Context, progress_id: int) -> tuple[ProgressRow, TaskRow]:
    """The sender's own report and its task, as far as they still reach it."""
    units = await reach(context, REPORTERS)
    report = await progress.own_progress(context.db, context.sender.id, progress_id)
    return report, await find_task(context.db, sorted(units), report.task_id, context.today)


async def _understood(context: Context, progress_id: int, *, replaces: bool = False) -> Reply:
    """What was understood, open for a photo or file for the next hour."""
    report, task = await _own(context, progress_id)
    say = context.say
    lines = [say("report.stored", number=task.number, title=shorten(task.title, 120)), report_words(context, report)]
    for document in await progress.documents_of(context.db, [report.id]):
        on = say("report.document_day", day=day(document.issued_on)) if document.issued_on else ""
        symbol = f"{document.number}/{document.symbol}" if document.symbol else document.number
        lines.append(say("report.document", kind=document.kind, number=symbol, on=on))
    lines += ["", say("report.may_attach")]
    await questions.ask(context.db, context.sender.id, "evidence", {"progress_id": report.id}, context.now, hours=1)
    return Reply("\n".join(lines), _correction_rows(context, report), replaces=replaces)


def _correction_rows(context: Context, report: ProgressRow) -> Rows:
    say = context.say
    return (
        (
            Button(say("button.correct"), action=f"correct:{report.id}"),
            Button(say("button.undo"), action=f"undo:{report.id}"),
        ),
        (Button(say("button.add_words"), action=f"add_words:{report.id}"),),
        (Button(say("button.back_to_task"), action=f"task:{report.task_id}"),),
    )


async def report_state(context: Context, argument: str) -> Answer:
    """`report:TASK:done`, a tap on the task's screen."""
    number, _, state = argument.partition(":")
    (task_id,) = numbers(number, 1)
    if state not in (ProgressState.DONE, ProgressState.DOING, ProgressState.NOTHING):
        raise Refusal("button.stale")
    units = await reach(context, REPORTERS)
    task = await find_task(context.db, sorted(units), task_id, context.today)
    percent = 100 if state == ProgressState.DONE else None
    return await _store(context, task, ProgressState(state), percent, "")


async def ask_report(context: Context, argument: str) -> Answer:
    (task_id,) = numbers(argument, 1)
    units = await reach(context, REPORTERS)
    task = await find_task(context.db, sorted(units), task_id, context.today)
    await questions.ask(context.db, context.sender.id, "report", {"task_id": task.id}, context.now)
    cancel = Button(context.say("button.back_to_task"), action=f"task:{task.id}")
    return Reply(context.say("report.ask", number=task.number), ((cancel,),))


async def report_answered(context: Context, data: dict[str, Any], text: str) -> Answer:
    units = await reach(context, REPORTERS)
    task = await find_task(context.db, sorted(units), data["task_id"], context.today)
    line = read_progress_line(f"{task.number} {text}") or ProgressLine(task.number, None, None, text)
    if line.number != task.number:
        line = ProgressLine(task.number, None, None, text)
    return await _store(context, task, _state(line), line.percent, line.text)


async def correct(context: Context, argument: str) -> Answer:
    """`correct:REPORT` shows the choices; `correct:REPORT:done` or `correct:REPORT:50` makes one."""
    number, _, choice = argument.partition(":")
    (progress_id,) = numbers(number, 1)
    report, task = await _own(context, progress_id)
    if not choice:
        return Reply(context.say("report.correct", number=task.number), _choices(context, report), replaces=True)
    new_id = await progress.change_progress(context.db, report, context.sender.id, _choice(choice), context.now)
    return await _understood(context, new_id, replaces=True)


def _choice(choice: str) -> ProgressChange:
    if choice.isdecimal() and choice in map(str, PERCENTS):
        return ProgressChange(ProgressState.DOING, int(choice))
    if choice in (state.value for state in ProgressState):
        state = ProgressState(choice)
        return ProgressChange(state, 100 if state is ProgressState.DONE else None)
    raise Refusal("button.stale")


def _choices(context: Context, report: ProgressRow) -> Rows:
    say = context.say
    percents = tuple(Button(f"{percent}%", action=f"correct:{report.id}:{percent}") for percent in PERCENTS)
    states = (ProgressState.DONE, ProgressState.DOING, ProgressState.NOT_STARTED, ProgressState.NOTHING)
    buttons = [Button(say(f"progress.{state}"), action=f"correct:{report.id}:{state}") for state in states]
    return (percents, *((button,) for button in buttons), (Button(say("button.undo"), action=f"undo:{report.id}"),))


async def undo(context: Context, argument: str) -> Answer:
    (progress_id,) = numbers(argument, 1)
    report, task = await _own(context, progress_id)
    await progress.undo_progress(context.db, report.id, context.now)
    row = (Button(context.say("button.back_to_task"), action=f"task:{task.id}"),)
    return Reply(context.say("report.undone", number=task.number), (row,), replaces=True)


async def ask_words(context: Context, argument: str) -> Answer:
    (progress_id,) = numbers(argument, 1)
    report, task = await _own(context, progress_id)
    await questions.ask(context.db, context.sender.id, "more_words", {"progress_id": report.id}, context.now)
    cancel = Button(context.say("button.back_to_task"), action=f"task:{task.id}")
    return Reply(context.say("report.ask_words", number=task.number), ((cancel,),))


async def words_answered(context: Context, data: dict[str, Any], text: str) -> Answer:
    report, _ = await _own(context, data["progress_id"])
    whole = f"{report.text}\n{text}".strip()
    if len(whole) > MAX_REPORT:
        raise Refusal("text.too_long", limit=MAX_REPORT)
    change = ProgressChange(text=whole)
    new_id = await progress.change_progress(context.db, report, context.sender.id, change, context.now)
    return await _understood(context, new_id)
