"""Which group belongs to which unit."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select, update

from storage.database import Connection
from storage.models import GroupChat, Outbox, Unit
from storage.rows import all_as, one_as
from storage.upsert import insert


@dataclass(frozen=True, slots=True)
class GroupRow:
    """`unit_id`, `unit`, `confirmed_at`: None where nobody has confirmed whose it is. `asked_id`: who was asked."""

    id: int
    channel: str
    address: str
    title: str
    unit_id: int | None
    unit: str | None
    asked_id: int | None
    confirmed_at: datetime | None


_GROUPS = (
    select(
        GroupChat.id,
        GroupChat.channel,
        GroupChat.address,
        GroupChat.title,
        GroupChat.unit_id,
        Unit.name.label("unit"),
        GroupChat.asked_id,
        GroupChat.confirmed_at,
    )
    .outerjoin(Unit, Unit.id == GroupChat.unit_id)
    .order_by(GroupChat.id)
)


async def group_at(db: Connection, channel: str, address: str) -> GroupRow | None:
    statement = _GROUPS.where(GroupChat.channel == channel, GroupChat.address == address)
    return one_as(GroupRow, await db.execute(statement))


async def group_by_id(db: Connection, group_id: int) -> GroupRow | None:
    return one_as(GroupRow, await db.execute(_GROUPS.where(GroupChat.id == group_id)))


async def groups_of(db: Connection, unit_ids: Collection[int]) -> list[GroupRow]:
    return all_as(GroupRow, await db.execute(_GROUPS.where(GroupChat.unit_id.in_(unit_ids))))


async def all_groups(db: Connection) -> list[GroupRow]:
    """Those that belong to a unit."""
    return all_as(GroupRow, await db.execute(_GROUPS.where(GroupChat.unit_id.is_not(None))))


async def add_group(db: Connection, channel: str, address: str, title: str, now: datetime) -> bool:
    """Whether it is new."""
    row = {"channel": channel, "address": address, "title": title, "added_at": now}
    statement = insert(GroupChat).values(row).on_conflict_do_nothing().returning(GroupChat.id)
    return (await db.scalars(statement)).one_or_none() is not None


async def note_asked(db: Connection, group_id: int, person_id: int | None) -> None:
    """From now on this leader may confirm whose it is; or nobody."""
    await db.execute(update(GroupChat).where(GroupChat.id == group_id).values(asked_id=person_id))


async def confirm_group(db: Connection, group_id: int, unit_id: int, person_id: int, now: datetime) -> bool:
    """Once: False where that was done before."""
    values = {"unit_id": unit_id, "confirmed_by_id": person_id, "confirmed_at": now}
    statement = update(GroupChat).where(GroupChat.id == group_id, GroupChat.unit_id.is_(None)).values(values)
    return (await db.execute(statement)).rowcount == 1


async def release_group(db: Connection, group_id: int) -> None:
    """It belongs to no unit any more."""
    values = {"unit_id": None, "confirmed_by_id": None, "confirmed_at": None}
    await db.execute(update(GroupChat).where(GroupChat.id == group_id).values(values))


async def forget_group(db: Connection, channel: str, address: str) -> bool:
    """With what was still to be said there. Whether there was such a group."""
    there = (Outbox.channel == channel, Outbox.address == address, Outbox.sent_at.is_(None))
    statement = delete(GroupChat).where(GroupChat.channel == channel, GroupChat.address == address)
    if not (await db.execute(statement)).rowcount:
        return False
    await db.execute(delete(Outbox).where(*there))
    return True


async def move_group(db: Connection, channel: str, old: str, new: str) -> None:
    """Its channel gave it another address; what waits goes there. Told twice, it moves once."""
    moved = select(GroupChat.id).where(GroupChat.channel == channel, GroupChat.address == new)
    if (await db.scalars(moved)).one_or_none() is None:
        where = (GroupChat.channel == channel, GroupChat.address == old)
        await db.execute(update(GroupChat).where(*where).values(address=new))
    waiting = (Outbox.channel == channel, Outbox.address == old, Outbox.sent_at.is_(None), Outbox.failure.is_(None))
    await db.execute(update(Outbox).where(*waiting).values(address=new))
