"""What the database is asked about tasks: each with its newest reports until a day (`as_of`), for the units that
ask."""

from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Date,
    Select,
    Subquery,
    bindparam,
    case,
    exists,
    func,
    literal,
    select,
)

from storage.models import Area, Plan, Progress, ProgressState, Task, Unit
from storage.models.base import aliased
from storage.plan.occurrences import SAID_DONE_ON
from storage.plan.task_units import Access, concerns

_NEWEST_FIRST = (Progress.reported_on.desc(), Progress.id.desc())


def _valid(as_of: str) -> tuple[ColumnElement[bool], ...]:
    """`as_of`: the parameter's name."""
    return (Progress.reported_on <= bindparam(as_of, type_=Date), Progress.undone_at.is_(None))


def _says_a_state(as_of: str) -> tuple[ColumnElement[bool], ...]:
    """ "Nothing arose" is a report, but says nothing new about the state: what was done stays done."""
    return (*_valid(as_of), Progress.state != ProgressState.NOTHING)


def _states(as_of: str) -> Subquery:
    """The reports that say something about the state, the newest of a task numbered 1."""
    newest = func.row_number().over(partition_by=Progress.task_id, order_by=_NEWEST_FIRST)
    return (
        select(Progress.task_id, Progress.state, Progress.percent, Progress.occurrence_on, newest.label("newest"))
        .where(*_says_a_state(as_of))
        .subquery()
    )


def _done(as_of: str) -> Subquery:
    """Since when a task is done: reports older than one that says otherwise do not count."""
    not_done = case((Progress.state == ProgressState.DONE, 0), else_=1)
    since = func.sum(not_done).over(partition_by=Progress.task_id, order_by=_NEWEST_FIRST)
    columns = (Progress.task_id, SAID_DONE_ON.label("on"), since.label("since"))
    reports = select(*columns).where(*_says_a_state(as_of)).subquery()
    done_on = func.min(reports.c.on, type_=Date).label("done_on")
    return select(reports.c.task_id, done_on).where(reports.c.since == 0).group_by(reports.c.task_id).subquery()


def _last_reports(as_of: str) -> Subquery:
    last_on = func.max(Progress.reported_on).label("last_on")
    return select(Progress.task_id, last_on).where(*_valid(as_of)).group_by(Progress.task_id).subquery()


_other_plan, _other_task, _plan_unit = aliased(Plan), aliased(Task), aliased(Unit)
_PLANS_BESIDE = (
    select(func.count())
    .where(_other_plan.unit_id == Plan.unit_id, _other_plan.year == Plan.year)
    .where(exists().where(_other_task.plan_id == _other_plan.id, _other_task.removed_at.is_(None)))
    .correlate(Plan)
    .scalar_subquery()
)


def _with_reports(as_of: str, *columns: Any) -> Select[*tuple[Any, ...]]:
    """These columns of each task, and of its newest reports until that day (a parameter's name)."""
    states, last, done = _states(as_of), _last_reports(as_of), _done(as_of)
    return (
        select(
            *columns,
            states.c.state.label("last_state"),
            states.c.percent.label("last_percent"),
            states.c.occurrence_on,
            last.c.last_on,
            done.c.done_on,
        )
        .select_from(Task)
        .join(Plan, Plan.id == Task.plan_id)
        .outerjoin(states, (states.c.task_id == Task.id) & (states.c.newest == 1))
        .outerjoin(last, last.c.task_id == Task.id)
        .outerjoin(done, done.c.task_id == Task.id)
        .where(Task.removed_at.is_(None))
    )


def _tasks() -> Select[*tuple[Any, ...]]:
    """Each task with its newest reports until `as_of`."""
    return (
        _with_reports(
            "as_of",
            Task.id,
            Task.number,
            Task.title,
            Task.product,
            Task.deadline_text,
            Task.deadline_on,
            Task.deadline_days,
            Task.area_id,
            (Area.numeral + ". " + Area.name).label("area"),
            Task.unit_id,
            Unit.name.label("unit"),
            Task.lead,
            Task.support,
            Task.note,
            Task.plan_id,
            Plan.year,
            Plan.number.label("plan_number"),
            Plan.symbol.label("plan_symbol"),
            Plan.title.label("plan_title"),
            _plan_unit.name.label("plan_unit"),
            _PLANS_BESIDE.label("plans"),
        )
        .join(Area, Area.id == Task.area_id)
        .join(Unit, Unit.id == Task.unit_id)
        .join(_plan_unit, _plan_unit.id == Plan.unit_id)
    )


_UNITS: BindParameter[Any] = bindparam("units", expanding=True)
# Built once: building them takes longer than the database needs to answer.
_TASKS = {access: _tasks().where(concerns(_UNITS, access)) for access in Access}
OF_YEAR = {
    access: tasks.where(Plan.year == bindparam("year")).order_by(Plan.id, Task.number)
    for access, tasks in _TASKS.items()
}
BY_ID = {access: tasks.where(Task.id == bindparam("task")) for access, tasks in _TASKS.items()}
BY_NUMBER = {access: tasks.where(Task.number == bindparam("number")) for access, tasks in OF_YEAR.items()}


def standing(place: int) -> Select[*tuple[Any, ...]]:
    """What the states of a year's tasks are computed from, at the end of one of several days: `year_0`, `as_of_0`."""
    columns = (Task.id, Task.deadline_on, Task.deadline_days)
    tasks = _with_reports(f"as_of_{place}", literal(place).label("place"), *columns)
    return tasks.where(concerns(_UNITS, Access.ANSWERS), Plan.year == bindparam(f"year_{place}"))
