"""`việc của tôi`: what is still to do, how far each task is, until when, and what is missing this month."""

from functools import partial

from handlers.context import Answer, Context
from handlers.kit.reach import reach
from handlers.kit.screens import Row, in_pairs, page_buttons, screen
from handlers.kit.task_names import MARKS, line_title
from handlers.plan.actions import Filter, ShowMine, ShowTask, ShowTasks
from handlers.plan.asking import tasks_command
from handlers.replies import Button
from handlers.routing import STAFF
from handlers.words.catalogue import Words
from handlers.words.formats import day, integer
from handlers.words.keys import STATE
from storage.plan.tasks import TaskRow, TaskState, plan_year, tasks_of_year

PAGE = 8


async def mine_command(context: Context, argument: str) -> Answer:
    """`việc quá hạn` is a list of tasks like any other."""
    if argument:
        return await tasks_command(context, argument)
    return await show_mine(context, ShowMine())


async def show_mine(context: Context, action: ShowMine) -> Answer:
    say, units = context.say, sorted(await reach(context, STAFF))
    tasks = await tasks_of_year(context.db, units, await plan_year(context.db, context.today), context.today)
    open_tasks = sorted((task for task in tasks if not task.is_closed), key=_urgency)
    shown = open_tasks[action.page * PAGE : (action.page + 1) * PAGE]
    missing = sum(not task.reported_this_month for task in open_tasks)
    closed = len(tasks) - len(open_tasks)
    counts = {"count": integer(len(open_tasks)), "missing": integer(missing), "closed": integer(closed)}
    lines = [say("mine.title", month=context.today.month, **counts), ""]
    lines += [_line(say, task) for task in shown] or [say("mine.none")]
    buttons = [Button(say("button.mine_task", number=task.number), ShowTask(task.id)) for task in shown]
    rows: list[Row] = [
        *in_pairs(buttons),
        page_buttons(say, partial(ShowMine), action.page, len(open_tasks) > (action.page + 1) * PAGE),
        Button(say("button.tasks_unreported"), ShowTasks(Filter.UNREPORTED)),
    ]
    return screen(say, lines, rows, replaces=action.page > 0)


def _urgency(task: TaskRow) -> tuple[bool, bool, str, int]:
    due = task.due_on.isoformat() if task.due_on else "9"
    return (task.state is not TaskState.OVERDUE, task.reported_this_month, due, task.number)


def _line(say: Words, task: TaskRow) -> str:
    """`🔵 14. Niêm yết – 80%, hạn 20/06/2026 · chưa báo cáo tháng này`"""
    known = task.last_percent is not None and not task.is_done
    how_far = f"{task.last_percent}%" if known else say(STATE[task.state]).lower()
    due = say("mine.due", day=day(task.due_on)) if task.due_on else say("mine.no_day")
    missing = "" if task.reported_this_month else say("mine.missing")
    return (
        say(
            "mine.line",
            mark=MARKS[task.state],
            number=task.number,
            title=line_title(task, 60),
            how_far=how_far,
            due=due,
        )
        + missing
    )
