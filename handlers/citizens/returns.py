"""Tells people who wait for a dossier of its return, with the faces right under the message, and reminds them once."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, time

from handlers.citizens.actions import StopMessages
from handlers.citizens.rating import rating_part
from handlers.kit.occasion import Occasion, words_for
from handlers.replies import Button, Reply
from handlers.words.formats import day, integer
from storage.dossiers.dossiers import find_dossier
from storage.dossiers.returns import Waiting, claim_reminders, claim_returned
from storage.ground.days.working_time import LOCAL_ZONE
from storage.people.people import senders_by_id

# Nobody is reminded at night. That a dossier is returned is said when it is known.
REMIND_FROM, REMIND_UNTIL = time(8), time(20)


async def tell_returned(occasion: Occasion) -> None:
    await _tell(occasion, await claim_returned(occasion.db, occasion.now), "returned.told")


def is_day(now: datetime) -> bool:
    return REMIND_FROM <= now.astimezone(LOCAL_ZONE).time() < REMIND_UNTIL


async def remind_to_rate(occasion: Occasion) -> None:
    if is_day(occasion.now):
        await _tell(occasion, await claim_reminders(occasion.db, occasion.now), "returned.reminded")


async def _tell(occasion: Occasion, waiting: Sequence[Waiting], key: str) -> None:
    """One message to each person, however many of their dossiers came back together."""
    dossiers: defaultdict[int, list[int]] = defaultdict(list)
    for waits in waiting:
        dossiers[waits.person_id].append(waits.dossier_id)
    for person in (await senders_by_id(occasion.db, dossiers)).values():
        if not person.is_citizen:
            continue
        first, *others = dossiers[person.id]
        dossier = await find_dossier(occasion.db, first)
        if dossier is None:
            continue
        say = words_for(person)
        words, rows = await rating_part(occasion, person, dossier)
        more = say("returned.more", count=integer(len(others))) if others else ""
        values = {"code": dossier.code, "procedure": dossier.procedure, "more": more, "agency": occasion.office.agency}
        text = say(key, **values, day=day(dossier.returned_on or occasion.today))
        stop = Button(say("button.stop"), StopMessages())
        reply = Reply(f"{text}\n\n{words}", (*rows, (stop,)), asks_to_rate=dossier.id)
        occasion.notify(person, reply)
