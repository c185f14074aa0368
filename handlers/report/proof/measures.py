"""What the proof counts for itself, of what is stored about the period."""

from handlers.report.content import Report
from storage.plan.tasks import TaskState


def late(report: Report) -> int:
    dossiers = report.figures.dossiers
    return dossiers.late + dossiers.late_earlier


def letters(report: Report) -> int:
    dossiers = report.figures.dossiers
    return dossiers.letters + dossiers.letters_earlier


def in_state(report: Report, *states: TaskState) -> int:
    return sum(task.state in states for task in report.figures.tasks)


def behind(report: Report) -> bool:
    """Whether anything of the plans was or is late."""
    now = in_state(report, TaskState.OVERDUE, TaskState.DONE_LATE)
    return bool(now or report.figures.carried or report.carried_done)


def meets(part: int, whole: int, target: int) -> bool:
    """`target` in percent."""
    return 100 * part >= target * whole
