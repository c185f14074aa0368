"""Events that came in, and the outbox: written in the transaction that caused them, sent after its commit."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, func, or_, select, update
from sqlalchemy import insert as plain_insert

from storage.database import Connection
from storage.ground.channels import needs_of
from storage.messages import conversations
from storage.messages.payloads import Said, read_said, write_said
from storage.models import IncomingEvent, Outbox, PendingQuestion
from storage.upsert import insert

# A sender that has not marked a message sent within this time is taken to be dead.
CLAIM = timedelta(seconds=60)
UNHEARD = "cannot be reached, nor can anybody in their place"
PASSED_ON = "cannot be reached; somebody in their place was told"
TOLD_ELSEWHERE = "cannot be reached here; told at another address of theirs"
WAITS = "waits until its recipient can be reached: "


@dataclass(frozen=True, slots=True)
class OutgoingMessage:
    id: int
    channel: str
    address: str
    said: Said
    created_at: datetime


_NEW_EVENTS = insert(IncomingEvent).on_conflict_do_nothing().returning(IncomingEvent.event_id)


async def take_events(db: Connection, channel: str, event_ids: Sequence[str], now: datetime) -> set[str]:
    """Of these different events, the ones never handled before; from now on they count as handled."""
    rows = [{"channel": channel, "event_id": event_id, "handled_at": now} for event_id in event_ids]
    return set((await db.scalars(_NEW_EVENTS, rows)).all())


_ADD = plain_insert(Outbox).returning(Outbox.id, sort_by_parameter_order=True)


async def put(
    db: Connection, messages: Sequence[tuple[str, str, Said]], now: datetime, *, claim: bool
) -> list[OutgoingMessage]:
    """Rows of the outbox, in this order; each is (channel, address, what is said). `claim`: the caller
    sends them itself.

    What is said where the conversation is kept here becomes part of it, and is fetched from there.
    """
    kept = [message for message in messages if needs_of(message[0]).kept_here]
    await conversations.say(db, [(address, said) for _, address, said in kept], now)
    spoken_to = [OutgoingMessage(0, channel, address, said, now) for channel, address, said in kept]
    messages = [message for message in messages if not needs_of(message[0]).kept_here]
    if not messages:
        return spoken_to
    claimed_until = now + CLAIM if claim else None
    rows = [
        {
            "channel": channel,
            "address": address,
            "payload": write_said(one),
            "created_at": now,
            "claimed_until": claimed_until,
        }
        for channel, address, one in messages
    ]
    ids = (await db.scalars(_ADD, rows)).all()
    return spoken_to + [
        OutgoingMessage(id_, channel, address, said, now)
        for id_, (channel, address, said) in zip(ids, messages, strict=True)
    ]


_waiting = (Outbox.sent_at.is_(None), Outbox.failure.is_(None))
_SENT = update(Outbox).where(Outbox.id.in_(bindparam("ids", expanding=True))).values(sent_at=bindparam("now"))
_FAILED = update(Outbox).where(Outbox.id == bindparam("row_id"), *_waiting).values(failure=bindparam("reason"))


async def release_claims(db: Connection) -> None:
    """At the start of the only process: whatever the last one was sending is to be sent."""
    await db.execute(update(Outbox).where(*_waiting, Outbox.claimed_until.is_not(None)).values(claimed_until=None))


async def mark_sent(db: Connection, ids: Sequence[int], now: datetime) -> None:
    await db.execute(_SENT, {"ids": list(ids), "now": now})


async def keep_progress(db: Connection, row_id: int, said: Said) -> None:
    """How many of its pieces went, where others did not."""
    await db.execute(update(Outbox).where(Outbox.id == row_id, *_waiting).values(payload=write_said(said)))


async def mark_failed(db: Connection, row_id: int, reason: str) -> bool:
    """Marks the message as failed; False where it had been marked before."""
    return (await db.execute(_FAILED, {"row_id": row_id, "reason": reason})).rowcount == 1


async def mark_passed_on(db: Connection, row_id: int, told: int) -> None:
    """Marks a failed message of which `told` others heard in its recipient's place, perhaps nobody."""
    await db.execute(update(Outbox).where(Outbox.id == row_id).values(failure=PASSED_ON if told else UNHEARD))


async def mark_told_elsewhere(db: Connection, row_id: int) -> None:
    """Its recipient has it at another address of theirs."""
    await db.execute(update(Outbox).where(Outbox.id == row_id).values(failure=TOLD_ELSEWHERE))


async def take_waiting(db: Connection, channel: str, address: str) -> tuple[list[Said], int]:
    """What could not be said to somebody, in its order, and how much of it was told to others; all of it is the
    caller's to say now."""
    could_not = or_(Outbox.failure.startswith(WAITS), Outbox.failure.in_((UNHEARD, PASSED_ON)))
    statement = (
        delete(Outbox)
        .where(Outbox.channel == channel, Outbox.address == address, could_not)
        .returning(Outbox.id, Outbox.payload, Outbox.failure)
    )
    rows = sorted((await db.execute(statement)).all(), key=lambda row: row.id)
    kept = [read_said(row.payload) for row in rows if row.failure != PASSED_ON]
    return kept, len(rows) - len(kept)


async def count_unheard(db: Connection) -> int:
    """How many messages reached nobody, within the days for which failed ones are kept."""
    return (await db.scalars(select(func.count()).where(Outbox.failure == UNHEARD))).one()


async def was_told(db: Connection, channel: str, address: str, text: str, since: datetime) -> bool:
    """Whether this text, or one that ends with it, went to this address since then."""
    statement = select(Outbox.payload).where(
        Outbox.channel == channel, Outbox.address == address, Outbox.created_at > since, Outbox.failure.is_(None)
    )
    return any(read_said(payload).text.endswith(text) for payload in await db.scalars(statement))


async def forget_events_of(db: Connection, channel: str, address: str) -> None:
    """Where the conversation is kept here, the name of an event begins with the address it came from; a messenger's
    names say nothing of anybody."""
    if needs_of(channel).kept_here:
        own = IncomingEvent.event_id.startswith(f"{address}/", autoescape=True)
        await db.execute(delete(IncomingEvent).where(IncomingEvent.channel == channel, own))


async def forget_old_traffic(db: Connection, served: Collection[str], now: datetime) -> None:
    """Channels repeat an event for a day at most; what was sent is not needed again, and what a channel that is not
    `served` any more was to send is said to nobody."""
    week_ago = now - timedelta(days=7)
    await db.execute(delete(IncomingEvent).where(IncomingEvent.handled_at < week_ago))
    await db.execute(delete(Outbox).where(Outbox.sent_at < week_ago))
    await db.execute(delete(Outbox).where(Outbox.channel.not_in(served), Outbox.created_at < week_ago))
    await db.execute(delete(Outbox).where(Outbox.failure.is_not(None), Outbox.created_at < week_ago))
    await db.execute(delete(PendingQuestion).where(PendingQuestion.expires_at < now))
