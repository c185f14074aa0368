"""Dossiers that are late: returned after the day promised, or not yet though it has passed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select

from storage.database import Connection
from storage.days.periods import Period
from storage.models import ApologyLetter, Dossier, Procedure

# The partial index's own condition: a query that has it reads a few dossiers of a million.
MAYBE_LATE = Dossier.returned_on.is_(None) | (Dossier.returned_on > Dossier.due_on)


def late_at_end_of(day: ColumnElement[date] | date) -> ColumnElement[bool]:
    """Was this dossier late when that day ended?"""
    return MAYBE_LATE & (Dossier.due_on < day)


@dataclass(frozen=True, slots=True)
class LateDossier:
    id: int
    code: str
    procedure: str
    due_on: date | None
    returned_on: date | None
    letter: bool


async def late_dossiers(
    db: Connection, unit_ids: Collection[int], period: Period, today: date, limit: int, offset: int = 0
) -> list[LateDossier]:
    """Late ones received in the period, and those received earlier that went late within it; oldest due date first."""
    day = period.as_of(today)
    statement = (
        select(
            Dossier.id,
            Dossier.code,
            func.coalesce(Procedure.name, Dossier.procedure_code),
            Dossier.due_on,
            Dossier.returned_on,
            ApologyLetter.dossier_id.is_not(None),
        )
        .outerjoin(Procedure, (Procedure.code == Dossier.procedure_code) & (Procedure.unit_id == Dossier.unit_id))
        .outerjoin(ApologyLetter, ApologyLetter.dossier_id == Dossier.id)
        .where(Dossier.unit_id.in_(unit_ids), Dossier.received_on <= day, late_at_end_of(day))
        .where((Dossier.received_on >= period.first) | (Dossier.due_on >= period.first))
        .order_by(Dossier.due_on, Dossier.id)
        .limit(limit)
        .offset(offset)
    )
    return [LateDossier(*row) for row in await db.execute(statement)]
