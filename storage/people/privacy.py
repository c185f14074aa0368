"""What is held about a citizen: shown, exported, erased (Law 91/2025 on the protection of personal data).

Figures stay true after erasure: roll-ups name nobody, and a rating stays without its author and words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, update

from storage.cases.cases import OPEN, CaseRow, own_cases
from storage.cases.pictures import pictures_of
from storage.cases.steps import SAID, forget_words, steps_of
from storage.database import Connection
from storage.messages.conversations import WEB
from storage.messages.traffic import forget_events_of
from storage.models import (
    Appointment,
    Case,
    CasePicture,
    Dossier,
    DossierAccess,
    File,
    Job,
    Outbox,
    PendingQuestion,
    Person,
    RatedDossier,
    Rating,
    WebMessage,
)

MOST_CASES = 1000
LAST_WORDS_KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Held:
    """`dossiers`: code, when it was opened, told of and reminded of; `ratings`: as stored, with the codes each covers;
    `cases`: what was written and answered;
    `messages`: the conversation on the web page, which is kept here; that of another channel is kept there."""

    channel: str
    address: str
    first_seen_at: datetime
    stopped: bool
    dossiers: Sequence[dict[str, Any]]
    ratings: Sequence[dict[str, Any]]
    cases: Sequence[dict[str, Any]]
    messages: Sequence[dict[str, Any]]


async def held_about(db: Connection, person_id: int) -> Held:
    person = (await db.execute(select(Person).where(Person.id == person_id))).one()
    opened = (
        select(Dossier.code, DossierAccess.opened_at, DossierAccess.told_at, DossierAccess.reminded_at)
        .join(Dossier, Dossier.id == DossierAccess.dossier_id)
        .where(DossierAccess.person_id == person_id)
        .order_by(DossierAccess.opened_at)
    )
    return Held(
        channel=person.channel,
        address=person.address,
        first_seen_at=person.first_seen_at,
        stopped=person.stopped_at is not None,
        dossiers=[dict(row) for row in (await db.execute(opened)).mappings()],
        ratings=await _ratings(db, person_id),
        cases=[await _case(db, case) for case in await own_cases(db, person_id, MOST_CASES)],
        messages=await _messages(db, person.address) if person.channel == WEB else [],
    )


async def _messages(db: Connection, address: str) -> list[dict[str, Any]]:
    columns = (WebMessage.at, WebMessage.client_id, WebMessage.payload)
    rows = await db.execute(select(*columns).where(WebMessage.address == address).order_by(WebMessage.id))
    return [{"at": row.at, "own": row.client_id is not None, "text": row.payload["text"]} for row in rows]


async def _ratings(db: Connection, person_id: int) -> list[dict[str, Any]]:
    columns = (
        Rating.id,
        Rating.level,
        Rating.rated_at,
        Rating.reasons,
        Rating.comment,
        Rating.contact_at,
        Rating.answer,
    )
    rows = (await db.execute(select(*columns).where(Rating.person_id == person_id).order_by(Rating.id))).all()
    covered = (
        select(RatedDossier.rating_id, Dossier.code)
        .join(Dossier, Dossier.id == RatedDossier.dossier_id)
        .where(RatedDossier.rating_id.in_([row.id for row in rows]))
        .order_by(Dossier.code)
    )
    codes: dict[int, list[str]] = {row.id: [] for row in rows}
    for row in await db.execute(covered):
        codes[row.rating_id].append(row.code)
    return [
        {
            "dossiers": codes[row.id],
            "level": row.level,
            "rated_at": row.rated_at,
            "reasons": list(row.reasons),
            "comment": row.comment,
            "contact_at": row.contact_at,
            "answer": row.answer,
        }
        for row in rows
    ]


async def _case(db: Connection, case: CaseRow) -> dict[str, Any]:
    """With what this person and the agency said, and nothing of who worked on it."""
    said = [step for step in await steps_of(db, case.id) if step.text and step.kind in SAID]
    return {
        "code": case.code,
        "kind": case.kind,
        "received_on": case.received_on,
        "state": case.state,
        "text": case.text,
        "place": case.place,
        "level": case.level,
        "said": [{"kind": step.kind, "at": step.at, "text": step.text} for step in said],
        "pictures": len(await pictures_of(db, case.id)),
    }


async def erase(db: Connection, person_id: int, now: datetime) -> None:
    """All that names this person or was said by them. The phone's hashes on their dossiers go too, for good."""
    person = (await db.execute(select(Person.channel, Person.address).where(Person.id == person_id))).one()
    opened = select(DossierAccess.dossier_id).where(DossierAccess.person_id == person_id)
    phone = {"phone_hash": None, "proof_hash": None, "phone_erased_at": now}
    await db.execute(update(Dossier).where(Dossier.id.in_(opened)).values(phone))
    covering = select(RatedDossier.rating_id).where(RatedDossier.dossier_id.in_(opened))
    # The number of a rater is made of the phone's hash: it goes also where a kiosk or another chat rated.
    await db.execute(update(Rating).where(Rating.id.in_(covering)).values(rater=None))
    words = {"person_id": None, "rater": None, "comment": None, "contact_at": None, "answer": None}
    await db.execute(update(Rating).where(Rating.person_id == person_id).values(words))
    await _leave_cases(db, person_id)
    await db.execute(delete(File).where(File.owner_id == person_id))
    await db.execute(delete(Job).where(Job.person_id == person_id))
    await db.execute(delete(Outbox).where(Outbox.channel == person.channel, Outbox.address == person.address))
    if person.channel == WEB:
        await db.execute(delete(WebMessage).where(WebMessage.address == person.address))
        await forget_events_of(db, person.address)
    await db.execute(delete(DossierAccess).where(DossierAccess.person_id == person_id))
    await db.execute(delete(PendingQuestion).where(PendingQuestion.person_id == person_id))
    await db.execute(delete(Person).where(Person.id == person_id))


async def _leave_cases(db: Connection, person_id: int) -> None:
    """The record of a case stays without its author. What is still open keeps its words and pictures until it is closed
    (docs/decisions/cases-outlive-their-author.md)."""
    own = select(Case.id).where(Case.person_id == person_id)
    await forget_words(db, list((await db.scalars(own.where(~OPEN))).all()))
    pictures = select(CasePicture.file_id).where(CasePicture.case_id.in_(own))
    await db.execute(update(File).where(File.id.in_(pictures)).values(owner_id=None))


async def quiet_citizens(db: Connection, since: date, limit: int) -> list[int]:
    """Citizens who have not written since that day."""
    statement = (
        select(Person.id)
        .where(Person.last_seen_on < since, Person.id.not_in(select(Appointment.person_id)))
        .order_by(Person.id)
        .limit(limit)
    )
    return list((await db.scalars(statement)).all())


async def forget_last_words(db: Connection, now: datetime) -> None:
    """What was said to somebody after they were erased: that it is done."""
    known = select(Person.address).where(Person.channel == WEB)
    await db.execute(delete(WebMessage).where(WebMessage.at < now - LAST_WORDS_KEPT, WebMessage.address.not_in(known)))
