"""Dossiers of a period procedure by procedure. Reads each of them: for a job, not for the intake."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, func, select

from storage.database import Connection
from storage.dossiers.lateness import late_at_end_of
from storage.dossiers.naming import OF_DOSSIER, PROCEDURE_NAME
from storage.ground.days.periods import Period
from storage.ground.text import fold
from storage.models import Dossier, LateSpell, Procedure, RatedDossier, Rating
from storage.rows import all_as


@dataclass(slots=True)
class ProcedureFigures:
    """`rated`: dossiers covered by a rating that was given in the period."""

    field: str
    procedure: str
    received: int = 0
    late: int = 0
    satisfied: int = 0
    rated: int = 0


_FIELD = func.coalesce(Procedure.field, Dossier.field, "")
_NAMES = (_FIELD.label("field"), PROCEDURE_NAME.label("procedure"))


async def by_procedure(
    db: Connection, unit_ids: Collection[int], period: Period, today: date
) -> list[ProcedureFigures]:
    day = period.as_of(today)
    found: dict[tuple[str, str], ProcedureFigures] = {}
    for name, statement in _statements(unit_ids, period, day).items():
        for field, procedure, count in await db.execute(statement):
            one = found.setdefault((fold(field), fold(procedure)), ProcedureFigures(field, procedure))
            setattr(one, name, getattr(one, name) + int(count))
    return sorted(found.values(), key=lambda one: (-one.late, -one.received, one.procedure))


def _statements(unit_ids: Collection[int], period: Period, day: date) -> Mapping[str, Select[str, str, int]]:
    received = (
        select(*_NAMES, func.count())
        .select_from(Dossier)
        .outerjoin(Procedure, OF_DOSSIER)
        .where(Dossier.unit_id.in_(unit_ids), Dossier.received_on.between(period.first, day))
        .group_by(*_NAMES)
    )
    late = (
        select(*_NAMES, func.count())
        .select_from(LateSpell)
        .join(Dossier, Dossier.id == LateSpell.dossier_id)
        .outerjoin(Procedure, OF_DOSSIER)
        .where(LateSpell.unit_id.in_(unit_ids), LateSpell.received_on.between(period.first, day), late_at_end_of(day))
        .group_by(*_NAMES)
    )
    rated = (
        select(*_NAMES, func.count())
        .select_from(Rating)
        .join(RatedDossier, RatedDossier.rating_id == Rating.id)
        .join(Dossier, Dossier.id == RatedDossier.dossier_id)
        .outerjoin(Procedure, OF_DOSSIER)
        .where(Rating.unit_id.in_(unit_ids), Rating.rated_on.between(period.first, day))
        .group_by(*_NAMES)
    )
    return {"received": received, "late": late, "rated": rated, "satisfied": rated.where(Rating.level >= 4)}


@dataclass(frozen=True, slots=True)
class ProcedureName:
    """`id`: of one that is called so."""

    id: int
    field: str
    name: str


async def names_of_procedures(db: Connection, unit_ids: Collection[int]) -> list[ProcedureName]:
    """Of the lists of procedures of these units, each once."""
    statement = select(func.min(Procedure.id).label("id"), Procedure.field, Procedure.name)
    of_units = statement.where(Procedure.unit_id.in_(unit_ids)).group_by(Procedure.field, Procedure.name)
    return all_as(ProcedureName, await db.execute(of_units.order_by(func.min(Procedure.id))))
