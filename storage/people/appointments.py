"""Who holds which role at which unit, and its end."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, delete, func, select

from storage.database import Connection
from storage.ground.channels import needs_of
from storage.ground.refusals import Refusal
from storage.messages.conversations import forget_conversation
from storage.models import Appointment, Person, Role, SessionEnd, Unit
from storage.people.sessions import end_sessions, let_renew
from storage.rows import all_as, one_as


@dataclass(frozen=True, slots=True)
class Member:
    """`id`: of the appointment; a person may hold several."""

    id: int
    person_id: int
    name: str | None
    channel: str
    role: Role
    unit: str
    last_seen_on: date
    unreachable_at: datetime | None


def _members(unit_ids: Collection[int]) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Appointment.id,
            Appointment.person_id,
            Person.name,
            Person.channel,
            Appointment.role,
            Unit.name.label("unit"),
            Person.last_seen_on,
            Person.unreachable_at,
        )
        .join(Person, Person.id == Appointment.person_id)
        .join(Unit, Unit.id == Appointment.unit_id)
        .where(Appointment.unit_id.in_(unit_ids))
    )


async def members_of(db: Connection, unit_ids: Collection[int]) -> list[Member]:
    """By unit, as the units were made."""
    statement = _members(unit_ids).order_by(Unit.id, Appointment.role, Appointment.id)
    return all_as(Member, await db.execute(statement))


async def count_unreachable(db: Connection) -> int:
    """Of those who hold a role."""
    held = select(Appointment.person_id)
    return (await db.scalars(select(func.count()).where(Person.unreachable_at.is_not(None), Person.id.in_(held)))).one()


async def find_member(db: Connection, unit_ids: Collection[int], appointment_id: int) -> Member:
    """Refuses with `member.unknown`, also for a unit the person does not reach."""
    row = one_as(Member, await db.execute(_members(unit_ids).where(Appointment.id == appointment_id)))
    if row is None:
        raise Refusal("member.unknown")
    return row


async def dismiss(db: Connection, unit_ids: Collection[int], appointment_id: int, now: datetime) -> Member:
    """Ends the role. What the person did in it stays. Rights are looked up for every message, so the next one has none.
    Refuses as `find_member` does."""
    member = await find_member(db, unit_ids, appointment_id)
    await db.execute(delete(Appointment).where(Appointment.id == appointment_id))
    if needs_of(member.channel).kept_here:
        await _close_conversation(db, member.person_id, now)
    return member


async def _close_conversation(db: Connection, person_id: int, now: datetime) -> None:
    """Nothing of what was said, and no file in it, is open any more. Who has another role
    goes on in the empty conversation."""
    address = (await db.scalars(select(Person.address).where(Person.id == person_id))).one()
    await forget_conversation(db, address)
    if (await db.scalars(select(Appointment.id).where(Appointment.person_id == person_id).limit(1))).first() is None:
        await end_sessions(db, address, SessionEnd.DISMISSED, now)
    else:
        await let_renew(db, address)
