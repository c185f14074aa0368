"""Who answers for a unit: those who hold a role there, or else at the nearest unit above that has anybody in it."""

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import bindparam, select

from storage.database import Connection
from storage.models import Appointment, Role
from storage.people import Sender, senders_by_id
from storage.units import all_units, units_above

_HOLDERS = select(Appointment.unit_id, Appointment.person_id).where(
    Appointment.role == bindparam("role"), Appointment.unit_id.in_(bindparam("units", expanding=True))
)


async def responsible(db: Connection, unit_id: int, role: Role) -> list[Sender]:
    chain = units_above(await all_units(db))[unit_id]
    holders: defaultdict[int, list[int]] = defaultdict(list)
    for row in await db.execute(_HOLDERS, {"role": role, "units": chain}):
        holders[row.unit_id].append(row.person_id)
    nearest = next((holders[unit] for unit in chain if unit in holders), [])
    return list((await senders_by_id(db, nearest)).values()) if nearest else []


async def responsible_in(db: Connection, unit_id: int, roles: Collection[Role]) -> list[Sender]:
    """Of several roles, each person once."""
    found = {sender.id: sender for role in roles for sender in await responsible(db, unit_id, role)}
    return list(found.values())
