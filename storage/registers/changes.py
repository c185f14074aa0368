"""The trace of the registers: who changed what, when, and what was there before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select

from storage.database import Connection
from storage.models import WHO, Person, Register, RegisterChange, What, Who
from storage.rows import all_as


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes into a register, and when."""

    person_id: int
    now: datetime


@dataclass(frozen=True, slots=True)
class ChangeRow:
    id: int
    what: What
    before: str
    after: str
    person: Who
    made_at: datetime


async def add_change(
    db: Connection, register: Register, entry_id: int, author: Author, what: What, before: str = "", after: str = ""
) -> int:
    row = {f"{register}_id": entry_id, "what": what, "before": before, "after": after}
    statement = insert(RegisterChange).returning(RegisterChange.id)
    return (await db.scalars(statement, row | {"person_id": author.person_id, "made_at": author.now})).one()


async def changes_of(
    db: Connection, register: Register, entry_id: int, limit: int, offset: int = 0
) -> Sequence[ChangeRow]:
    """The newest first."""
    columns = (
        RegisterChange.id,
        RegisterChange.what,
        RegisterChange.before,
        RegisterChange.after,
        WHO.label("person"),
    )
    statement = (
        select(*columns, RegisterChange.made_at)
        .outerjoin(Person, Person.id == RegisterChange.person_id)
        .where(getattr(RegisterChange, f"{register}_id") == entry_id)
        .order_by(RegisterChange.id.desc())
        .limit(limit)
        .offset(offset)
    )
    return all_as(ChangeRow, await db.execute(statement))
