"""The plan's lines of a summary: how many tasks in which state, and how far each area is."""

from collections import Counter
from collections.abc import Sequence

from handlers.kit.task_names import area_name
from handlers.words.catalogue import Words
from handlers.words.formats import integer
from handlers.words.keys import STATE
from storage.ground.text import shorten
from storage.plan.tasks import TaskRow, TaskState


def task_lines(say: Words, year: int, tasks: Sequence[TaskRow]) -> list[str]:
    if not tasks:
        return [say("summary.no_plan", year=year)]
    counts = Counter(task.state for task in tasks)
    lines = [say("summary.tasks", year=year, count=integer(len(tasks)))]
    states = [f"{say(STATE[state])} {integer(counts[state])}" for state in TaskState if counts[state]]
    lines.append(" · ".join(states))
    return lines + _area_lines(say, tasks)


def _area_lines(say: Words, tasks: Sequence[TaskRow]) -> list[str]:
    lines = []
    for area_id, name in {task.area_id: area_name(task) for task in tasks}.items():
        own = [task for task in tasks if task.area_id == area_id]
        done = sum(task.is_done for task in own)
        overdue = sum(task.state is TaskState.OVERDUE for task in own)
        line = say("summary.area", name=shorten(name, 34), done=integer(done), count=integer(len(own)))
        lines.append(line + (say("summary.area_overdue", count=integer(overdue)) if overdue else ""))
    return lines
