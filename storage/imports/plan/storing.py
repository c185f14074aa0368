"""Writes a plan that was read. Importing again updates by task number; progress is never touched."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update

from storage.database import Connection
from storage.imports.outcome import Outcome
from storage.imports.plan.plan import PlanFile, TaskRow
from storage.imports.questions import NO_ANSWERS, Answers
from storage.models import Area, Plan, Task
from storage.people.units import add_unit, all_units, subtree
from storage.plan.searching import searchable
from storage.text import fold, shorten
from storage.upsert import insert

_COMPARED = ("title", "product", "deadline_text", "deadline_kind", "deadline_on", "lead", "note")


@dataclass(frozen=True, slots=True)
class _Existing:
    plan_id: int | None
    areas: dict[int, tuple[int, str, str]]  # position → (id, numeral, name)
    tasks: dict[int, Any]


async def store_plan(
    db: Connection, unit_id: int, file: PlanFile, now: datetime, *, write: bool, answers: Answers = NO_ANSWERS
) -> Outcome:
    """Without `write` nothing is changed and the outcome says what would be."""
    areas = _areas(file.tasks)
    existing = await _existing(db, unit_id, file.year)
    outcome = _compare(file, areas, existing)
    leads = await _lead_units(db, unit_id, file.tasks)
    outcome.new_units = [name for name, found in leads.items() if found is None]
    if write:
        await _write(db, unit_id, file, areas, existing, leads, now)
    return outcome


def _areas(tasks: Sequence[TaskRow]) -> dict[tuple[str, str], int]:
    """(numeral, name) → position, in the file's order."""
    keys = dict.fromkeys((task.area_numeral, task.area_name) for task in tasks)
    return {key: position for position, key in enumerate(keys, start=1)}


async def _existing(db: Connection, unit_id: int, year: int) -> _Existing:
    plan_id = (await db.scalars(select(Plan.id).where(Plan.unit_id == unit_id, Plan.year == year))).one_or_none()
    if plan_id is None:
        return _Existing(None, {}, {})
    areas = await db.execute(select(Area.position, Area.id, Area.numeral, Area.name).where(Area.plan_id == plan_id))
    tasks = await db.execute(
        select(Task, Area.numeral, Area.name).join(Area, Area.id == Task.area_id).where(Task.plan_id == plan_id)
    )
    return _Existing(
        plan_id, {row.position: (row.id, row.numeral, row.name) for row in areas}, {row.number: row for row in tasks}
    )


def _values(task: TaskRow) -> dict[str, Any]:
    return {
        "title": task.title,
        "product": task.product,
        "deadline_text": task.deadline_text,
        "deadline_kind": task.deadline.kind,
        "deadline_on": task.deadline.on,
        "deadline_days": [day.isoformat() for day in task.deadline.days],
        "lead": task.lead,
        "note": task.note,
        "folded_words": searchable(task.title, task.product, task.note),
    }


def _is_same(task: TaskRow, old: Any) -> bool:
    values = _values(task)
    return (
        all(getattr(old, name) == values[name] for name in _COMPARED)
        and (old.numeral, old.name) == (task.area_numeral, task.area_name)
        and old.removed_at is None
    )


def _compare(file: PlanFile, areas: dict[tuple[str, str], int], existing: _Existing) -> Outcome:
    outcome = Outcome("plan", year=file.year, problems=list(file.problems))
    for task in file.tasks:
        old = existing.tasks.get(task.number)
        if old is None:
            outcome.new += 1
        elif _is_same(task, old):
            outcome.same += 1
        else:
            outcome.changed += 1
    numbers = {task.number for task in file.tasks}
    outcome.removed = sum(old.removed_at is None and number not in numbers for number, old in existing.tasks.items())
    outcome.examples = [f"{task.number}. {shorten(task.title, 70)}" for task in file.tasks[:3]]
    outcome.areas = [
        (
            f"{numeral}. {name}".removeprefix(". "),
            sum((task.area_numeral, task.area_name) == (numeral, name) for task in file.tasks),
        )
        for numeral, name in areas
    ]
    return outcome


