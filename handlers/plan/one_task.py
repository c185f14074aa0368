"""One task: what it asks for, how it stands, and what can be done with it."""

from collections.abc import Sequence

from handlers.context import Answer, Context
from handlers.kit.reach import reach
from handlers.kit.screens import screen
from handlers.kit.task_names import MARKS, plan_buttons
from handlers.plan.actions import ChooseLead, OfArea, Report, SendFiles, ShowHistory, ShowTask, ShowTasks, WriteReport
from handlers.plan.in_groups import seen_here
from handlers.plan.task_units import unit_lines
from handlers.plan.unit_actions import ShowTaskUnits
from handlers.replies import Button, Reply, Rows
from handlers.routing import REPORTERS, STAFF
from handlers.words.catalogue import Keys
from handlers.words.formats import day
from handlers.words.keys import PROGRESS, STATE
from storage.ground.days.periods import Period
from storage.ground.text import shorten
from storage.models import ProgressState, Role
from storage.plan import evidence, progress
from storage.plan.task_units import Access, may
from storage.plan.tasks import TaskRow, TaskState, find_task, plan_year, tasks_by_number

REPORTED = Keys("button.{}", ProgressState)


async def open_by_number(context: Context, number: int) -> Answer:
    units = await reach(context, STAFF)
    year = await plan_year(context.db, context.today)
    tasks = await tasks_by_number(context.db, sorted(units), year, number, context.today, seen_here(context))
    if len(tasks) == 1:
        return await task_reply(context, tasks[0], None)
    return screen(context.say, context.say("task.which_plan", number=number), plan_buttons(tasks, ShowTask))


async def show_task(context: Context, action: ShowTask) -> Answer:
    period = action.period
    units = await reach(context, STAFF)
    when = period.as_of(context.today) if period else context.today
    task = await find_task(context.db, sorted(units), action.task_id, when, seen_here(context))
    return await task_reply(context, task, period, replaces=True)


async def task_reply(context: Context, task: TaskRow, period: Period | None, *, replaces: bool = False) -> Reply:
    newest = await progress.history(context.db, task.id, task.as_of, limit=1)
    return Reply(
        "\n".join(_task_lines(context, task, newest)), await _task_rows(context, task, period), replaces=replaces
    )


def _task_lines(context: Context, task: TaskRow, newest: Sequence[progress.ProgressRow]) -> list[str]:
    say = context.say
    lines = [say("task.title", number=task.number, title=shorten(task.title, 600)), task.area, ""]
    if task.plan:
        lines.append(say("task.plan", plan=task.plan))
    if task.product:
        lines.append(say("task.product", product=shorten(task.product, 300)))
    deadline = task.deadline_text or say("task.no_deadline")
    lines.append(say("task.deadline", deadline=shorten(deadline, 120)))
    lines += _occurrence_lines(context, task)
    lines += unit_lines(say, task)
    lines.append(f"{MARKS[task.state]} {state_words(context, task)}")
    if task.note:
        lines.append(say("task.note", note=shorten(task.note, 300)))
    for report in newest:
        lines += ["", say("task.newest", day=day(report.reported_on)), report_words(context, report)]
    return lines


def _occurrence_lines(context: Context, task: TaskRow) -> list[str]:
    """Of a deadline that comes round: the day it is about now, and how many are done."""
    if not task.days or task.due_on is None:
        return []
    values = {"day": day(task.due_on), "done": len(task.fulfilled), "count": len(task.days)}
    return [context.say("task.occurrence", **values)]


def state_words(context: Context, task: TaskRow) -> str:
    words = context.say(STATE[task.state])
    if task.state is TaskState.OVERDUE and task.last_state is ProgressState.PAUSED:
        words += f" – {context.say(STATE[TaskState.PAUSED]).lower()}"
    known = task.last_percent is not None and not task.is_done and task.last_state is not ProgressState.DONE
    return f"{words} ({task.last_percent}%)" if known else words


def report_words(context: Context, report: progress.ProgressRow) -> str:
    """`Đang thực hiện 80% – Đã ký biên bản`."""
    words = context.say(PROGRESS[report.state])
    if report.percent is not None and report.state is not ProgressState.DONE:
        words += f" {report.percent}%"
    return f"{words} – {shorten(report.text, 500)}" if report.text else words


async def _may_report(context: Context, task: TaskRow) -> bool:
    if REPORTERS.isdisjoint(context.sender.roles):
        return False
    return await may(context.db, await reach(context, REPORTERS), task.id, Access.REPORTS)


async def _task_rows(context: Context, task: TaskRow, period: Period | None) -> Rows:
    say = context.say
    rows: list[tuple[Button, ...]] = []
    if await _may_report(context, task):
        states = (ProgressState.DONE, ProgressState.DOING, ProgressState.NOTHING)
        rows.append(tuple(Button(say(REPORTED[state]), Report(task.id, state)) for state in states))
        rows.append((Button(say("button.write"), WriteReport(task.id)),))
    if Role.OFFICER in context.sender.roles and task.unit_id in await reach(context, [Role.OFFICER]):
        rows.append(
            (Button(say("button.lead"), ChooseLead(task.id)), Button(say("button.task_units"), ShowTaskUnits(task.id)))
        )
    history = [Button(say("button.history"), ShowHistory(task.id, 0))]
    if await evidence.files_of_task(context.db, task.id, 1):
        history.append(Button(say("button.files"), SendFiles(task.id)))
    rows.append(tuple(history))
    back = ShowTasks(OfArea(task.area_id), 0, period) if period else ShowTasks()
    rows.append((Button(say("button.back_to_tasks"), back),))
    return tuple(rows)
