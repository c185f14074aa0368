"""Events that came in, and the outbox: written in the transaction that caused them, sent after its commit."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, func, or_, select, update
from sqlalchemy import insert as plain_insert

from storage.database import Connection
from storage.messages import conversations
from storage.messages.conversations import WEB
from storage.models import IncomingEvent, Outbox, PendingQuestion
from storage.upsert import insert

# A sender that has not marked a message sent within this time is taken to be dead.
CLAIM = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class OutgoingMessage:
    id: int
    channel: str
    address: str
    payload: dict[str, Any]
    created_at: datetime


_NEW_EVENTS = insert(IncomingEvent).on_conflict_do_nothing().returning(IncomingEvent.event_id)


async def take_events(db: Connection, channel: str, event_ids: Sequence[str], now: datetime) -> set[str]:
    """Of these different events, the ones never handled before; from now on they count as handled."""
    rows = [{"channel": channel, "event_id": event_id, "handled_at": now} for event_id in event_ids]
    return set((await db.scalars(_NEW_EVENTS, rows)).all())


_ADD = plain_insert(Outbox).returning(Outbox.id, sort_by_parameter_order=True)


async def put(
    db: Connection, messages: Sequence[tuple[str, str, dict[str, Any]]], now: datetime, *, claim: bool
) -> list[OutgoingMessage]:
    """Rows of the outbox, in this order; each is (channel, address, payload). `claim`: the caller sends them itself.

    What is said on the web becomes part of its conversation and is fetched from there.
    """
    said = [(address, payload) for channel, address, payload in messages if channel == WEB]
    await conversations.say(db, said, now)
    spoken_to = [OutgoingMessage(0, WEB, address, payload, now) for address, payload in said]
    messages = [message for message in messages if message[0] != WEB]
    if not messages:
        return spoken_to
    claimed_until = now + CLAIM if claim else None
    rows = [
        {"channel": channel, "address": address, "payload": payload, "created_at": now, "claimed_until": claimed_until}
        for channel, address, payload in messages
    ]
    ids = (await db.scalars(_ADD, rows)).all()
    return spoken_to + [OutgoingMessage(id_, *message, now) for id_, message in zip(ids, messages, strict=True)]


_waiting = (Outbox.sent_at.is_(None), Outbox.failure.is_(None))
_DUE = (
    select(Outbox.id, Outbox.channel, Outbox.address, Outbox.payload, Outbox.created_at)
    .where(*_waiting, or_(Outbox.claimed_until.is_(None), Outbox.claimed_until < bindparam("now")))
    .where(Outbox.channel.in_(bindparam("channels", expanding=True)))
    .order_by(Outbox.id)
    .limit(500)
    .with_for_update(skip_locked=True)
)
_CLAIM = update(Outbox).where(Outbox.id.in_(bindparam("ids", expanding=True))).values(claimed_until=bindparam("until"))
_SENT = update(Outbox).where(Outbox.id.in_(bindparam("ids", expanding=True))).values(sent_at=bindparam("now"))
_FAILED = update(Outbox).where(Outbox.id == bindparam("row_id")).values(failure=bindparam("reason"))


async def claim_due(db: Connection, channels: Sequence[str], now: datetime) -> list[OutgoingMessage]:
    """Messages nobody is sending, oldest first; they are the caller's for the time of a claim."""
    rows = (await db.execute(_DUE, {"channels": list(channels), "now": now})).all()
    if rows:
        await db.execute(_CLAIM, {"ids": [row.id for row in rows], "until": now + CLAIM})
    return [OutgoingMessage(row.id, row.channel, row.address, row.payload, row.created_at) for row in rows]


async def oldest_unsent(db: Connection, channels: Collection[str] | None = None) -> datetime | None:
    """Since when the message has been waiting that waits longest; None: of all channels."""
    among = () if channels is None else (Outbox.channel.in_(channels),)
    return (await db.scalars(select(func.min(Outbox.created_at)).where(*_waiting, *among))).one()


async def renew_claims(db: Connection, ids: Sequence[int], now: datetime) -> None:
    await db.execute(_CLAIM, {"ids": list(ids), "until": now + CLAIM})


async def release_claims(db: Connection) -> None:
    """At the start of the only process: whatever the last one was sending is to be sent."""
    await db.execute(update(Outbox).where(*_waiting, Outbox.claimed_until.is_not(None)).values(claimed_until=None))


async def mark_sent(db: Connection, ids: Sequence[int], now: datetime) -> None:
    await db.execute(_SENT, {"ids": list(ids), "now": now})


async def mark_failed(db: Connection, row_id: int, reason: str) -> None:
    await db.execute(_FAILED, {"row_id": row_id, "reason": reason})


async def forget_events_of(db: Connection, address: str) -> None:
    """The name of an event on the web begins with the address it came from."""
    own = IncomingEvent.event_id.startswith(f"{address}/", autoescape=True)
    await db.execute(delete(IncomingEvent).where(IncomingEvent.channel == WEB, own))


async def forget_old_traffic(db: Connection, served: Collection[str], now: datetime) -> None:
    """Channels repeat an event for a day at most; what was sent is not needed again, and what a channel that is not
    `served` any more was to send is said to nobody."""
    week_ago = now - timedelta(days=7)
    await db.execute(delete(IncomingEvent).where(IncomingEvent.handled_at < week_ago))
    await db.execute(delete(Outbox).where(Outbox.sent_at < week_ago))
    await db.execute(delete(Outbox).where(Outbox.channel.not_in(served), Outbox.created_at < week_ago))
    await db.execute(delete(Outbox).where(Outbox.failure.is_not(None), Outbox.created_at < week_ago))
    await db.execute(delete(PendingQuestion).where(PendingQuestion.expires_at < now))
