"""Files people sent, and files written for them: bytes in the database, so one backup holds all."""

from collections.abc import Collection
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, delete, exists, func, insert, or_, select, update

from storage.database import Connection, in_passing
from storage.ground.channels import needs_of
from storage.ground.refusals import Refusal
from storage.models import Base, File, ImportDraft

UPLOAD = "upload"
LARGE = 1024**2  # bytes
_GO_WITH_THEIR_FILE = (ImportDraft.__table__,)


@dataclass(frozen=True, slots=True)
class StoredFile:
    name: str
    media_type: str
    content: bytes


async def store_file(
    db: Connection,
    name: str,
    media_type: str,
    content: bytes,
    owner_id: int | None,
    now: datetime,
    purpose: str | None = None,
) -> int:
    row = {
        "name": name[:200],
        "media_type": media_type[:100],
        "size": len(content),
        "content": content,
        "owner_id": owner_id,
        "stored_at": now,
        "purpose": purpose,
    }
    if db.dialect.name == "sqlite":
        row["id"] = await _next_id(db, now)
    async with _passing(db, len(content)):
        return (await db.scalars(insert(File).returning(File.id), row)).one()


async def _next_id(db: Connection, now: datetime) -> int:
    """Left to itself, SQLite gives the id of a deleted last file to the next one, and an old message would show
    somebody else's. The clock's milliseconds are never behind what was deleted."""
    last = (await db.scalars(select(func.max(File.id)))).one() or 0
    return max(last + 1, int(now.timestamp() * 1000))


@dataclass(frozen=True, slots=True)
class FileCard:
    """What is known of a file without reading it. `purpose`: what it waits for, where it is not here to stay."""

    name: str
    media_type: str
    size: int
    owner_id: int | None
    purpose: str | None


async def cards_of(db: Connection, file_ids: Collection[int]) -> dict[int, FileCard]:
    """The cards of these files; deleted ones are missing."""
    if not file_ids:
        return {}
    columns = (File.id, File.name, File.media_type, File.size, File.owner_id, File.purpose)
    rows = await db.execute(select(*columns).where(File.id.in_(file_ids)))
    return {row.id: FileCard(row.name, row.media_type, row.size, row.owner_id, row.purpose) for row in rows}


async def card_of(db: Connection, file_id: int) -> FileCard:
    """Refuses with `file.gone`."""
    cards = await cards_of(db, [file_id])
    if file_id not in cards:
        raise Refusal("file.gone")
    return cards[file_id]


async def read_file(db: Connection, file_id: int) -> StoredFile:
    """Refuses with `file.gone`."""
    card = await card_of(db, file_id)
    async with _passing(db, card.size):
        content = await db.scalar(select(File.content).where(File.id == file_id))
    if content is None:
        raise Refusal("file.gone")
    return StoredFile(card.name, card.media_type, content)


def _passing(db: Connection, size: int) -> AbstractAsyncContextManager[None]:
    return in_passing(db) if size >= LARGE else nullcontext()


def _references() -> list[Column[Any]]:
    """The columns of all tables that name a file, read from the tables themselves: a new table cannot be forgotten."""
    tables = [table for table in Base.metadata.sorted_tables if table not in _GO_WITH_THEIR_FILE]
    return [key.parent for table in tables for key in table.foreign_keys if key.column is File.__table__.c.id]


def in_use() -> ColumnElement[bool]:
    """Files that evidence, cases, reports or templates refer to."""
    return or_(*(exists().where(column == File.id).correlate(File) for column in _references()))


async def forget_files_of(db: Connection, person_id: int) -> None:
    """Deletes this person's files. What is in use stays, and no longer says whose it was."""
    own = File.owner_id == person_id
    await db.execute(update(File).where(own, in_use()).values(owner_id=None))
    await db.execute(delete(File).where(own))


async def delete_file(db: Connection, file_id: int) -> None:
    await db.execute(delete(File).where(File.id == file_id))


async def keep_for_good(db: Connection, file_id: int) -> None:
    await db.execute(update(File).where(File.id == file_id).values(purpose=None))


async def replace_file(db: Connection, file_id: int, owner_id: int, purpose: str) -> None:
    """Deletes this person's other files for the same purpose."""
    others = (File.owner_id == owner_id, File.purpose == purpose, File.id != file_id)
    await db.execute(delete(File).where(*others))


async def forget_uploads(db: Connection, channel: str, references: Collection[str]) -> None:
    """Where the conversation is kept here, what is sent in it lies here, too, under its reference, until somebody has
    taken it or nobody wants it."""
    if needs_of(channel).kept_here and references:
        ids = [int(reference) for reference in references]
        await db.execute(delete(File).where(File.id.in_(ids), File.purpose == UPLOAD))
