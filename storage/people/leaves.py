"""Out of office: what is asked of somebody goes to their deputy meanwhile."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import insert, select, update

from storage.database import Connection
from storage.ground.refusals import Refusal
from storage.models import WHO, Appointment, Leave, Person, Role, Who
from storage.rows import all_as


@dataclass(frozen=True, slots=True)
class LeaveRow:
    """`deputy_id`: None where nobody was named."""

    id: int
    first: date
    last: date
    deputy_id: int | None
    deputy: Who


async def add_leave(db: Connection, person_id: int, first: date, last: date) -> int:
    """The one of these days where there is one already."""
    same = [leave for leave in await leaves_of(db, person_id, first) if (leave.first, leave.last) == (first, last)]
    if same:
        return same[0].id
    row = {"person_id": person_id, "first": first, "last": last}
    return (await db.scalars(insert(Leave).values(row).returning(Leave.id))).one()


async def leaves_of(db: Connection, person_id: int, since: date) -> list[LeaveRow]:
    """Those that are not over by that day, without cancelled ones."""
    statement = (
        select(Leave.id, Leave.first, Leave.last, Leave.deputy_id, WHO.label("deputy"))
        .outerjoin(Person, Person.id == Leave.deputy_id)
        .where(Leave.person_id == person_id, Leave.last >= since, Leave.ended_at.is_(None))
        .order_by(Leave.first, Leave.id)
    )
    return all_as(LeaveRow, await db.execute(statement))


async def own_leave(db: Connection, person_id: int, leave_id: int) -> LeaveRow:
    """Refuses with `leave.unknown`."""
    found = [leave for leave in await leaves_of(db, person_id, date.min) if leave.id == leave_id]
    if not found:
        raise Refusal("leave.unknown")
    return found[0]


async def set_deputy(db: Connection, leave_id: int, deputy_id: int) -> None:
    await db.execute(update(Leave).where(Leave.id == leave_id).values(deputy_id=deputy_id))


async def end_leave(db: Connection, leave_id: int, now: datetime) -> None:
    await db.execute(update(Leave).where(Leave.id == leave_id).values(ended_at=now))


async def colleagues(db: Connection, person_id: int, unit_ids: Collection[int]) -> list[tuple[int, str | None]]:
    """(id, name) of the other staff of these units."""
    statement = (
        select(Person.id, Person.name)
        .join(Appointment, Appointment.person_id == Person.id)
        .where(Appointment.role == Role.STAFF, Appointment.unit_id.in_(unit_ids), Person.id != person_id)
        .order_by(Person.name, Person.id)
        .distinct()
    )
    return [(row.id, row.name) for row in await db.execute(statement)]


async def deputies_on(db: Connection, day: date) -> dict[int, int]:
    """Person → deputy, of those who are away that day. A deputy who is away as well passes it on, but never in a
    circle."""
    statement = (
        select(Leave.person_id, Leave.deputy_id)
        .where(Leave.first <= day, Leave.last >= day, Leave.ended_at.is_(None), Leave.deputy_id.is_not(None))
        .where(Leave.deputy_id != Leave.person_id)  # joined to each other since
        .order_by(Leave.id)
    )
    named: dict[int, int] = {row.person_id: row.deputy_id for row in await db.execute(statement) if row.deputy_id}
    return {person: _last_of(named, person) for person in named}


def _last_of(named: dict[int, int], person: int) -> int:
    seen = {person}
    current = named[person]
    while current in named and current not in seen:
        seen.add(current)
        current = named[current]
    return current
