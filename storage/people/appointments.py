"""Who holds which role at which unit, and its end."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, case, delete, exists, func, select, type_coerce

from storage.database import Connection
from storage.ground.refusals import Refusal
from storage.messages.conversations import forget_conversation
from storage.models import Appointment, Brought, Person, Role, SessionEnd, Unit
from storage.models.base import Instant, aliased
from storage.people.addresses import Address, addresses_of
from storage.people.sessions import leave_page, let_renew
from storage.rows import all_as, one_as

_HELD = (Appointment.role, Appointment.unit_id)


def brought_role(role: Role) -> str:
    """How `Brought` calls it."""
    return f"appointment.{role}"


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


_further = aliased(Person)
_of_theirs = (_further.id == Person.id) | (_further.joined_to_id == Person.id)
_CHANNEL = (
    select(_further.channel)
    .where(_of_theirs)
    .order_by(_further.unreachable_at.is_not(None), _further.used_at.desc(), _further.id)
    .limit(1)
    .correlate(Person)
    .scalar_subquery()
)
_REACHED_ELSEWHERE = exists().where(_further.joined_to_id == Person.id, _further.unreachable_at.is_(None))
_UNREACHABLE = type_coerce(case((_REACHED_ELSEWHERE, None), else_=Person.unreachable_at), Instant)


def _members(unit_ids: Collection[int]) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Appointment.id,
            Appointment.person_id,
            Person.name,
            _CHANNEL.label("channel"),
            Appointment.role,
            Unit.name.label("unit"),
            Person.last_seen_on,
            _UNREACHABLE.label("unreachable_at"),
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
    gone = (Person.unreachable_at.is_not(None), ~_REACHED_ELSEWHERE, Person.id.in_(held))
    return (await db.scalars(select(func.count()).where(*gone))).one()


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
    gone = (await db.execute(delete(Appointment).where(Appointment.id == appointment_id).returning(*_HELD))).one()
    await _keep_from_coming_back(db, member.person_id, gone.role, gone.unit_id)
    for one in (await addresses_of(db, [member.person_id]))[member.person_id]:
        if one.is_page:
            await _close_conversation(db, member.person_id, one, now)
    return member


async def _keep_from_coming_back(db: Connection, person_id: int, role: Role, unit_id: int) -> None:
    """What a further address has brought is given back to it when it is parted: not this role."""
    further = select(Person.id).where(Person.joined_to_id == person_id)
    role_there = (Brought.what == brought_role(role), Brought.row_id == unit_id)
    await db.execute(delete(Brought).where(Brought.person_id.in_(further), *role_there))


async def _close_conversation(db: Connection, person_id: int, page: Address, now: datetime) -> None:
    """Nothing of what was said, and no file in it, is open any more. Who has another role
    goes on in the empty conversation."""
    await forget_conversation(db, page.address)
    if (await db.scalars(select(Appointment.id).where(Appointment.person_id == person_id).limit(1))).first() is None:
        await leave_page(db, page, SessionEnd.DISMISSED, now)
    else:
        await let_renew(db, page.address)
