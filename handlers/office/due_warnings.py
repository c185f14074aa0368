"""What is due tomorrow and not returned is warned about today, while something can still be done."""

from collections import defaultdict
from datetime import date, timedelta

from handlers.kit.occasion import Occasion, words_for
from handlers.kit.screens import screen
from handlers.kit.staff import is_time
from handlers.words.formats import day, integer
from storage.dossiers.apologies import due_between
from storage.messages.notices import claim_notice
from storage.models import Role
from storage.people.people import Sender
from storage.people.responsible import responsible_in

TOLD = (Role.STAFF, Role.OFFICER)
SHOWN = 12


async def warn_of_due_dossiers(occasion: Occasion) -> None:
    """Once on each working day, of all that falls due until the next one."""
    working_time, today = occasion.office.working_time, occasion.today
    if not is_time(occasion):
        return
    if not await claim_notice(occasion.db, f"due_warning:{today}", occasion.now):
        return
    tomorrow = today + timedelta(days=1)
    last = working_time.next_working_day(today)
    found = await due_between(occasion.db, tomorrow, last)
    by_unit: defaultdict[int, list[tuple[str, date]]] = defaultdict(list)
    for unit_id, code, due_on in found:
        by_unit[unit_id].append((code, due_on))
    for person, dossiers in await _by_person(occasion, by_unit):
        say = words_for(person)
        lines = [say("due.title", count=integer(len(dossiers)), day=day(last))]
        lines += [say("due.line", code=code, day=day(due_on)) for code, due_on in dossiers[:SHOWN]]
        if len(dossiers) > SHOWN:
            lines.append(say("due.more", count=integer(len(dossiers) - SHOWN)))
        occasion.notify(person, screen(say, lines))


async def _by_person(
    occasion: Occasion, by_unit: dict[int, list[tuple[str, date]]]
) -> list[tuple[Sender, list[tuple[str, date]]]]:
    people: dict[int, Sender] = {}
    dossiers: defaultdict[int, list[tuple[str, date]]] = defaultdict(list)
    for unit_id, due in by_unit.items():
        for person in await responsible_in(occasion.db, unit_id, TOLD):
            people[person.id] = person
            dossiers[person.id] += due
    return [(person, sorted(dossiers[id_], key=lambda item: item[::-1])) for id_, person in people.items()]
