"""Who answers for a unit: those who hold a role there, or else at the nearest unit above that has anybody in it."""

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import bindparam, select

from storage.database import Connection
from storage.models import Appointment, Role
from storage.people.people import Sender, senders_by_id
from storage.people.units import all_units, units_above

_HOLDERS = select(Appointment.unit_id, Appointment.person_id).where(
    Appointment.role == bindparam("role"), Appointment.unit_id.in_(bindparam("units", expanding=True))
)


async def levels(db: Connection, unit_id: int, role: Role) -> list[list[Sender]]:
    """Those who hold the role, unit by unit upwards, without the units where nobody does: of directors the unit's head
    comes first, then who stands above."""
    chain = units_above(await all_units(db))[unit_id]
    holders: defaultdict[int, list[int]] = defaultdict(list)
    for row in await db.execute(_HOLDERS, {"role": role, "units": chain}):
        holders[row.unit_id].append(row.person_id)
    people = await senders_by_id(db, [person for persons in holders.values() for person in persons])
    return [[people[person] for person in holders[unit]] for unit in chain if unit in holders]


async def responsible(db: Connection, unit_id: int, role: Role) -> list[Sender]:
    return next(iter(await levels(db, unit_id, role)), [])


async def responsible_in(db: Connection, unit_id: int, roles: Collection[Role]) -> list[Sender]:
    """Of several roles, each person once."""
    found = {sender.id: sender for role in roles for sender in await responsible(db, unit_id, role)}
    return list(found.values())
