"""Tasks of the year's plan, with the state each had on a given day."""

import enum
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Select, select, update

from storage.database import Connection
from storage.ground.refusals import Refusal
from storage.models import Plan, ProgressState, Task
from storage.plan.names import told_apart
from storage.plan.occurrences import Fulfilled, fulfilled_by, occurrence_of
from storage.plan.task_query import BY_ID, BY_NUMBER, OF_YEAR
from storage.plan.task_units import Access, OtherUnit, others_of

SOON_DAYS = 14


class TaskState(enum.StrEnum):
    """Computed, never stored; each task has exactly one."""

    DONE = "done"
    DONE_LATE = "done_late"
    DOING = "doing"
    NOT_STARTED = "not_started"
    NOTHING = "nothing"
    PAUSED = "paused"
    DROPPED = "dropped"
    UNREPORTED = "unreported"
    OVERDUE = "overdue"


# Told only where a task has them: most plans have none, and nobody is to be alarmed.
_RARE = frozenset({TaskState.DONE_LATE, TaskState.NOT_STARTED, TaskState.NOTHING, TaskState.PAUSED, TaskState.DROPPED})
_TOLD_AS = {ProgressState.PAUSED: TaskState.PAUSED, ProgressState.NOT_STARTED: TaskState.NOT_STARTED}


def told_states(counts: Mapping[TaskState, int]) -> list[TaskState]:
    """All states, those that no task has included; rare states only where a task has them."""
    return [state for state in TaskState if counts.get(state) or state not in _RARE]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a task's state is computed from, as things stood at the end of `as_of`; `last_*`: of the newest reports
    until then. `done_on`: the day on which it was first done and has stayed so: that of the document which says so,
    else of the report. `days`: of a deadline that comes round, each day, and those `fulfilled` until then."""

    deadline_on: date | None
    last_state: ProgressState | None
    last_on: date | None
    done_on: date | None
    as_of: date
    days: tuple[date, ...] = ()
    fulfilled: Fulfilled = field(default_factory=dict)

    @property
    def state(self) -> TaskState:
        if self.is_done:
            return TaskState.DONE_LATE if self._was_late else TaskState.DONE
        if self.is_dropped:
            return TaskState.DROPPED
        if self.deadline_on is not None and self.due_on is not None and self.due_on < self.as_of:
            return TaskState.OVERDUE
        if self.last_state is None:
            return TaskState.UNREPORTED if self.last_on is None else TaskState.NOTHING
        return _TOLD_AS.get(self.last_state, TaskState.DOING)

    @property
    def is_done(self) -> bool:
        return not self.open_days if self.days else self.last_state is ProgressState.DONE

    @property
    def is_dropped(self) -> bool:
        """Whether a report says that the task is not carried out any more."""
        return self.last_state is ProgressState.DROPPED and not self.is_done

    @property
    def is_closed(self) -> bool:
        """Whether nothing more is asked about the task."""
        return self.is_done or self.is_dropped

    @property
    def _was_late(self) -> bool:
        if self.deadline_on is None:  # what goes on all the time is never late
            return False
        if self.days:
            return any(done > day for day, done in self.fulfilled.items())
        return self.done_on is not None and self.done_on > self.deadline_on

    @property
    def last_done_on(self) -> date:
        """When it was done; of a deadline that comes round, for the last time. Only of one that is done."""
        return max(self.fulfilled.values()) if self.days else self.done_on or self.as_of

    @property
    def open_days(self) -> list[date]:
        """The days of a recurring deadline that nobody has reported as done."""
        return [day for day in self.days if day not in self.fulfilled]

    @property
    def due_on(self) -> date | None:
        """The day by which something is to be done next, overdue or not: of a recurring deadline its first open day."""
        return next(iter(self.open_days), self.days[-1]) if self.days else self.deadline_on


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskRow(Standing):
    """`plan`: its name, where there are several plans in which a task may be; else empty. `is_own`: one of the units
    that asked answers for it. `others`: its further units, looked up where such tasks were asked for, too; `lead`,
    `support`: the plan's own words of them."""

    id: int
    number: int
    title: str
    product: str
    deadline_text: str
    area_id: int
    area: str
    unit_id: int
    unit: str
    lead: str
    support: str
    note: str
    last_percent: int | None
    plan_id: int = 0
    plan: str = ""
    is_own: bool = True
    others: Sequence[OtherUnit] = ()

    @property
    def current_on(self) -> date | None:
        """The day of a recurring deadline that counts at `as_of`: the next one, or else the last."""
        return occurrence_of(self.days, self.as_of) if self.days else None

    @property
    def may_be_about(self) -> list[date]:
        """The occurrences that a report of today may be about: those overdue, and the next one that is open."""
        missed = [day for day in self.open_days if day < self.as_of]
        return [*missed, *[day for day in self.open_days if day >= self.as_of][:1]] or list(self.days[-1:])

    @property
    def due_soon(self) -> bool:
        if self.is_closed:
            return False
        days = self.open_days if self.days else [self.deadline_on] if self.deadline_on else []
        return any(0 <= (day - self.as_of).days <= SOON_DAYS for day in days)

    @property
    def reported_this_month(self) -> bool:
        return self.last_on is not None and (self.last_on.year, self.last_on.month) == (
            self.as_of.year,
            self.as_of.month,
        )


