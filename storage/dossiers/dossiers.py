"""Dossiers: opened by proof, never by their code alone."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, case, func, select

from storage.database import Connection
from storage.dossiers.naming import OF_DOSSIER, PROCEDURE_NAME
from storage.ground.text import clean
from storage.models import (
    ApologyLetter,
    Dossier,
    DossierAccess,
    DossierState,
    LateSpell,
    Procedure,
    Proof,
    RatedDossier,
    Rating,
)
from storage.rows import one_as
from storage.upsert import insert

LINK_ENDS_AFTER = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class DossierView:
    """`level`: how it was rated, where it was. `promised_on`: the new day an apology letter named. `late_from`: the
    first day at whose end it was, or will be, late."""

    id: int
    unit_id: int
    code: str
    procedure: str
    received_on: date
    due_on: date | None
    state: DossierState
    finished_on: date | None
    returned_on: date | None
    late_from: date | None
    level: int | None
    rated_by: int | None
    rating_id: int | None
    promised_on: date | None

    def is_late(self, today: date) -> bool:
        return self.late_from is not None and self.late_from <= today


_VIEW = (
    select(
        Dossier.id,
        Dossier.unit_id,
        Dossier.code,
        PROCEDURE_NAME,
        Dossier.received_on,
        Dossier.due_on,
        Dossier.state,
        Dossier.finished_on,
        Dossier.returned_on,
        LateSpell.late_from,
        Rating.level,
        Rating.person_id.label("rated_by"),
        Rating.id.label("rating_id"),
        ApologyLetter.new_due_on.label("promised_on"),
    )
    .outerjoin(LateSpell, (LateSpell.dossier_id == Dossier.id) & LateSpell.late_until.is_(None))
    .outerjoin(Procedure, OF_DOSSIER)
    .outerjoin(RatedDossier, RatedDossier.dossier_id == Dossier.id)
    .outerjoin(Rating, Rating.id == RatedDossier.rating_id)
    .outerjoin(ApologyLetter, ApologyLetter.dossier_id == Dossier.id)
    .where(Dossier.id == bindparam("dossier"))
)


def dossier_code(text: str) -> str:
    """The code as it is stored: in capitals, without spaces."""
    return "".join(clean(text).split()).upper()


async def find_dossier(db: Connection, dossier_id: int) -> DossierView | None:
    return one_as(DossierView, await db.execute(_VIEW, {"dossier": dossier_id}))


_insert_access = insert(DossierAccess)
OPEN_DOSSIERS = _insert_access.on_conflict_do_update(
    index_elements=["person_id", "dossier_id"],
    set_={
        "told_at": func.coalesce(DossierAccess.told_at, _insert_access.excluded.told_at),
        "told_state": _insert_access.excluded.told_state,
        "told_due_on": _insert_access.excluded.told_due_on,
        "proof": case((DossierAccess.proof == Proof.DIGITS, DossierAccess.proof), else_=_insert_access.excluded.proof),
    },
)


async def give_access(db: Connection, person_id: int, dossier: DossierView, proof: Proof, now: datetime) -> None:
    """Whoever opens a dossier knows of its state, or of its return, from now on and is not told again."""
    await db.execute(OPEN_DOSSIERS, access_row(person_id, dossier, proof, now))


def access_row(person_id: int, dossier: Any, proof: Proof, now: datetime) -> dict[str, Any]:
    """`dossier`: its id, state, due_on, returned_on."""
    return {
        "person_id": person_id,
        "dossier_id": dossier.id,
        "opened_at": now,
        "proof": proof,
        "told_at": now if dossier.returned_on else None,
        "told_state": dossier.state,
        "told_due_on": dossier.due_on,
    }


async def opened_dossiers(db: Connection, person_id: int, limit: int, offset: int = 0) -> list[DossierView]:
    """Those this person has opened, the newest first."""
    newest = (
        select(DossierAccess.dossier_id)
        .where(DossierAccess.person_id == person_id)
        .order_by(DossierAccess.opened_at.desc(), DossierAccess.dossier_id.desc())
        .limit(limit)
        .offset(offset)
    )
    found = [await find_dossier(db, dossier_id) for dossier_id in (await db.scalars(newest)).all()]
    return [dossier for dossier in found if dossier is not None]


async def count_opened(db: Connection, person_id: int) -> int:
    return (await db.scalars(select(func.count()).where(DossierAccess.person_id == person_id))).one()


async def codes_received_on(db: Connection, unit_ids: Collection[int], day: date, limit: int) -> list[str]:
    statement = (
        select(Dossier.code)
        .where(Dossier.unit_id.in_(unit_ids), Dossier.received_on == day)
        .order_by(Dossier.code)
        .limit(limit)
    )
    return list((await db.scalars(statement)).all())


async def proof_given(db: Connection, person_id: int, dossier_id: int) -> Proof | None:
    """How this person proved the dossier to be theirs; None where they have not."""
    statement = select(DossierAccess.proof).where(
        DossierAccess.person_id == person_id, DossierAccess.dossier_id == dossier_id
    )
    return (await db.scalars(statement)).one_or_none()


async def find_by_code(db: Connection, code: str) -> DossierView | None:
    dossier_id = (await db.scalars(select(Dossier.id).where(Dossier.code == code))).one_or_none()
    return None if dossier_id is None else await find_dossier(db, dossier_id)
