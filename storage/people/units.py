"""The tree of units. A role reaches its unit's subtree and nothing else."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import bindparam, insert, select

from storage.database import Connection
from storage.ground.text import clean, fold
from storage.models import Unit


@dataclass(frozen=True, slots=True)
class UnitRow:
    id: int
    name: str
    parent_id: int | None


_start = select(Unit.id).where(Unit.id.in_(bindparam("ids", expanding=True))).cte("reach", recursive=True)
_reach = _start.union(select(Unit.id).where(Unit.parent_id == _start.c.id))
_SUBTREE = select(_reach.c.id)


async def subtree(db: Connection, unit_ids: Collection[int]) -> set[int]:
    """These units and all below them."""
    if not unit_ids:
        return set()
    return set((await db.scalars(_SUBTREE, {"ids": list(unit_ids)})).all())


async def tops_of(db: Connection, unit_ids: Collection[int]) -> set[int]:
    """Of these units those that lie below no other of them."""
    units = set(unit_ids)
    return {unit.id for unit in await all_units(db) if unit.id in units and unit.parent_id not in units}


async def has_units_below(db: Connection, unit_ids: Collection[int]) -> bool:
    """Whether one of these units lies below another of them."""
    return any(unit.parent_id in unit_ids for unit in await all_units(db) if unit.id in unit_ids)


async def find_unit(db: Connection, unit_id: int) -> UnitRow | None:
    row = (await db.execute(select(Unit.id, Unit.name, Unit.parent_id).where(Unit.id == unit_id))).one_or_none()
    return None if row is None else UnitRow(row.id, row.name, row.parent_id)


async def all_units(db: Connection) -> list[UnitRow]:
    rows = await db.execute(select(Unit.id, Unit.name, Unit.parent_id).order_by(Unit.id))
    return [UnitRow(row.id, row.name, row.parent_id) for row in rows]


def units_above(units: Iterable[UnitRow]) -> dict[int, list[int]]:
    """Each unit's id with itself and all units above it, nearest first."""
    parents = {unit.id: unit.parent_id for unit in units}

    def chain(unit_id: int | None) -> Iterator[int]:
        while unit_id is not None:
            yield unit_id
            unit_id = parents[unit_id]

    return {unit_id: list(chain(unit_id)) for unit_id in parents}


async def root_unit(db: Connection) -> UnitRow | None:
    """The unit at the top: the department, or the city where there are many."""
    units = await all_units(db)
    return next((unit for unit in units if unit.parent_id is None), None)


async def units_named(db: Connection, name: str) -> list[UnitRow]:
    statement = select(Unit.id, Unit.name, Unit.parent_id).where(Unit.folded_name == fold(name)).order_by(Unit.id)
    return [UnitRow(row.id, row.name, row.parent_id) for row in await db.execute(statement)]


async def add_unit(db: Connection, name: str, parent_id: int | None) -> UnitRow:
    name = clean(name)
    values = {"name": name, "folded_name": fold(name), "parent_id": parent_id}
    unit_id = (await db.scalars(insert(Unit).values(values).returning(Unit.id))).one()
    return UnitRow(unit_id, name, parent_id)
