"""Conversations on the web page: written by the intake's transaction, fetched by the page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, bindparam, delete, func, insert, select, update

from storage.database import Connection
from storage.ground.channels import WEB
from storage.messages.payloads import Heard, Said, read_heard, read_said, write_heard, write_said
from storage.models import Person, WebMessage

LAST = 100
LAST_WORDS_KEPT = timedelta(days=1)
_FORGOTTEN_AT_ONCE = 10_000


@dataclass(frozen=True, slots=True)
class Line:
    """`client_id` is set on what the person sent."""

    id: int
    client_id: str | None
    content: Said | Heard
    at: datetime


_ADD = insert(WebMessage)
_OF_ADDRESS = select(WebMessage.id, WebMessage.client_id, WebMessage.payload, WebMessage.at).where(
    WebMessage.address == bindparam("address")
)
_ALL = _OF_ADDRESS.order_by(WebMessage.id)
_AFTER = _ALL.where(WebMessage.id > bindparam("after")).limit(LAST)
_FIRST = select(func.min(WebMessage.id)).where(WebMessage.address == bindparam("address"))
_NEWEST = _OF_ADDRESS.order_by(WebMessage.id.desc()).limit(LAST)


async def say(db: Connection, said: Sequence[tuple[str, Said]], now: datetime) -> None:
    """Adds what the bot says; each is (address, what)."""
    if said:
        rows = [{"address": address, "client_id": None, "payload": write_said(one), "at": now} for address, one in said]
        await db.execute(_ADD, rows)


async def hear(db: Connection, heard: Sequence[tuple[str, str, Heard]], now: datetime) -> None:
    """Adds what people said; each is (address, client id, what)."""
    if heard:
        rows = [
            {"address": address, "client_id": id_, "payload": write_heard(one), "at": now}
            for address, id_, one in heard
        ]
        await db.execute(_ADD, rows)


async def hide(db: Connection, address: str, client_id: str, instead: Heard) -> None:
    """Puts this in place of what the person said."""
    said = (WebMessage.address == address, WebMessage.client_id == client_id)
    await db.execute(update(WebMessage).where(*said).values(payload=write_heard(instead)))


async def forget_conversation(db: Connection, address: str) -> None:
    await db.execute(delete(WebMessage).where(WebMessage.address == address))


async def forget_last_words(db: Connection, now: datetime) -> None:
    """Deletes the last words to somebody who was erased: that it is done."""
    known = select(Person.address).where(Person.channel == WEB)
    await db.execute(delete(WebMessage).where(WebMessage.at < now - LAST_WORDS_KEPT, WebMessage.address.not_in(known)))


async def holds_file(db: Connection, address: str, file_id: int) -> bool:
    """Whether the file stands in what was said here and is still kept."""
    held = select(WebMessage.id).where(
        WebMessage.address == address, WebMessage.payload["file_id"].as_integer() == file_id
    )
    return (await db.scalars(held.limit(1))).first() is not None


async def forget_old_lines(db: Connection, before: datetime) -> None:
    """Deletes by number: numbers grow with time, so no index on time is needed."""
    oldest = select(WebMessage.id).order_by(WebMessage.id).limit(_FORGOTTEN_AT_ONCE)
    await db.execute(delete(WebMessage).where(WebMessage.id.in_(oldest), WebMessage.at < before))


async def lines_after(db: Connection, address: str, after: int) -> list[Line]:
    """The next lines; the last hundred where `after` is 0."""
    if after:
        rows = (await db.execute(_AFTER, {"address": address, "after": after})).all()
    else:
        rows = (await db.execute(_NEWEST, {"address": address})).all()[::-1]
    return [_line(row) for row in rows]


def _line(row: Row[Any]) -> Line:
    content = read_said(row.payload) if row.client_id is None else read_heard(row.payload)
    return Line(row.id, row.client_id, content, row.at)


async def all_lines(db: Connection, address: str) -> list[Line]:
    """The whole conversation, however long."""
    return [_line(row) for row in await db.execute(_ALL, {"address": address})]


_NEWEST_SAID = (
    select(WebMessage.payload)
    .where(WebMessage.address == bindparam("address"), WebMessage.client_id.is_(None))
    .order_by(WebMessage.id.desc())
    .limit(1)
)


async def newest_actions(db: Connection, address: str) -> tuple[str, ...]:
    """What the buttons of the newest message that was said there do."""
    payload = (await db.scalars(_NEWEST_SAID, {"address": address})).one_or_none()
    rows = read_said(payload).rows if payload else ()
    return tuple(button.action for row in rows for button in row if button.action)


async def first_line(db: Connection, address: str) -> int | None:
    """Where the conversation begins: another id than before means that what was there has been erased."""
    return (await db.scalars(_FIRST, {"address": address})).one()
