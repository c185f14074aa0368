"""What a channel calls our messages, where a reply names the one it answers and does not repeat it. It is known for as
long as the message itself is kept (`traffic.forget_old_traffic`)."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from sqlalchemy import select

from storage.database import Connection
from storage.messages.payloads import Said, read_said
from storage.models import Outbox, SentMessage
from storage.upsert import insert


@dataclass(frozen=True, slots=True)
class Named:
    """`message_id`: the channel's; `outbox_id`: ours."""

    channel: str
    message_id: str
    outbox_id: int


_KEEP = insert(SentMessage).on_conflict_do_nothing()


async def keep_names(db: Connection, names: Sequence[Named]) -> None:
    if names:
        await db.execute(_KEEP, [asdict(name) for name in names])


async def said_as(db: Connection, channel: str, address: str, message_id: str) -> Said | None:
    """What we said in this chat under that name of the channel's."""
    named = (SentMessage.channel == channel, SentMessage.message_id == message_id, Outbox.address == address)
    statement = select(Outbox.payload).join(SentMessage, SentMessage.outbox_id == Outbox.id).where(*named)
    payload = (await db.scalars(statement)).one_or_none()
    return None if payload is None else read_said(payload)


async def name_of(db: Connection, outbox_id: int) -> str | None:
    """The channel's name of that message, or of its last piece."""
    statement = select(SentMessage.message_id).where(SentMessage.outbox_id == outbox_id)
    return (await db.scalars(statement.order_by(SentMessage.message_id.desc()).limit(1))).one_or_none()


async def older_name(db: Connection, channel: str, address: str, outbox_id: int) -> str | None:
    """The channel's name of that message, where others came after it in this chat."""
    chat = (Outbox.channel == channel, Outbox.address == address, Outbox.sent_at.is_not(None))
    newest = (await db.scalars(select(Outbox.id).where(*chat).order_by(Outbox.id.desc()).limit(1))).one_or_none()
    if newest is None or newest <= outbox_id:
        return None
    is_here = await db.scalar(select(Outbox.id).where(Outbox.id == outbox_id, *chat))
    return await name_of(db, outbox_id) if is_here else None
