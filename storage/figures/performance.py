"""What units and people had to do in a period and what came of it: the facts behind Nghị định 335/2025's shares."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from storage.database import Connection
from storage.ground.days.periods import Period
from storage.models import Who
from storage.plan.checks import Checked, checked_tasks
from storage.plan.occurrences import counts_for, occurrence_of
from storage.plan.tasks import TaskRow, tasks_of_year


@dataclass(frozen=True, slots=True)
class Part:
    """A task, or one occurrence of it, that was due or done in the period. `done_on`: None while it is open at the
    period's end. `person_id`, `person`: who reported it last, None where nobody has. `sent_back`: how many times."""

    task_id: int
    number: int
    title: str
    plan: str
    unit_id: int
    unit: str
    due_on: date | None
    done_on: date | None
    accepted: bool
    sent_back: int
    person_id: int | None
    person: Who | None

    @property
    def in_time(self) -> bool:
        return self.done_on is not None and (self.due_on is None or self.done_on <= self.due_on)


async def parts_of(db: Connection, unit_ids: Collection[int], period: Period, today: date) -> list[Part]:
    """Of these units: what was due in the period, what was done in it, and what was overdue when it began. Tasks that
    are not carried out any more are left out."""
    as_of, year = period.as_of(today), period.last.year
    units, years = sorted(unit_ids), (year - 1, year)
    checked: defaultdict[int, dict[date | None, Checked]] = defaultdict(dict)
    for (task_id, occurrence), one in (await checked_tasks(db, units, years, as_of)).items():
        checked[task_id][occurrence] = one
    tasks = [task for one in years for task in await tasks_of_year(db, units, one, as_of) if not task.is_dropped]
    return [part for task in tasks for part in _parts(task, _by_day(task, checked[task.id])) if _belongs(part, period)]


def _by_day(task: TaskRow, checked: Mapping[date | None, Checked]) -> dict[date | None, Checked]:
    """By the days that the plan has now; None stands for a task that is due once."""
    found: dict[date | None, Checked] = {}
    for occurrence, one in checked.items():
        named = occurrence or occurrence_of(task.days, one.last.reported_on) if task.days else None
        found[counts_for(task.days, named) if named else None] = one
    return found


def _parts(task: TaskRow, checked: Mapping[date | None, Checked]) -> Iterator[Part]:
    if task.days:
        for day in task.days:
            yield _part(task, checked.get(day), day, task.fulfilled.get(day))
    else:
        yield _part(task, checked.get(None), task.deadline_on, task.done_on if task.is_done else None)


def _part(task: TaskRow, checked: Checked | None, due_on: date | None, done_on: date | None) -> Part:
    report = None if checked is None else checked.done or checked.last
    return Part(
        task_id=task.id,
        number=task.number,
        title=task.title,
        plan=task.plan,
        unit_id=task.unit_id,
        unit=task.unit,
        due_on=due_on,
        done_on=done_on,
        accepted=bool(checked and checked.accepted and done_on),
        sent_back=checked.sent_back if checked else 0,
        person_id=report.person_id if report else None,
        person=report.reporter if report else None,
    )


def _belongs(part: Part, period: Period) -> bool:
    done_in_it = part.done_on is not None and period.first <= part.done_on <= period.last
    if part.due_on is None or part.due_on > period.last:
        return done_in_it
    return part.due_on >= period.first or part.done_on is None or done_in_it
