"""What somebody has said a name in a unit's plans means, so that nobody is asked twice."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import delete, insert, select, update

from storage.database import Connection
from storage.models import UnitName


async def names_said(db: Connection, owner_id: int) -> dict[str, int | None]:
    """Key of the name → the unit; None: it is no unit."""
    statement = select(UnitName.folded_name, UnitName.means_id).where(UnitName.owner_id == owner_id)
    return {row.folded_name: row.means_id for row in await db.execute(statement)}


async def say_name(db: Connection, owner_id: int, name: str, means_id: int | None) -> list[Any]:
    """Returns what `take_back_names` needs: the row, whether there was one before, and the unit it meant."""
    known = select(UnitName.id, UnitName.means_id).where(UnitName.owner_id == owner_id, UnitName.folded_name == name)
    old = (await db.execute(known)).one_or_none()
    if old is not None:
        await db.execute(update(UnitName).where(UnitName.id == old.id).values(means_id=means_id))
        return [old.id, True, old.means_id]
    values = {"owner_id": owner_id, "folded_name": name, "means_id": means_id}
    return [(await db.scalars(insert(UnitName).values(values).returning(UnitName.id))).one(), False, None]


async def take_back_names(db: Connection, said: Iterable[list[Any]]) -> None:
    for row_id, was_there, means_id in said:
        if was_there:
            await db.execute(update(UnitName).where(UnitName.id == row_id).values(means_id=means_id))
        else:
            await db.execute(delete(UnitName).where(UnitName.id == row_id))