def _lead_name(lead: str) -> str:
    """Where several units are named the first one leads."""
    for separator in ("\n", ";", ","):
        lead = lead.split(separator)[0]
    return lead.strip(" -–•:.")


async def _lead_units(db: Connection, unit_id: int, tasks: Sequence[TaskRow]) -> dict[str, int | None]:
    """Lead unit by name: its id, or None where the tree does not have it yet."""
    reach = await subtree(db, [unit_id])
    known = {fold(unit.name): unit.id for unit in await all_units(db) if unit.id in reach}
    names = dict.fromkeys(name for task in tasks if (name := _lead_name(task.lead)))
    return {name: known.get(fold(name)) for name in names}


async def _write(
    db: Connection,
    unit_id: int,
    file: PlanFile,
    areas: dict[tuple[str, str], int],
    existing: _Existing,
    leads: dict[str, int | None],
    now: datetime,
) -> None:
    plan_id = await _write_plan(db, unit_id, file, now)
    area_ids = await _write_areas(db, plan_id, areas)
    units = {fold(name): found for name, found in leads.items() if found is not None}
    for name, found in leads.items():
        if found is None and fold(name) not in units:
            units[fold(name)] = (await add_unit(db, name, unit_id)).id
    rows = []
    for task in file.tasks:
        old = existing.tasks.get(task.number)
        # A unit that was assigned by hand stays where the file names none.
        kept = old.unit_id if old is not None and not task.lead else unit_id
        lead = units.get(fold(_lead_name(task.lead)), kept)
        area_id = area_ids[areas[task.area_numeral, task.area_name]]
        rows.append(
            {"plan_id": plan_id, "area_id": area_id, "unit_id": lead, "number": task.number, "removed_at": None}
            | _values(task)
        )
    await _write_tasks(db, plan_id, rows, now)


async def _write_plan(db: Connection, unit_id: int, file: PlanFile, now: datetime) -> int:
    statement = insert(Plan).values(unit_id=unit_id, year=file.year, title=file.title or "", imported_at=now)
    statement = statement.on_conflict_do_update(
        index_elements=["unit_id", "year"],
        set_={"title": statement.excluded.title, "imported_at": statement.excluded.imported_at},
    )
    return (await db.scalars(statement.returning(Plan.id))).one()


async def _write_areas(db: Connection, plan_id: int, areas: dict[tuple[str, str], int]) -> dict[int, int]:
    """Position → id."""
    statement = insert(Area)
    statement = statement.on_conflict_do_update(
        index_elements=["plan_id", "position"],
        set_={"numeral": statement.excluded.numeral, "name": statement.excluded.name},
    )
    rows = [
        {"plan_id": plan_id, "position": position, "numeral": numeral, "name": name}
        for (numeral, name), position in areas.items()
    ]
    if rows:
        await db.execute(statement, rows)
    found = await db.execute(select(Area.position, Area.id).where(Area.plan_id == plan_id))
    return {row.position: row.id for row in found}


async def _write_tasks(db: Connection, plan_id: int, rows: list[dict[str, Any]], now: datetime) -> None:
    statement = insert(Task)
    updated = {
        name: statement.excluded[name]
        for name in (*_COMPARED, "deadline_days", "folded_words", "area_id", "unit_id", "removed_at")
    }
    statement = statement.on_conflict_do_update(index_elements=["plan_id", "number"], set_=updated)
    if rows:
        await db.execute(statement, rows)
    gone = (
        update(Task)
        .where(Task.plan_id == plan_id, Task.removed_at.is_(None))
        .where(Task.number.not_in(bindparam("numbers", expanding=True)))
        .values(removed_at=now)
    )
    await db.execute(gone, {"numbers": [row["number"] for row in rows]})
