"""How tasks are named in lists: by number and title, and by their plan where there are several."""

from collections.abc import Callable, Sequence

from handlers.kit.actions import Action
from handlers.replies import Button, Rows
from storage.ground.text import shorten
from storage.plan.names import short_name
from storage.plan.tasks import TaskRow, TaskState

_MOST = 8
MARKS = {
    TaskState.DONE: "✅",
    TaskState.DONE_LATE: "☑️",
    TaskState.DOING: "🔵",
    TaskState.NOT_STARTED: "🟡",
    TaskState.NOTHING: "➖",
    TaskState.PAUSED: "⏸️",
    TaskState.DROPPED: "🚫",
    TaskState.UNREPORTED: "⚪",
    TaskState.OVERDUE: "🔴",
}


def button_title(task: TaskRow, limit: int = 48) -> str:
    """`14. Niêm yết thủ tục`, with the plan behind it where there are several."""
    if not task.plan:
        return f"{task.number}. {shorten(task.title, limit)}"
    plan = short_name(task.plan, limit // 2 - 2)
    return f"{task.number}. {shorten(task.title, limit - len(plan) - 3)} ({plan})"


def line_title(task: TaskRow, limit: int) -> str:
    """The title as it stands in a line of text."""
    title = shorten(task.title, limit)
    return f"{title} ({task.plan})" if task.plan else title


def area_name(task: TaskRow) -> str:
    """`438/KH-SVHTT: I. Điều hành` where there are several plans, each with its areas."""
    return f"{short_name(task.plan)}: {task.area}" if task.plan else task.area


def plan_buttons(tasks: Sequence[TaskRow], action: Callable[[int], Action]) -> Rows:
    """The plan first: it is what is asked for."""
    return tuple(
        (Button(f"{short_name(task.plan, 30)}: {shorten(task.title, 26)}", action(task.id)),) for task in tasks[:_MOST]
    )


def listed_numbers(tasks: Sequence[TaskRow], limit: int | None = _MOST) -> str:
    """`3, 5, 8…`; where there are several plans `3, 5 (438/KH-SVHTT); 2 (12/KH-UBND)`."""
    shown = tasks[:limit]
    more = "…" if len(tasks) > len(shown) else ""
    plans = dict.fromkeys(task.plan for task in shown)
    pieces = []
    for plan in plans:
        numbers = ", ".join(str(task.number) for task in shown if task.plan == plan)
        pieces.append(f"{numbers} ({short_name(plan)})" if plan else numbers)
    return "; ".join(pieces) + more
