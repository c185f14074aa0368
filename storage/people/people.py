"""Who writes to the bot, and what roles they hold."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, bindparam, select, update

from storage.database import Connection
from storage.models import Appointment, Person, Role
from storage.people.addresses import Address, addresses_of, note_used, told_at, wrote_elsewhere
from storage.upsert import insert


@dataclass(slots=True)
class Sender:
    """A person as a handler sees them, at the address they write from, or are to be told at. `language_chosen`: by
    themselves. `roles`: role → units it is held at. `new`: this is their first message. `back_from`: could not be
    reached from then until this message. `id` 0: nobody we know, or somebody who has just had everything erased.
    `addresses`: all of theirs, where they have several."""

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
    addresses: tuple[Address, ...] = ()

    @property
    def is_citizen(self) -> bool:
        return not self.roles

    @property
    def address_id(self) -> int:
        """Of the row of this address."""
        here = (one.id for one in self.addresses if (one.channel, one.address) == (self.channel, self.address))
        return next(here, self.id)


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
        Person.joined_to_id,
        Person.used_at,
        Appointment.role,
        Appointment.unit_id,
    )
    .outerjoin(Appointment, Appointment.person_id == Person.id)
    .order_by(Person.id, Appointment.id)
)
_AT = _PEOPLE.where(Person.channel == bindparam("channel"), Person.address.in_(bindparam("addresses", expanding=True)))
# Who is being joined to somebody is waited for: what is written for them afterwards is written for that person.
_WRITING = _AT.with_for_update(read=True, key_share=True, of=Person)
_BY_ID = _PEOPLE.where(Person.id.in_(bindparam("ids", expanding=True)))
# Two processes may meet the same new person at once: the second adds nothing and finds the first one's row.
_ADD = insert(Person).on_conflict_do_nothing(index_elements=["channel", "address"])
_SEEN = update(Person).where(Person.id.in_(bindparam("ids", expanding=True))).values(last_seen_on=bindparam("today"))
_BACK = update(Person).where(Person.id.in_(bindparam("ids", expanding=True))).values(unreachable_at=None)


@dataclass(slots=True)
class _Found:
    """`joined_to`: whose further address it is. `several`: there are further ones."""

    sender: Sender
    joined_to: int | None
    several: bool


def _found(rows: Iterable[Any]) -> dict[int, _Found]:
    found: dict[int, _Found] = {}
    for row in rows:
        if row.id not in found:
            sender = Sender(
                row.id, row.channel, row.address, row.name, row.language, row.last_seen_on, row.stopped_at,
                row.unreachable_at, language_chosen=row.language_chosen,
            )  # fmt: skip
            found[row.id] = _Found(sender, row.joined_to_id, row.used_at is not None)
        if row.role is not None:
            found[row.id].sender.roles.setdefault(row.role, []).append(row.unit_id)
    return found


def at(person: Sender, one: Address, addresses: tuple[Address, ...] | None = None) -> Sender:
    """The same person, as they are to be told of something at this address of theirs."""
    addresses = person.addresses if addresses is None else addresses
    person = replace(person, roles={role: list(units) for role, units in person.roles.items()}, addresses=addresses)
    person.channel, person.address, person.unreachable_at = one.channel, one.address, one.unreachable_at
    return person


async def _known(
    db: Connection, channel: str, addresses: list[str], statement: Select[*tuple[Any, ...]] = _AT
) -> dict[str, Sender]:
    """As those to whom these addresses belong."""
    found = _found(await db.execute(statement, {"channel": channel, "addresses": addresses}))
    joined = {one.joined_to or one.sender.id for one in found.values() if one.joined_to or one.several}
    if joined:
        people = _found(await db.execute(_BY_ID, {"ids": sorted(joined)}))
        all_addresses = await addresses_of(db, joined)
        for row_id, one in found.items():
            if (person := one.joined_to or row_id) in joined:
                theirs = all_addresses[person]
                one.sender = at(people[person].sender, next(at_ for at_ in theirs if at_.id == row_id), theirs)
    return {one.sender.address: one.sender for one in found.values()}


async def senders_by_id(db: Connection, person_ids: Iterable[int]) -> dict[int, Sender]:
    """As they are to be told of something. A number from before they were joined is theirs, too."""
    wanted = sorted(set(person_ids))
    if not wanted:
        return {}
    found = _found(await db.execute(_BY_ID, {"ids": wanted}))
    further = {one.joined_to for one in found.values() if one.joined_to} - found.keys()
    if further:
        found |= _found(await db.execute(_BY_ID, {"ids": sorted(further)}))
    several = [id_ for id_, one in found.items() if one.several and not one.joined_to]
    for person, theirs in (await addresses_of(db, several)).items() if several else ():
        found[person].sender = at(found[person].sender, told_at(theirs), theirs)
    return {id_: found[found[id_].joined_to or id_].sender for id_ in wanted if id_ in found}


async def find_senders(
    db: Connection, channel: str, languages: dict[str, str], now: datetime, today: date
) -> dict[str, Sender]:
    """The senders at these addresses (address → language of a newcomer), newcomers added. Whoever writes can be reached
    again."""
    senders = await _known(db, channel, list(languages), _WRITING)
    missing = [address for address in languages if address not in senders]
    if missing:
        seen = {"channel": channel, "first_seen_at": now, "last_seen_on": today}
        await db.execute(_ADD, [{**seen, "address": one, "language": languages[one]} for one in missing])
        newcomers = await _known(db, channel, missing)
        for sender in newcomers.values():
            sender.new = True
        senders |= newcomers
    await _note_heard(db, list(senders.values()), now, today)
    return senders


async def _note_heard(db: Connection, senders: list[Sender], now: datetime, today: date) -> None:
    quiet = [sender for sender in senders if sender.last_seen_on != today]
    if quiet:
        ids = {id_ for sender in quiet for id_ in (sender.id, sender.address_id)}
        await db.execute(_SEEN, {"ids": sorted(ids), "today": today})
    elsewhere = [one.address_id for one in senders if wrote_elsewhere(one.addresses, one.address_id)]
    if elsewhere:
        await note_used(db, elsewhere, now)
    back = [sender for sender in senders if sender.unreachable_at is not None]
    if back:
        await db.execute(_BACK, {"ids": sorted(sender.address_id for sender in back)})
        for sender in back:
            sender.back_from, sender.unreachable_at = sender.unreachable_at, None


async def holders_of(db: Connection, role: Role, known_before: datetime) -> list[Sender]:
    """Everybody with this role, at whatever unit, who had written to the bot by then."""
    statement = (
        select(Person.id)
        .join(Appointment, Appointment.person_id == Person.id)
        .where(Appointment.role == role, Person.first_seen_at < known_before)
        .distinct()
    )
    return list((await senders_by_id(db, (await db.scalars(statement)).all())).values())


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
