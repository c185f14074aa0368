"""Writes what a plan's file changes, and keeps the version with what it takes to go back."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert, update

from storage.database import Connection
from storage.imports.plan.assigning import Assignment
from storage.imports.plan.changing import Changes, TaskChange
from storage.imports.plan.comparing import plan_values
from storage.imports.plan.placing import AreaKey
from storage.imports.plan.unit_names import UnitRef, unit_key
from storage.imports.source import Source
from storage.models import Area, ImportMode, Plan, PlanVersion, Task
from storage.people.units import add_unit
from storage.plan.steps import Step, differences, place_areas_at, renumber, update_rows
from storage.plan.task_units import set_others
from storage.plan.unit_names import say_name


async def write_plan(
    db: Connection, unit_id: int, assignment: Assignment, source: Source, now: datetime
) -> dict[int, int]:
    """Row of the file, by its index → the task's id. `unit_id`: whose plan it is; new units come under it."""
    changes = assignment.changes
    plan = changes.decision.plan
    step = Step()
    units = await _write_units(db, unit_id, assignment, step)
    plan_id = await _write_plan(db, changes, unit_id, step, now)
    areas = await _write_areas(db, plan_id, changes, step)
    written = await _write_tasks(db, plan_id, changes, areas, units, step, now)
    await _write_others(db, changes, units, written, step)
    version = {
        "plan_id": plan_id,
        "ordinal": plan.versions + 1 if plan else 1,
        "mode": changes.decision.mode,
        "title": changes.file.title,
        "file_name": source.file_name,
        "digest": source.digest,
        "person_id": source.person_id,
        "imported_at": now,
        "step": step.stored(),
    }
    await db.execute(insert(PlanVersion).values(version))
    return written


async def _write_units(db: Connection, unit_id: int, assignment: Assignment, step: Step) -> dict[str, int]:
    """Key of a unit to be made → its id. What was said of names is kept with the step: with it, it is forgotten."""
    units = {unit_key(name): (await add_unit(db, name, unit_id)).id for name in assignment.new}
    step.new_units += units.values()
    for name, unit in assignment.said.items():
        means = None if unit is None else _id(unit, units)
        step.names[name] = await say_name(db, unit_id, name, means)
    return units


def _id(unit: UnitRef, made: Mapping[str, int]) -> int:
    return made[unit.key] if unit.id is None else unit.id


async def _write_plan(db: Connection, changes: Changes, unit_id: int, step: Step, now: datetime) -> int:
    plan, file = changes.decision.plan, changes.file
    if plan is not None:
        values = plan_values(changes)
        step.plan = differences({name: getattr(plan, name) for name in values}, values)
        await db.execute(update(Plan).where(Plan.id == plan.id).values(imported_at=now, **values))
        return plan.id
    document = file.document
    values = {"title": file.title, "imported_title": file.title, "number": document.number, "symbol": document.symbol}
    values |= {"unit_id": unit_id, "year": file.year, "issued_on": document.issued_on, "imported_at": now}
    return (await db.scalars(insert(Plan).values(values).returning(Plan.id))).one()


async def _write_areas(db: Connection, plan_id: int, changes: Changes, step: Step) -> dict[AreaKey, int]:
    """Those of the file in its order, then those that only tasks of before are in. An amendment's new ones are last."""
    stored = changes.decision.plan.areas if changes.decision.plan else {}
    ids, amends = dict(changes.placed), changes.decision.mode is ImportMode.AMEND
    behind = max((area.position for area in stored.values()), default=0) + 1
    for key in changes.areas:
        if key not in ids:
            row = {"plan_id": plan_id, "position": behind + len(step.new_areas), "numeral": key[0], "name": key[1]}
            ids[key] = (await db.scalars(insert(Area).values(row).returning(Area.id))).one()
            step.new_areas.append(ids[key])
    before = sorted(stored.values(), key=lambda area: area.position)
    named = [ids[key] for key in changes.areas]
    others = [area.id for area in before if area.id not in named]
    order = [*(area.id for area in before), *step.new_areas] if amends else [*named, *others]
    await _change_areas(db, changes, order, step)
    return ids


async def _change_areas(db: Connection, changes: Changes, order: Sequence[int], step: Step) -> None:
    stored = changes.decision.plan.areas if changes.decision.plan else {}
    positions = {area_id: position for position, area_id in enumerate(order, start=1)}
    names = {area_id: {"numeral": key[0], "name": key[1]} for key, area_id in changes.placed.items()}
    for area_id, area in stored.items():
        old = {"position": area.position, "numeral": area.numeral, "name": area.name}
        changed = differences(old, {"position": positions[area_id], **names.get(area_id, {})})
        if changed:
            step.areas[str(area_id)] = changed
    await place_areas_at(db, positions)
    await update_rows(db, Area, names)


async def _write_tasks(
    db: Connection,
    plan_id: int,
    changes: Changes,
    areas: Mapping[AreaKey, int],
    units: Mapping[str, int],
    step: Step,
    now: datetime,
) -> dict[int, int]:
    gone: dict[int, dict[str, Any]] = {task.id: {"removed_at": now} for task in changes.gone}
    rows = [_columns(change, areas, units) for change in changes.tasks]
    changed = {change.old.id: row for change, row in zip(changes.tasks, rows, strict=True) if change.old is not None}
    olds = {change.old.id: change.old for change in changes.tasks if change.old is not None}
    for task_id, row in changed.items():
        own = differences({name: getattr(olds[task_id], name) for name in row}, row)
        if own:
            step.tasks[str(task_id)] = own
    for task in changes.gone:
        step.tasks[str(task.id)] = differences({"removed_at": task.removed_at}, gone[task.id])
    await update_rows(db, Task, gone)
    moved = {int(task_id): changed[int(task_id)]["number"] for task_id, own in step.tasks.items() if "number" in own}
    await renumber(db, moved)
    await update_rows(db, Task, {task_id: changed[task_id] for task_id in changed if str(task_id) in step.tasks})
    return await _add_tasks(db, plan_id, changes, rows, step)


def _columns(change: TaskChange, areas: Mapping[AreaKey, int], units: Mapping[str, int]) -> dict[str, Any]:
    unit_id = _id(change.assigned.unit, units)  # type: ignore[union-attr]
    area = change.old.area_id if change.area is None else areas[change.area]  # type: ignore[union-attr]
    by_hand = change.assigned is not None and change.assigned.by_hand
    return {**change.values, "area_id": area, "unit_id": unit_id, "units_by_hand": by_hand, "removed_at": None}


async def _add_tasks(
    db: Connection, plan_id: int, changes: Changes, rows: Sequence[dict[str, Any]], step: Step
) -> dict[int, int]:
    written = {}
    for index, (change, row) in enumerate(zip(changes.tasks, rows, strict=True)):
        if change.old is not None:
            written[index] = int(change.old.id)
        else:
            made = await db.scalars(insert(Task).values(plan_id=plan_id, **row).returning(Task.id))
            written[index] = made.one()
            step.new_tasks.append(written[index])
    return written


async def _write_others(
    db: Connection, changes: Changes, units: Mapping[str, int], written: Mapping[int, int], step: Step
) -> None:
    others = {}
    for index, change in enumerate(changes.tasks):
        if change.assigned is None:
            continue
        before = [(other.id, other.part, other.below) for other in changes.others_before(change)]
        after = [(_id(other.unit, units), other.part, other.below) for other in change.assigned.others]
        if before != after:
            others[written[index]] = after
        if before != after and change.old is not None:
            step.others[str(change.old.id)] = [list(map(list, before)), list(map(list, after))]
    await set_others(db, others)
