"""Facts about this database itself."""

from sqlalchemy import exists, func, select

from storage.database import Connection
from storage.models import Dossier, Fact, Person, Procedure, Rating, Task, Unit
from storage.upsert import insert

_COUNTED = {
    "units": Unit.id,
    "people": Person.id,
    "tasks": Task.id,
    "procedures": Procedure.id,
    "dossiers": Dossier.id,
    "ratings": Rating.id,
}


async def fact(db: Connection, name: str) -> str | None:
    return (await db.scalars(select(Fact.value).where(Fact.name == name))).one_or_none()


async def set_fact(db: Connection, name: str, value: str) -> None:
    statement = insert(Fact).values(name=name, value=value)
    await db.execute(statement.on_conflict_do_update(index_elements=["name"], set_={"value": value}))


async def is_empty(db: Connection) -> bool:
    """Nobody has set up anything here yet: there is no unit."""
    return not (await db.scalars(select(exists().where(Unit.id.is_not(None))))).one()


async def count_rows(db: Connection) -> dict[str, int]:
    counted = {name: (await db.scalars(select(func.count(column)))).one() for name, column in _COUNTED.items()}
    further = select(func.count()).where(Person.joined_to_id.is_not(None))
    return {**counted, "people": counted["people"] - (await db.scalars(further)).one()}
