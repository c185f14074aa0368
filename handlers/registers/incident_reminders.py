"""What is broken is chased every two weeks, counted from when somebody last did something about it."""

from collections import defaultdict
from datetime import timedelta

from handlers.kit.occasion import Occasion, words_for
from handlers.kit.screens import screen
from handlers.kit.staff import Directory, is_time
from handlers.registers.actions import ShowIncident, ShowIncidents, Which
from handlers.registers.incident_screens import incident_label
from handlers.replies import Button, Reply
from handlers.routing import REPORTERS
from handlers.words.catalogue import Words
from handlers.words.formats import integer
from handlers.words.registers import letter_words
from storage.ground.text import shorten
from storage.messages.notices import claim_notice, claim_notices
from storage.models import Role
from storage.people.people import Sender, find_sender
from storage.people.responsible import responsible
from storage.people.units import all_units, units_above
from storage.registers.incidents import IncidentRow, last_cared_for, open_incidents

CHASED_EVERY = timedelta(days=14)
SHOWN = 8


async def chase_incidents(occasion: Occasion) -> None:
    """Once on each working day. What fell due while the machine was off is chased once, and each person gets one
    message of all that is due."""
    if not is_time(occasion) or not await claim_notice(occasion.db, f"incidents_chased:{occasion.today}", occasion.now):
        return
    directory = await Directory.open(occasion)
    people: dict[int, Sender] = {}
    told: defaultdict[int, list[IncidentRow]] = defaultdict(list)
    for incident in await _due(occasion):
        present = directory.present(await _responsible(occasion, incident))
        people |= present
        for person_id in present:
            told[person_id].append(incident)
    for person_id, incidents in told.items():
        occasion.notify(people[person_id], _reminder(words_for(people[person_id]), incidents))


async def _due(occasion: Occasion) -> list[IncidentRow]:
    keys: dict[str, int] = {}
    units: set[int] = set()
    for incident_id, (unit_id, since) in (await last_cared_for(occasion.db)).items():
        times = (occasion.today - since) // CHASED_EVERY
        if times > 0:
            keys[f"incident_chase:{incident_id}:{since}:{times}"] = incident_id
            units.add(unit_id)
    claimed = {keys[key] for key in await claim_notices(occasion.db, keys, occasion.now)}
    found = await open_incidents(occasion.db, units, occasion.today) if claimed else []
    return [incident for incident in found if incident.id in claimed]


async def _responsible(occasion: Occasion, incident: IncidentRow) -> list[Sender]:
    """The officer, and whoever reported it; the unit's staff, where that person is no longer one of them."""
    found = {person.id: person for person in await responsible(occasion.db, incident.unit_id, Role.OFFICER)}
    reporter = await find_sender(occasion.db, incident.person_id) if incident.person_id else None
    if reporter is not None and await _reaches(occasion, reporter, incident.unit_id):
        return list((found | {reporter.id: reporter}).values())
    return list((found | {p.id: p for p in await responsible(occasion.db, incident.unit_id, Role.STAFF)}).values())


async def _reaches(occasion: Occasion, person: Sender, unit_id: int) -> bool:
    above = set(units_above(await all_units(occasion.db))[unit_id])
    return any(not above.isdisjoint(person.roles.get(role, ())) for role in REPORTERS)


def _reminder(say: Words, incidents: list[IncidentRow]) -> Reply:
    lines = [say("incident_chase.title", count=integer(len(incidents)))]
    for incident in incidents[:SHOWN]:
        letter = letter_words(say, incident.letters[-1]) if incident.letters else say("incident_chase.no_letter")
        lines += [incident_label(say, incident), f"   {shorten(letter, 150)}"]
    if len(incidents) > SHOWN:
        lines.append(say("incident_chase.more", count=integer(len(incidents) - SHOWN)))
    lines += ["", say("incident_chase.what_to_do")]
    buttons = [
        Button(say("button.incident_number", number=incident.id), ShowIncident(incident.id))
        for incident in incidents[:SHOWN]
    ]
    back = Button(say("button.incidents"), ShowIncidents(Which.OPEN, 0))
    return screen(say, lines, buttons, beside_home=[back])
