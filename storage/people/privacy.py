"""What is held about a citizen is erased (Law 91/2025 on the protection of personal data).

Figures stay true after it: roll-ups name nobody, and a rating stays without its author and words.
"""

from datetime import date, datetime

from sqlalchemy import delete, exists, select, update

from storage.cases.cases import OPEN
from storage.cases.steps import forget_words
from storage.database import Connection
from storage.facts import fact, set_fact
from storage.messages.conversations import forget_conversation
from storage.messages.files import forget_files_of
from storage.messages.traffic import forget_events_of
from storage.models import (
    Appointment,
    Case,
    Dossier,
    DossierAccess,
    Job,
    NumberedMenu,
    Outbox,
    PendingQuestion,
    Person,
    Proof,
    RatedDossier,
    Rating,
)
from storage.people.addresses import Address, addresses_of

_FORGOTTEN_UP_TO = "forgotten_up_to"


async def erase(db: Connection, person_id: int, now: datetime) -> None:
    """As they wish: all that names this person or was said by them, and for good the hashes of their phone."""
    await _erase_phones(db, person_id, now)
    for one in await _addresses(db, person_id):
        await forget_events_of(db, one.channel, one.address)
    await forget(db, person_id)


async def _addresses(db: Connection, person_id: int) -> tuple[Address, ...]:
    return (await addresses_of(db, [person_id]))[person_id]


async def _erase_phones(db: Connection, person_id: int, now: datetime) -> None:
    """Of dossiers that only this person has opened, with a phone whose digits they knew. Somebody who merely holds a
    receipt must not take the proof away from the phone's owner."""
    opened = select(DossierAccess.dossier_id).where(DossierAccess.person_id == person_id)
    by_digits = opened.where(DossierAccess.proof == Proof.DIGITS)
    phones = select(Dossier.phone_hash).where(Dossier.id.in_(by_digits), Dossier.phone_hash.is_not(None))
    others = exists().where(DossierAccess.dossier_id == Dossier.id, DossierAccess.person_id != person_id)
    own = select(Dossier.id).where(Dossier.id.in_(opened), Dossier.phone_hash.in_(phones), ~others)
    proved = list((await db.scalars(own)).all())
    phone = {"phone_hash": None, "proof_hash": None, "phone_erased_at": now}
    await db.execute(update(Dossier).where(Dossier.id.in_(proved)).values(phone))
    covering = select(RatedDossier.rating_id).where(RatedDossier.dossier_id.in_(proved))
    # The number of a rater is made of the phone's hash: it goes also where a kiosk or another chat rated.
    await db.execute(update(Rating).where(Rating.id.in_(covering)).values(rater=None))


async def forget(db: Connection, person_id: int) -> None:
    """All that names this person or was said by them, at whatever address; what is known of a dossier stays with
    it."""
    addresses = await _addresses(db, person_id)
    words = {"person_id": None, "rater": None, "comment": None, "contact_at": None, "answer": None}
    await db.execute(update(Rating).where(Rating.person_id == person_id).values(words))
    await _leave_cases(db, person_id)
    await forget_files_of(db, person_id)
    await db.execute(delete(Job).where(Job.person_id == person_id))
    for one in addresses:
        for table in (Outbox, NumberedMenu):
            await db.execute(delete(table).where(table.channel == one.channel, table.address == one.address))
        if one.is_page:
            await forget_conversation(db, one.address)
    await db.execute(delete(DossierAccess).where(DossierAccess.person_id == person_id))
    await db.execute(delete(PendingQuestion).where(PendingQuestion.person_id == person_id))
    await db.execute(delete(Person).where(Person.id == person_id))  # and with it their further addresses


async def _leave_cases(db: Connection, person_id: int) -> None:
    """The record of a case stays without its author. What is still open keeps its words and pictures until it is closed
    (docs/decisions/cases-outlive-their-author.md)."""
    await db.execute(update(Case).where(Case.person_id == person_id).values(sent_id=""))
    own = select(Case.id).where(Case.person_id == person_id)
    await forget_words(db, list((await db.scalars(own.where(~OPEN))).all()))


async def quiet_citizens(db: Connection, since: date, limit: int) -> list[int]:
    """Citizens who have not written since that day: those behind the last ones this gave, then from the beginning. Who
    cannot be forgotten is so no reason to forget nobody else."""
    after = int(await fact(db, _FORGOTTEN_UP_TO) or 0)
    held = select(Appointment.person_id)
    quiet = (Person.last_seen_on < since, Person.joined_to_id.is_(None), Person.id.not_in(held))
    statement = select(Person.id).where(Person.id > after, *quiet).order_by(Person.id).limit(limit)
    found = list((await db.scalars(statement)).all())
    await set_fact(db, _FORGOTTEN_UP_TO, str(found[-1] if len(found) == limit else 0))
    return found
