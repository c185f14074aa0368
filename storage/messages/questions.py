"""The one question a person is being asked; the answer claims it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, select

from storage.database import Connection
from storage.models import PendingQuestion
from storage.upsert import insert


@dataclass(frozen=True, slots=True)
class Question:
    """`missed`: something was typed before that could not be the answer. `sent_id`: of the message that led to it;
    `author_id`: who wrote that, where it was forwarded."""

    kind: str
    data: dict[str, Any]
    missed: bool = False
    sent_id: str = ""
    author_id: int | None = None


_insert = insert(PendingQuestion)
_ASK = _insert.on_conflict_do_update(
    index_elements=["person_id"],
    set_={
        "kind": _insert.excluded.kind,
        "data": _insert.excluded.data,
        "expires_at": _insert.excluded.expires_at,
        "missed": _insert.excluded.missed,
        "sent_id": _insert.excluded.sent_id,
        "author_id": _insert.excluded.author_id,
    },
)
_CLAIM = (
    delete(PendingQuestion)
    .where(PendingQuestion.person_id == bindparam("person"))
    .where(PendingQuestion.kind.in_(bindparam("kinds", expanding=True)))
    .returning(
        PendingQuestion.kind,
        PendingQuestion.data,
        PendingQuestion.expires_at,
        PendingQuestion.missed,
        PendingQuestion.sent_id,
        PendingQuestion.author_id,
    )
)


async def ask(
    db: Connection,
    person_id: int,
    kind: str,
    data: dict[str, Any],
    now: datetime,
    hours: int = 24,
    *,
    missed: bool = False,
    came_from: tuple[str, int | None] = ("", None),
) -> None:
    """`came_from`: `sent_id` and `author_id`, as in `Question`."""
    values = {"person_id": person_id, "kind": kind, "data": data, "expires_at": now + timedelta(hours=hours)}
    await db.execute(_ASK, {**values, "missed": missed, "sent_id": came_from[0], "author_id": came_from[1]})


async def claim_question(db: Connection, person_id: int, kinds: Collection[str], now: datetime) -> Question | None:
    """The open question if it is of these kinds; it is gone with this. None where there is none or it has expired."""
    row = (await db.execute(_CLAIM, {"person": person_id, "kinds": list(kinds)})).one_or_none()
    if row is None or row.expires_at <= now:
        return None
    return Question(row.kind, row.data, row.missed, row.sent_id, row.author_id)


async def open_question(db: Connection, person_id: int, kinds: Collection[str], now: datetime) -> Question | None:
    """The open question if it is of these kinds; it stays open."""
    statement = select(
        PendingQuestion.kind, PendingQuestion.data, PendingQuestion.sent_id, PendingQuestion.author_id
    ).where(PendingQuestion.person_id == person_id, PendingQuestion.kind.in_(kinds), PendingQuestion.expires_at > now)
    row = (await db.execute(statement)).one_or_none()
    return None if row is None else Question(row.kind, row.data, sent_id=row.sent_id, author_id=row.author_id)


async def forget_unanswered(db: Connection, now: datetime) -> None:
    """Deletes questions that expired, with what was typed on the way to an answer."""
    await db.execute(delete(PendingQuestion).where(PendingQuestion.expires_at <= now))


async def is_asked(db: Connection, person_id: int, kinds: Collection[str], now: datetime) -> bool:
    """Whether a question of these kinds waits for this person's answer."""
    return await open_question(db, person_id, kinds, now) is not None
