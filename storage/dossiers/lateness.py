"""Dossiers that are late: finished after the day promised, or not yet though it has passed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, select

from storage.database import Connection
from storage.dossiers.histories import histories
from storage.dossiers.history import as_of
from storage.dossiers.naming import OF_DOSSIER, PROCEDURE_NAME
from storage.ground.days.periods import Period
from storage.models import ApologyLetter, Dossier, DossierState, LateSpell, Procedure
from storage.rows import all_as


def late_at_end_of(day: ColumnElement[date] | date) -> ColumnElement[bool]:
    """Was this dossier late when that day ended? Of `LateSpell`, to be joined: at most one spell holds a day."""
    return (LateSpell.late_from <= day) & (LateSpell.late_until.is_(None) | (LateSpell.late_until > day))


@dataclass(frozen=True, slots=True)
class LateDossier:
    id: int
    code: str
    procedure: str
    received_on: date
    due_on: date
    finished_on: date | None
    returned_on: date | None
    state: DossierState
    letter: bool


async def late_dossiers(
    db: Connection, unit_ids: Collection[int], period: Period, today: date, limit: int, offset: int = 0
) -> list[LateDossier]:
    """Late ones received in the period, and those received earlier that went late within it; oldest due date first.
    Each as it stood when the period ended, whatever has become of it since."""
    day = period.as_of(today)
    statement = (
        select(
            Dossier.id,
            Dossier.code,
            PROCEDURE_NAME,
            LateSpell.received_on,
            LateSpell.due_on,
            Dossier.finished_on,
            Dossier.returned_on,
            Dossier.state,
            ApologyLetter.dossier_id.is_not(None).label("letter"),
        )
        .join(LateSpell, LateSpell.dossier_id == Dossier.id)
        .outerjoin(Procedure, OF_DOSSIER)
        .outerjoin(ApologyLetter, (ApologyLetter.dossier_id == Dossier.id) & _written_by(day))
        .where(LateSpell.unit_id.in_(unit_ids), LateSpell.received_on <= day, late_at_end_of(day))
        .where((LateSpell.received_on >= period.first) | (LateSpell.late_from > period.first))
        .order_by(LateSpell.due_on, Dossier.id)
        .limit(limit)
        .offset(offset)
    )
    found = all_as(LateDossier, await db.execute(statement))
    return found if day >= today else await _as_of(db, found, day)


def _written_by(day: date) -> ColumnElement[bool]:
    return ApologyLetter.issued_on.is_(None) | (ApologyLetter.issued_on <= day)


async def _as_of(db: Connection, found: Sequence[LateDossier], day: date) -> list[LateDossier]:
    events = await histories(db, [one.id for one in found])
    then = {one.id: as_of(events[one.id], day) for one in found}
    return [
        replace(one, finished_on=now.finished_on, returned_on=now.returned_on, state=now.state)
        for one in found
        for now in [then[one.id]]
    ]
