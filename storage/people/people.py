"""Who writes to the bot, and what roles they hold."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, select, update

from storage.database import Connection
from storage.models import Appointment, Person, Role
from storage.upsert import insert


@dataclass(slots=True)
class Sender:
    """A person as a handler sees them. `language_chosen`: by themselves. `roles`: role → units it is held at. `new`:
    this is their first message. `back_from`: could not be reached from then until this message. `id` 0: nobody we
    know, or somebody who has just had everything erased."""

    id: int
    channel: str
    address: str
    name: str | None
    language: str
    last_seen_on: date
    stopped_at: datetime | None = None
    unreachable_at: datetime | None = None
    roles: dict[Role, list[int]] = field(default_factory=dict)
    new: bool = False
    language_chosen: bool = False
    back_from: datetime | None = None

    @property
    def is_citizen(self) -> bool:
        return not self.roles


_PEOPLE = (
    select(
        Person.id,
        Person.address,
        Person.name,
        Person.language,
        Person.last_seen_on,
        Person.stopped_at,
        Person.unreachable_at,
        Person.channel,
        Person.language_chosen,
        Appointment.role,
        Appointment.unit_id,
    )
    .outerjoin(Appointment, Appointment.person_id == Person.id)
    .order_by(Person.id, Appointment.id)
)
_AT = _PEOPLE.where(Person.channel == bindparam("channel"), Person.address.in_(bindparam("addresses", expanding=True)))
_BY_ID = _PEOPLE.where(Person.id.in_(bindparam("ids", expanding=True)))
# Two processes may meet the same new person at once: the second adds nothing and finds the first one's row.
_ADD = insert(Person).on_conflict_do_nothing(index_elements=["channel", "address"])
_SEEN = update(Person).where(Person.id.in_(bindparam("ids", expanding=True))).values(last_seen_on=bindparam("today"))
_BACK = update(Person).where(Person.id.in_(bindparam("ids", expanding=True))).values(unreachable_at=None)


def _senders(rows: Iterable[Any]) -> dict[int, Sender]:
    senders: dict[int, Sender] = {}
    for row in rows:
        sender = senders.get(row.id)
        if sender is None:
            sender = senders[row.id] = Sender(
                row.id, row.channel, row.address, row.name, row.language, row.last_seen_on, row.stopped_at,
                row.unreachable_at, language_chosen=row.language_chosen,
            )  # fmt: skip
        if row.role is not None:
            sender.roles.setdefault(row.role, []).append(row.unit_id)
    return senders


async def _known(db: Connection, channel: str, addresses: list[str]) -> dict[str, Sender]:
    found = _senders(await db.execute(_AT, {"channel": channel, "addresses": addresses}))
    return {sender.address: sender for sender in found.values()}


async def senders_by_id(db: Connection, person_ids: Iterable[int]) -> dict[int, Sender]:
    person_ids = list(person_ids)
    if not person_ids:
        return {}
    return _senders(await db.execute(_BY_ID, {"ids": sorted(set(person_ids))}))


async def find_senders(
    db: Connection, channel: str, languages: dict[str, str], now: datetime, today: date
) -> dict[str, Sender]:
    """The senders at these addresses (address → language of a newcomer), newcomers added. Whoever writes can be reached
    again."""
    senders = await _known(db, channel, list(languages))
    missing = [address for address in languages if address not in senders]
    if missing:
        rows = [
            {
                "channel": channel,
                "address": address,
                "language": languages[address],
                "first_seen_at": now,
                "last_seen_on": today,
            }
            for address in missing
        ]
        await db.execute(_ADD, rows)
        newcomers = await _known(db, channel, missing)
        for sender in newcomers.values():
            sender.new = True
        senders |= newcomers
    gone_quiet = [sender.id for sender in senders.values() if sender.last_seen_on != today]
    if gone_quiet:
        await db.execute(_SEEN, {"ids": gone_quiet, "today": today})
    back = [sender for sender in senders.values() if sender.unreachable_at is not None]
    if back:
        await db.execute(_BACK, {"ids": [sender.id for sender in back]})
        for sender in back:
            sender.back_from, sender.unreachable_at = sender.unreachable_at, None
    return senders


async def holders_of(db: Connection, role: Role, known_before: datetime) -> list[Sender]:
    """Everybody with this role, at whatever unit, who had written to the bot by then."""
    statement = (
        select(Person.id)
        .join(Appointment, Appointment.person_id == Person.id)
        .where(Appointment.role == role, Person.first_seen_at < known_before)
        .distinct()
    )
    return list((await senders_by_id(db, (await db.scalars(statement)).all())).values())


async def mark_unreachable(db: Connection, person_id: int, now: datetime) -> bool:
    """Whether they were not yet."""
    statement = update(Person).where(Person.id == person_id, Person.unreachable_at.is_(None)).values(unreachable_at=now)
    return (await db.execute(statement)).rowcount == 1


async def find_sender(db: Connection, person_id: int) -> Sender | None:
    return (await senders_by_id(db, [person_id])).get(person_id)


async def find_sender_at(db: Connection, channel: str, address: str, today: date) -> Sender:
    """Somebody who has not written yet is a citizen."""
    known = await _known(db, channel, [address])
    return known.get(address) or Sender(0, channel, address, None, "vi", today)


async def appoint(db: Connection, person_id: int, role: Role, unit_id: int, name: str | None = None) -> None:
    """Gives a role at a unit; giving it again changes nothing."""
    row = {"person_id": person_id, "role": role, "unit_id": unit_id}
    await db.execute(insert(Appointment).values(row).on_conflict_do_nothing())
    if name:
        await db.execute(update(Person).where(Person.id == person_id).values(name=name))


async def set_language(db: Connection, person_id: int, language: str, *, chosen: bool) -> None:
    """`chosen`: by themselves."""
    values = {"language": language, "language_chosen": chosen}
    await db.execute(update(Person).where(Person.id == person_id).values(values))


async def set_stopped(db: Connection, person_id: int, at: datetime | None) -> None:
    await db.execute(update(Person).where(Person.id == person_id).values(stopped_at=at))
