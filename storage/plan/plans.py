"""Plans with their versions: seen, corrected, and the last import taken back."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, select, update

from storage.database import Connection
from storage.ground.refusals import Refusal
from storage.models import WHO, ImportMode, Person, Plan, PlanVersion, Progress, Task, Unit, Who
from storage.plan.names import plan_name, told_apart
from storage.plan.steps import Step, take_back
from storage.plan.task_units import Access, concerns
from storage.rows import all_as, one_as


@dataclass(frozen=True, slots=True)
class PlanRow:
    """`tasks`: present ones; `versions`: imports that stand; that its deadlines were read again is none."""

    id: int
    unit_id: int
    unit: str
    year: int
    title: str
    number: str
    symbol: str
    issued_on: date | None
    tasks: int
    versions: int

    @property
    def name(self) -> str:
        return plan_name(self.number, self.symbol, self.title, self.year)


@dataclass(frozen=True, slots=True)
class VersionRow:
    """`has_step`: what the version changed is known, so it can be taken back."""

    id: int
    ordinal: int
    mode: ImportMode
    title: str
    file_name: str
    who: Who
    imported_at: datetime
    undone_at: datetime | None
    has_step: bool


@dataclass(frozen=True, slots=True)
class Effect:
    """What taking an import back changes: tasks that leave the plan, and the reports on them; tasks that come back;
    tasks that get their earlier words, numbers and deadlines again; units that the import had made."""

    leaving: int
    reports: int
    returning: int
    changing: int
    made: int


_TASKS = select(func.count()).where(Task.plan_id == Plan.id, Task.removed_at.is_(None)).correlate(Plan)
_STANDING = (
    select(func.count())
    .where(PlanVersion.plan_id == Plan.id, PlanVersion.undone_at.is_(None), PlanVersion.mode != ImportMode.REREAD)
    .correlate(Plan)
)


def _plans(*conditions: ColumnElement[bool]) -> Select[*tuple[Any, ...]]:
    unit = Unit.name.label("unit")
    columns = (Plan.id, Plan.unit_id, unit, Plan.year, Plan.title, Plan.number, Plan.symbol, Plan.issued_on)
    return (
        select(*columns, _TASKS.scalar_subquery().label("tasks"), _STANDING.scalar_subquery().label("versions"))
        .join(Unit, Unit.id == Plan.unit_id)
        .where(*conditions)
        .order_by(Plan.year.desc(), Plan.id)
    )


def _seen_by(unit_ids: Collection[int]) -> ColumnElement[bool]:
    """The plans of these units, and plans in which they see tasks."""
    return Plan.unit_id.in_(unit_ids) | _has_tasks_for(unit_ids)


def _has_tasks_for(unit_ids: Collection[int]) -> ColumnElement[bool]:
    seen = concerns(unit_ids, Access.SEES)
    return exists(select(Task.id).where(Task.plan_id == Plan.id, Task.removed_at.is_(None), seen).correlate(Plan))


async def seen_plans(db: Connection, unit_ids: Collection[int], limit: int, offset: int = 0) -> list[PlanRow]:
    """Without plans that were taken back as a whole; the newest year first."""
    stands = exists().where(PlanVersion.plan_id == Plan.id, PlanVersion.undone_at.is_(None))
    rows = await db.execute(_plans(_seen_by(unit_ids), stands).limit(limit).offset(offset))
    return all_as(PlanRow, rows)


async def seen_plan(db: Connection, unit_ids: Collection[int], plan_id: int) -> PlanRow:
    """Refuses with `plan.unknown` also where it is others'."""
    row = one_as(PlanRow, await db.execute(_plans(_seen_by(unit_ids), Plan.id == plan_id)))
    if row is None:
        raise Refusal("plan.unknown")
    return row


