"""The plan's lines of a summary: how many tasks in which state, and how far each area is."""

from collections import Counter
from collections.abc import Sequence

from handlers.kit.task_names import MARKS, area_name
from handlers.replies import Heading
from handlers.words.catalogue import Words
from handlers.words.formats import integer
from handlers.words.keys import STATE
from storage.ground.text import shorten
from storage.plan.tasks import TaskRow, TaskState


def task_lines(say: Words, year: int, tasks: Sequence[TaskRow]) -> list[str]:
    if not tasks:
        return [Heading(say("summary.no_plan", year=year))]
    counts = Counter(task.state for task in tasks)
    states = [f"{MARKS[state]} {say(STATE[state])} {integer(counts[state])}" for state in TaskState if counts[state]]
    return [Heading(say("summary.tasks", year=year, count=integer(len(tasks)))), " · ".join(states)]


def area_lines(say: Words, tasks: Sequence[TaskRow]) -> list[str]:
    return [_area_line(say, name, own) for name, own in areas_of(tasks).values()]


def areas_of(tasks: Sequence[TaskRow]) -> dict[int, tuple[str, list[TaskRow]]]:
    """By area, in the plan's order: its name and its tasks."""
    areas: dict[int, tuple[str, list[TaskRow]]] = {}
    for task in tasks:
        areas.setdefault(task.area_id, (area_name(task), []))[1].append(task)
    return areas


def _area_line(say: Words, name: str, own: Sequence[TaskRow]) -> str:
    done = sum(task.is_done for task in own)
    overdue = sum(task.state is TaskState.OVERDUE for task in own)
    line = say("summary.area", name=shorten(name, 34), done=integer(done), count=integer(len(own)))
    return line + (say("summary.area_overdue", count=integer(overdue)) if overdue else "")
