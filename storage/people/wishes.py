"""What somebody has said once for all: their language, and that they want no messages."""

from datetime import datetime

from sqlalchemy import update

from storage.database import Connection
from storage.models import Person


async def set_language(db: Connection, person_id: int, language: str, *, chosen: bool) -> None:
    """`chosen`: by themselves."""
    values = {"language": language, "language_chosen": chosen}
    await db.execute(update(Person).where(Person.id == person_id).values(values))


async def set_stopped(db: Connection, person_id: int, at: datetime | None) -> None:
    await db.execute(update(Person).where(Person.id == person_id).values(stopped_at=at))
