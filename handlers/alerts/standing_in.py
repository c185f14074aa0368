"""What somebody cannot be told because they have blocked the bot reaches the next in line, who is told why."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import timedelta

from handlers.alerts.news import alert_reply, together
from handlers.kit.naming import person_called
from handlers.kit.occasion import Occasion, words_for
from handlers.replies import Reply, reply_of
from storage.messages.alerts import AlertRow, alerts_by_id, raise_alerts
from storage.messages.payloads import Said
from storage.messages.traffic import was_told
from storage.models import Role
from storage.people.leaves import deputies_on
from storage.people.people import Sender, find_sender
from storage.people.responsible import levels
from storage.people.units import all_units, units_above

SAME_TEXT_WITHIN = timedelta(days=1)
# Whoever leads stands first; the officer's rank is the unit's other desk.
RANKS = (Role.DIRECTOR, Role.OFFICER, Role.STAFF)


async def pass_on(occasion: Occasion, person: Sender, said: Said) -> int | None:
    """How many people have it now, also from before; None for what was said to this person alone."""
    if said.duty is None or person.is_citizen:
        return None
    if said.duty.alerts:
        return await _pass_on_alerts(occasion, person, await alerts_by_id(occasion.db, said.duty.alerts))
    unit_id = min(unit for units in person.roles.values() for unit in units)
    receivers = await next_in_line(occasion, person, unit_id)
    for receiver in receivers:
        since = occasion.now - SAME_TEXT_WITHIN
        if not await was_told(occasion.db, receiver.channel, receiver.address, said.text, since):
            occasion.notify(receiver, await _with_reason(occasion, receiver, person, reply_of(said)))
    return len(receivers)


async def _pass_on_alerts(occasion: Occasion, person: Sender, rows: Sequence[AlertRow]) -> int:
    """Each is the receiver's own from now on, with its buttons; who was told of it before is not told again."""
    told: defaultdict[int, list[AlertRow]] = defaultdict(list)
    people: dict[int, Sender] = {}
    for row in rows:
        receivers = {one.id: one for one in await next_in_line(occasion, person, row.unit_id)}
        people |= receivers
        about = (row.kind, row.subject_id, row.unit_id, row.text)
        for new in await raise_alerts(occasion.db, receivers, *about, occasion.now, held=False):
            told[new.person_id].append(new)
    for person_id, own in told.items():
        receiver = people[person_id]
        say = words_for(receiver)
        reply = await alert_reply(occasion, say, own[0]) if len(own) == 1 else together(say, own, "alerts.held")
        occasion.notify(receiver, await _with_reason(occasion, receiver, person, reply))
    return len(people)


async def _with_reason(occasion: Occasion, receiver: Sender, person: Sender, reply: Reply) -> Reply:
    say = words_for(receiver)
    why = say("standing_in.why", who=await person_called(occasion, say, person))
    return replace(reply, text=f"{why}\n\n{reply.text}")


async def tell_officers(occasion: Occasion, person: Sender) -> None:
    """Once, when it is found out; not those who have just been told as the next in line."""
    unit_id = min(unit for units in person.roles.values() for unit in units)
    told = {receiver.id for receiver, _ in occasion.notices}
    officers = next(iter(await levels(occasion.db, unit_id, Role.OFFICER)), [])
    for officer in _free([one for one in officers if one.id not in told], person):
        say = words_for(officer)
        who = await person_called(occasion, say, person)
        occasion.notify(officer, Reply(say("standing_in.officer", who=who), alone=True))


async def next_in_line(occasion: Occasion, person: Sender, unit_id: int) -> Sequence[Sender]:
    """Their deputy; who holds the same role beside them; of a leader the officer, then who stands above; of others
    the head first. Nobody who cannot be reached either."""
    chain = units_above(await all_units(occasion.db))[unit_id]
    role, at = _place(person, chain)
    deputy = await _deputy(occasion, person, role, chain)
    peers, above = [], await levels(occasion.db, at, role)
    if role in person.roles and above:
        peers, *above = above
    directors = above if role is Role.DIRECTOR else await levels(occasion.db, unit_id, Role.DIRECTOR)
    officers = above if role is Role.OFFICER else await levels(occasion.db, unit_id, Role.OFFICER)
    further = [*officers, *directors] if role in (Role.DIRECTOR, Role.OFFICER) else [*directors, *officers]
    for rank in ([deputy] if deputy else [], peers, *further):
        if free := _free(rank, person):
            return free
    return []


def _place(person: Sender, chain: Sequence[int]) -> tuple[Role, int]:
    """The highest of their roles that answers for the unit at the chain's beginning, and where they hold it."""
    held = ((role, unit) for role in RANKS for unit in chain if unit in person.roles.get(role, ()))
    return next(held, (Role.DIRECTOR, chain[0]))


async def _deputy(occasion: Occasion, person: Sender, role: Role, chain: Collection[int]) -> Sender | None:
    """Only one who may do there what the person may."""
    deputy_id = (await deputies_on(occasion.db, occasion.today)).get(person.id)
    deputy = await find_sender(occasion.db, deputy_id) if deputy_id else None
    return deputy if deputy and not set(chain).isdisjoint(deputy.roles.get(role, ())) else None


def _free(rank: Sequence[Sender], person: Sender) -> list[Sender]:
    return [one for one in rank if one.id != person.id and one.unreachable_at is None]
