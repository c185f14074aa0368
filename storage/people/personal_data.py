"""What is held about a citizen, as it is shown and exported (Law 91/2025 on the protection of personal data)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from storage.cases.cases import CaseRow, own_cases
from storage.cases.pictures import named_pictures_of
from storage.cases.steps import SAID, steps_of
from storage.database import Connection
from storage.messages.conversations import all_lines
from storage.models import Dossier, DossierAccess, Person, RatedDossier, Rating, RatingAspect, RatingInvitation
from storage.people.addresses import Address, addresses_of

MOST_CASES = 1000


@dataclass(frozen=True, slots=True)
class Held:
    """`also`: channel, address and since when, of their further addresses.

    `dossiers`: code, when it was opened and by what proof, told of and reminded of, and when a message of the
    service's own kind asked to rate it; `ratings`: as stored, with the codes each covers; `cases`: what was written and
    answered, with the names of its `pictures`, whose files are in `picture_files`; `messages`: the conversation, where
    it is kept here; a messenger keeps its own."""

    channel: str
    address: str
    first_seen_at: datetime
    also: Sequence[dict[str, Any]]
    stopped: bool
    dossiers: Sequence[dict[str, Any]]
    ratings: Sequence[dict[str, Any]]
    cases: Sequence[dict[str, Any]]
    messages: Sequence[dict[str, Any]]
    picture_files: Sequence[tuple[str, int]]

    @property
    def chats(self) -> list[tuple[str, datetime]]:
        """Each conversation's channel, and since when."""
        further = [(one["channel"], one["first_seen_at"]) for one in self.also]
        return [(self.channel, self.first_seen_at), *further]


_ASKED = (RatingInvitation.dossier_id == Dossier.id) & (RatingInvitation.person_id == DossierAccess.person_id)
_OPENED = (
    select(
        Dossier.code,
        DossierAccess.opened_at,
        DossierAccess.proof,
        DossierAccess.told_at,
        DossierAccess.reminded_at,
        RatingInvitation.sent_at.label("asked_to_rate_at"),
    )
    .select_from(DossierAccess)
    .join(Dossier, Dossier.id == DossierAccess.dossier_id)
    .outerjoin(RatingInvitation, _ASKED)
    .order_by(DossierAccess.opened_at)
)


async def held_about(db: Connection, person_id: int) -> Held:
    person = (await db.execute(select(Person).where(Person.id == person_id))).one()
    addresses = (await addresses_of(db, [person_id]))[person_id]
    opened = _OPENED.where(DossierAccess.person_id == person_id)
    pictures = await named_pictures_of(db, person_id)
    return Held(
        channel=person.channel,
        address=person.address,
        first_seen_at=person.first_seen_at,
        also=[_chat(one) for one in addresses if one.id != person_id],
        stopped=person.stopped_at is not None,
        dossiers=[dict(row) for row in (await db.execute(opened)).mappings()],
        ratings=await _ratings(db, person_id),
        cases=[
            await _case(db, case, [name for case_id, _, name in pictures if case_id == case.id])
            for case in await own_cases(db, person_id, MOST_CASES)
        ],
        messages=[line for one in addresses if one.is_page for line in await _messages(db, one.address)],
        picture_files=[(name, file_id) for _, file_id, name in pictures],
    )


def _chat(one: Address) -> dict[str, Any]:
    return {"channel": one.channel, "address": one.address, "first_seen_at": one.first_seen_at}


async def _messages(db: Connection, address: str) -> list[dict[str, Any]]:
    lines = await all_lines(db, address)
    return [{"at": line.at, "own": line.client_id is not None, "text": line.content.text} for line in lines]


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
    statement = (
        select(*columns, RatingAspect.aspect, RatingAspect.level.label("aspect_level"))
        .outerjoin(RatingAspect, RatingAspect.rating_id == Rating.id)
        .where(Rating.person_id == person_id)
        .order_by(Rating.id)
    )
    rows = (await db.execute(statement)).all()
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
            "aspect": row.aspect,
            "aspect_level": row.aspect_level,
            "contact_at": row.contact_at,
            "answer": row.answer,
        }
        for row in rows
    ]


async def _case(db: Connection, case: CaseRow, pictures: Sequence[str]) -> dict[str, Any]:
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
        "pictures": pictures,
    }
