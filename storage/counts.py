from sqlalchemy import func, select

from storage.database import Connection
from storage.models import Dossier, Person, Procedure, Rating, Task, Unit

_COUNTED = {
    "units": Unit.id,
    "people": Person.id,
    "tasks": Task.id,
    "procedures": Procedure.id,
    "dossiers": Dossier.id,
    "ratings": Rating.id,
}


async def count_rows(db: Connection) -> dict[str, int]:
    return {name: (await db.scalars(select(func.count(column)))).one() for name, column in _COUNTED.items()}