Days = dict[int, tuple[date, ...]]


def days_asked(tasks: Sequence[Any]) -> tuple[Days, Days]:
    """Task → the days on which it comes round; and the one day (or none) of those that came round when they were
    reported."""
    several = {row.id: tuple(map(date.fromisoformat, row.deadline_days)) for row in tasks if row.deadline_days}
    once = [row for row in tasks if row.occurrence_on is not None and not row.deadline_days]
    return several, {row.id: (row.deadline_on,) if row.deadline_on else () for row in once}


def as_of_one_day(done: Fulfilled) -> dict[str, Any]:
    """Of a `Standing`: what was done for another day is not done for this one."""
    return {
        "last_state": ProgressState.DONE if done else ProgressState.DOING,
        "done_on": next(iter(done.values()), None),
    }


# Beside the columns of a `TaskRow`.
_NOT_OF_TASK = frozenset(
    {"deadline_days", "occurrence_on", "year", "plan_number", "plan_symbol", "plan_title", "plan_unit", "plans"}
)


async def _rows(db: Connection, statement: Select[Any], values: Mapping[str, Any], access: Access) -> list[TaskRow]:
    """`values`: what the statement asks for, with `units` and `as_of`."""
    found = (await db.execute(statement, values)).all()
    as_of, units = values["as_of"], set(values["units"])
    days_of, once_of = days_asked(found)
    fulfilled = await fulfilled_by(db, {**days_of, **once_of}, as_of)
    others = {} if access is Access.ANSWERS else await others_of(db, [row.id for row in found])
    names = told_apart(found)
    tasks = []
    for row in found:
        columns = {name: value for name, value in row._mapping.items() if name not in _NOT_OF_TASK}  # noqa: SLF001 - public
        plan = names[row.plan_id] if row.plans > 1 or len(names) > 1 else ""
        own: dict[str, Any] = {"is_own": row.unit_id in units, "others": _beside(row.unit_id, others.get(row.id, ()))}
        done = fulfilled.get(row.id, {})
        if row.id in once_of:
            columns |= {"last_percent": 100 if done else None, **as_of_one_day(done)}
            done = {}
        tasks.append(TaskRow(**columns, as_of=as_of, days=days_of.get(row.id, ()), fulfilled=done, plan=plan, **own))
    return tasks


def _beside(unit_id: int, others: Sequence[OtherUnit]) -> list[OtherUnit]:
    """The further units without the one that answers, which may be among them where the task was given by hand."""
    return [other for other in others if other.below or other.id != unit_id]


async def tasks_of_year(
    db: Connection, unit_ids: Collection[int], year: int, as_of: date, access: Access = Access.ANSWERS
) -> list[TaskRow]:
    """The tasks of that year's plans, in the plan's order, for which these units answer; or with which they may do
    what `access` says."""
    values = {"year": year, "units": list(unit_ids), "as_of": as_of}
    return await _rows(db, OF_YEAR[access], values, access)


async def find_task(
    db: Connection, unit_ids: Collection[int], task_id: int, as_of: date, access: Access = Access.ANSWERS
) -> TaskRow:
    """Refuses with `task.unknown` also where the task is another unit's: nobody learns what others have."""
    values = {"task": task_id, "units": list(unit_ids), "as_of": as_of}
    rows = await _rows(db, BY_ID[access], values, access)
    if not rows:
        raise Refusal("task.unknown")
    return rows[0]


async def tasks_by_number(
    db: Connection, unit_ids: Collection[int], year: int, number: int, as_of: date, access: Access = Access.ANSWERS
) -> list[TaskRow]:
    """One of each plan that has such a number; refuses with `task.no_such_number` where none has."""
    values = {"year": year, "number": number, "units": list(unit_ids), "as_of": as_of}
    rows = await _rows(db, BY_NUMBER[access], values, access)
    if not rows:
        raise Refusal("task.no_such_number", number=number, year=year)
    return rows


async def plan_year(db: Connection, today: date) -> int:
    """The year whose plan is meant when none is named: this year's, or else the newest there is."""
    years = (await db.scalars(select(Plan.year).distinct().order_by(Plan.year.desc()))).all()
    return today.year if not years or today.year in years else years[0]


async def set_lead(db: Connection, task_id: int, unit_id: int) -> None:
    await db.execute(update(Task).where(Task.id == task_id).values(unit_id=unit_id))