async def own_plan(db: Connection, unit_ids: Collection[int], plan_id: int) -> PlanRow:
    """A plan of one of these units; refuses with `plan.unknown`."""
    row = one_as(PlanRow, await db.execute(_plans(Plan.unit_id.in_(unit_ids), Plan.id == plan_id)))
    if row is None:
        raise Refusal("plan.unknown")
    return row


async def names_where_several(db: Connection, unit_ids: Collection[int]) -> dict[int, str]:
    """Plan → name, for years in which these units see tasks of several plans; other plans have none."""
    columns = (
        Plan.id.label("plan_id"),
        Plan.year,
        Plan.number.label("plan_number"),
        Plan.symbol.label("plan_symbol"),
        Plan.title.label("plan_title"),
        Unit.name.label("plan_unit"),
    )
    by_year: defaultdict[int, list[Any]] = defaultdict(list)
    for row in await db.execute(select(*columns).join(Unit, Unit.id == Plan.unit_id).where(_has_tasks_for(unit_ids))):
        by_year[row.year].append(row)
    several = [rows for rows in by_year.values() if len(rows) > 1]
    return {plan_id: name for rows in several for plan_id, name in told_apart(rows).items()}


async def versions_of(db: Connection, plan_id: int) -> list[VersionRow]:
    """The versions of a plan, those taken back included; the newest first."""
    statement = (
        select(
            PlanVersion.id,
            PlanVersion.ordinal,
            PlanVersion.mode,
            PlanVersion.title,
            PlanVersion.file_name,
            WHO.label("who"),
            PlanVersion.imported_at,
            PlanVersion.undone_at,
            PlanVersion.step.is_not(None).label("has_step"),
        )
        .outerjoin(Person, Person.id == PlanVersion.person_id)
        .where(PlanVersion.plan_id == plan_id)
        .order_by(PlanVersion.ordinal.desc())
    )
    return all_as(VersionRow, await db.execute(statement))


def last_standing(versions: Sequence[VersionRow]) -> VersionRow | None:
    """The newest import that was not taken back, where it is known what it changed: only this one can be taken back."""
    newest = next((version for version in versions if version.undone_at is None), None)
    return newest if newest is not None and newest.has_step else None


async def _step(db: Connection, plan_id: int, version_id: int) -> Step:
    """Refuses with `plan.not_the_last` where another version is the last one that stands."""
    last = last_standing(await versions_of(db, plan_id))
    if last is None or last.id != version_id:
        raise Refusal("plan.not_the_last")
    return Step(**(await db.scalars(select(PlanVersion.step).where(PlanVersion.id == version_id))).one())


async def effect_of_undoing(db: Connection, plan_id: int, version_id: int) -> Effect:
    """Counts of tasks and reports. Refuses with `plan.not_the_last` where the version is not the plan's last import."""
    step = await _step(db, plan_id, version_id)
    leaving = {*step.new_tasks, *(int(row) for row, own in step.tasks.items() if own.get("removed_at", [None])[0])}
    returning = [own for own in step.tasks.values() if "removed_at" in own and own["removed_at"][0] is None]
    reports = select(func.count()).where(Progress.task_id.in_(leaving), Progress.undone_at.is_(None))
    count = (await db.scalars(reports)).one()
    changing = sum("removed_at" not in own for own in step.tasks.values())
    return Effect(len(leaving), count, len(returning), changing, len(step.new_units))


async def undo_import(db: Connection, plan_id: int, version_id: int, now: datetime) -> None:
    """Refuses with `plan.not_the_last`."""
    step = await _step(db, plan_id, version_id)
    await take_back(db, plan_id, step.stored(), now)
    await db.execute(update(PlanVersion).where(PlanVersion.id == version_id).values(undone_at=now))


async def set_document(db: Connection, plan_id: int, number: str, symbol: str, issued_on: date | None) -> None:
    values = {"number": number, "symbol": symbol, "issued_on": issued_on}
    await db.execute(update(Plan).where(Plan.id == plan_id).values(values))
