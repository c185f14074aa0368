"""The addresses of one person: where they write from, and where they are told of something
(docs/decisions/one-person-several-channels.md)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, or_, select, update

from storage.database import Connection
from storage.ground.channels import needs_of
from storage.models import Person


@dataclass(frozen=True, slots=True)
class Address:
    """`id`: of its own row. `used_at`: see `Person`."""

    id: int
    channel: str
    address: str
    used_at: datetime | None
    unreachable_at: datetime | None
    first_seen_at: datetime

    @property
    def is_page(self) -> bool:
        """The conversation is kept here, and opened by a session that may end."""
        return needs_of(self.channel).kept_here


_OF = (
    select(
        Person.id,
        Person.channel,
        Person.address,
        Person.used_at,
        Person.unreachable_at,
        Person.first_seen_at,
        Person.joined_to_id,
    )
    .where(
        or_(
            Person.id.in_(bindparam("people", expanding=True)),
            Person.joined_to_id.in_(bindparam("people", expanding=True)),
        )
    )
    .order_by(Person.id)
)
_USED = update(Person).where(Person.id.in_(bindparam("ids", expanding=True))).values(used_at=bindparam("now"))


async def addresses_of(db: Connection, person_ids: Collection[int]) -> dict[int, tuple[Address, ...]]:
    """Person → all of their addresses, the one on which everything hangs among them."""
    found: dict[int, tuple[Address, ...]] = {}
    for row in await db.execute(_OF, {"people": list(person_ids)}) if person_ids else ():
        one = Address(row.id, row.channel, row.address, row.used_at, row.unreachable_at, row.first_seen_at)
        person = row.joined_to_id or row.id
        found[person] = (*found.get(person, ()), one)
    return found


def told_at(addresses: Sequence[Address]) -> Address:
    """Where this person is told of something: where they wrote last, or where that is gone, where they did before.
    What is said on a page that nobody can open reaches nobody, and nobody hears of that: it comes last."""

    def rank(one: Address) -> tuple[bool, bool, float, int]:
        used = one.used_at.timestamp() if one.used_at else 0.0
        return (one.unreachable_at is None, one.unreachable_at is None or not one.is_page, used, -one.id)

    return max(addresses, key=rank)


def wrote_elsewhere(addresses: Sequence[Address], here: int) -> bool:
    """Last time, before this message from the address with this number."""
    used = [one for one in addresses if one.used_at is not None]
    return bool(used) and max(used, key=lambda one: (one.used_at, -one.id)).id != here


async def note_used(db: Connection, address_ids: Collection[int], now: datetime) -> None:
    await db.execute(_USED, {"ids": sorted(address_ids), "now": now})


async def mark_unreachable(db: Connection, address_id: int, now: datetime) -> bool:
    """Whether they could still be reached at this address (`Sender.address_id`)."""
    gone = (Person.id == address_id, Person.unreachable_at.is_(None))
    return (await db.execute(update(Person).where(*gone).values(unreachable_at=now))).rowcount == 1
