"""Apology letters: owed for each late dossier, drafted, signed, sent. The register of them is the rows themselves.

Nghị định 61/2018/NĐ-CP, Điều 19: where a dossier is late the receiving office apologises in writing, and the day of
return is promised anew once.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, insert, or_, select

from storage import upsert
from storage.database import Connection
from storage.dossiers.lateness import late_at_end_of
from storage.dossiers.naming import OF_DOSSIER, PROCEDURE_NAME
from storage.ground.refusals import Refusal
from storage.models import (
    ENDED,
    ApologyDraft,
    ApologyLetter,
    Dossier,
    DossierAccess,
    LateSpell,
    Person,
    Procedure,
)
from storage.rows import all_as, one_as


@dataclass(frozen=True, slots=True)
class ApologyOwed:
    """`drafted`: a letter is written, with the new day where one is owed, and waits for its number."""

    id: int
    unit_id: int
    code: str
    procedure: str
    received_on: date
    due_on: date
    finished_on: date | None
    returned_on: date | None
    drafted: bool


@dataclass(frozen=True, slots=True)
class Draft:
    reason: str
    new_due_on: date | None


@dataclass(frozen=True, slots=True)
class Issued:
    """The number and day that the records office gives a draft."""

    number: str
    on: date


_DRAFTED = ApologyDraft.dossier_id.is_not(None) & (
    Dossier.finished_on.is_not(None) | ApologyDraft.new_due_on.is_not(None)
)


def _late(unit_ids: Collection[int], today: date) -> Any:
    return (
        select(
            Dossier.id,
            Dossier.unit_id,
            Dossier.code,
            PROCEDURE_NAME,
            Dossier.received_on,
            LateSpell.due_on,
            Dossier.finished_on,
            Dossier.returned_on,
            _DRAFTED.label("drafted"),
        )
        .join(LateSpell, LateSpell.dossier_id == Dossier.id)
        .outerjoin(Procedure, OF_DOSSIER)
        .outerjoin(ApologyDraft, ApologyDraft.dossier_id == Dossier.id)
        .where(LateSpell.unit_id.in_(unit_ids), late_at_end_of(today))
    )


async def owed_letters(
    db: Connection, unit_ids: Collection[int], first: date, last: date, today: date, limit: int, offset: int = 0
) -> list[ApologyOwed]:
    """Late dossiers for which no letter was issued, oldest first: those that the period's figures count as late
    (received in these days, or earlier and gone late within them), and late still."""
    day = min(last, today)
    statement = (
        _late(unit_ids, today)
        .where(LateSpell.received_on <= day, late_at_end_of(day))
        .where(or_(LateSpell.received_on >= first, LateSpell.late_from > first))
        .where(Dossier.id.not_in(select(ApologyLetter.dossier_id)))
        .order_by(LateSpell.due_on, Dossier.id)
        .limit(limit)
        .offset(offset)
    )
    return all_as(ApologyOwed, await db.execute(statement))


async def find_owed(db: Connection, unit_ids: Collection[int], dossier_id: int, today: date) -> ApologyOwed:
    """Refuses with `apology.not_late`, and with `apology.already` where a letter was issued: the decree allows one new
    day only."""
    dossier = one_as(ApologyOwed, await db.execute(_late(unit_ids, today).where(Dossier.id == dossier_id)))
    if dossier is None:
        raise Refusal("apology.not_late")
    letter = (await db.execute(select(ApologyLetter).where(ApologyLetter.dossier_id == dossier_id))).one_or_none()
    if letter is not None:
        raise Refusal("apology.already", code=dossier.code)
    return dossier


async def save_draft(db: Connection, dossier_id: int, person_id: int, draft: Draft, now: datetime) -> None:
    statement = upsert.insert(ApologyDraft)
    updated = {name: statement.excluded[name] for name in ("person_id", "reason", "new_due_on", "drafted_at")}
    await db.execute(
        statement.on_conflict_do_update(index_elements=["dossier_id"], set_=updated),
        {
            "dossier_id": dossier_id,
            "person_id": person_id,
            "reason": draft.reason,
            "new_due_on": draft.new_due_on,
            "drafted_at": now,
        },
    )


async def find_draft(db: Connection, dossier_id: int) -> Draft:
    """Refuses with `apology.no_draft`."""
    statement = select(ApologyDraft.reason, ApologyDraft.new_due_on).where(ApologyDraft.dossier_id == dossier_id)
    row = one_as(Draft, await db.execute(statement))
    if row is None:
        raise Refusal("apology.no_draft")
    return row


async def issue_letter(db: Connection, dossier_id: int, number: str, issued_on: date) -> Draft:
    """Makes the draft the letter. Refuses as `find_draft` does."""
    draft = await find_draft(db, dossier_id)
    await db.execute(delete(ApologyDraft).where(ApologyDraft.dossier_id == dossier_id))
    letter = {"dossier_id": dossier_id, "number": number, "issued_on": issued_on}
    await db.execute(insert(ApologyLetter).values(**letter, reason=draft.reason, new_due_on=draft.new_due_on))
    return draft


async def find_issued(
    db: Connection, unit_ids: Collection[int], dossier_id: int, today: date
) -> tuple[ApologyOwed, Draft, Issued]:
    """A letter written here, as it went out. Refuses with `apology.no_draft` where there is none."""
    letter = (await db.execute(select(ApologyLetter).where(ApologyLetter.dossier_id == dossier_id))).one_or_none()
    dossier = one_as(ApologyOwed, await db.execute(_late(unit_ids, today).where(Dossier.id == dossier_id)))
    if dossier is None or letter is None or letter.issued_on is None:
        raise Refusal("apology.no_draft")
    return dossier, Draft(letter.reason, letter.new_due_on), Issued(letter.number, letter.issued_on)


async def dossier_of_number(db: Connection, unit_ids: Collection[int], number: str, year: int) -> str | None:
    """The code of the dossier whose letter of that year has this number."""
    statement = (
        select(Dossier.code)
        .join(ApologyLetter, ApologyLetter.dossier_id == Dossier.id)
        .where((Dossier.unit_id + 0).in_(unit_ids), func.lower(ApologyLetter.number) == number.lower())
        .where(ApologyLetter.issued_on.between(date(year, 1, 1), date(year, 12, 31)))
        .limit(1)
    )
    return (await db.scalars(statement)).one_or_none()


async def people_waiting(db: Connection, dossier_id: int) -> list[int]:
    """People who opened the dossier and want messages."""
    statement = (
        select(DossierAccess.person_id)
        .join(Person, Person.id == DossierAccess.person_id)
        .where(DossierAccess.dossier_id == dossier_id, Person.stopped_at.is_(None))
    )
    return list((await db.scalars(statement)).all())


async def due_between(db: Connection, first: date, last: date) -> list[tuple[int, str, date]]:
    """(unit, code, due day) of dossiers due in these days and still at work: one that waits for a supplement is not."""
    day_after = timedelta(days=1)
    statement = (
        select(Dossier.unit_id, Dossier.code, LateSpell.due_on)
        .join(LateSpell, LateSpell.dossier_id == Dossier.id)
        .where(LateSpell.late_from.between(first + day_after, last + day_after), LateSpell.late_until.is_(None))
        .where(Dossier.state.not_in(ENDED))
        .order_by(LateSpell.due_on, Dossier.code)
    )
    return [(row.unit_id, row.code, row.due_on) for row in await db.execute(statement)]
