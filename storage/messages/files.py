"""Files people sent, and files written for them: bytes in the database, so one backup holds all."""

from collections.abc import Collection
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, insert, select

from storage.database import Connection, in_passing
from storage.messages.conversations import WEB
from storage.models import File
from storage.refusals import Refusal

UPLOAD = "upload"
LARGE = 1024**2  # bytes


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
    """Those deleted meanwhile are missing."""
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


async def delete_file(db: Connection, file_id: int) -> None:
    await db.execute(delete(File).where(File.id == file_id))


async def replace_file(db: Connection, file_id: int, owner_id: int, purpose: str) -> None:
    """Of this person's files for that purpose only this one is left."""
    others = (File.owner_id == owner_id, File.purpose == purpose, File.id != file_id)
    await db.execute(delete(File).where(*others))


async def forget_uploads(db: Connection, channel: str, references: Collection[str]) -> None:
    """What was sent over the page lies here, under its reference, until somebody has taken it or nobody wants it."""
    if channel == WEB and references:
        ids = [int(reference) for reference in references]
        await db.execute(delete(File).where(File.id.in_(ids), File.purpose == UPLOAD))
