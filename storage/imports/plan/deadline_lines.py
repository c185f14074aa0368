"""The deadlines of a plan's file by their kinds, so that one glance tells whether they were read as they are meant."""

from collections.abc import Iterator, Sequence
from datetime import date

from storage.ground.kinds import DeadlineKind
from storage.imports.names import LineName
from storage.imports.outcome import Line, Section
from storage.imports.plan.plan import PlanFile, PlannedTask

_WITH_DAYS: Sequence[tuple[DeadlineKind, LineName, LineName]] = (
    (DeadlineKind.DATE, "deadlines_date", "deadlines_date_one_day"),
    (DeadlineKind.YEAR, "deadlines_year", "deadlines_year_one_day"),
)


def deadline_section(file: PlanFile) -> Section:
    """A line for each kind that there is: how many tasks, and of those with days the first and the last."""
    return Section("deadlines", list(_lines(file)), is_whole=True)


def _lines(file: PlanFile) -> Iterator[Line]:
    said = [task for task in file.tasks if task.deadline_text]
    for kind, name, one_day in _WITH_DAYS:
        if own := [task for task in said if task.deadline.kind is kind]:
            days = _first_and_last(own)
            yield Line(one_day if days["first"] == days["last"] else name, {"count": len(own), **days})
    going_on = [task for task in said if task.deadline.kind is DeadlineKind.CONTINUOUS]
    unclear = sum(problem.key == "plan.deadline_unclear" for problem in file.problems)
    waiting = sum(task.deadline.kind is DeadlineKind.TRIGGER for task in said) - unclear
    counts: dict[LineName, int] = {
        "deadlines_continuous": len(going_on),
        "deadlines_trigger": waiting,
        "deadlines_unclear": unclear,
        "deadlines_none": len(file.tasks) - len(said),
    }
    yield from (Line(name, {"count": count}) for name, count in counts.items() if count)
    # What comes round has days and no kind of its own: it may end in the year or go on.
    if own := [task for task in said if len(task.deadline.days) > 1]:
        yield Line("deadlines_round", {"count": len(own), **_first_and_last(own)})


def _first_and_last(tasks: Sequence[PlannedTask]) -> dict[str, str]:
    days = sorted(day for task in tasks for day in _days(task))
    return {"first": f"{days[0]:%d/%m/%Y}", "last": f"{days[-1]:%d/%m/%Y}"}


def _days(task: PlannedTask) -> Sequence[date]:
    return task.deadline.days or ([task.deadline.on] if task.deadline.on else [])
