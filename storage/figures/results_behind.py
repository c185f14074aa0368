"""The dossiers behind a cell of form II.06a."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, Integer, bindparam, func, or_, select

from storage.database import Connection
from storage.dossiers.naming import OF_DOSSIER, PROCEDURE_NAME
from storage.figures.results import ENDED, IS_OVERDUE, WAITS, Cell, Key, Results, by_unit
from storage.ground.days.periods import Period
from storage.models import ApologyLetter, Dossier, EndedHow, Procedure
from storage.rows import all_as

_FIRST, _DAY = bindparam("first", type_=Date), bindparam("day", type_=Date)
_CAME = Dossier.received_on >= _FIRST
_EARLIER = (Dossier.received_on < _FIRST) & (ENDED >= _FIRST)
_ENDED = ENDED.between(_FIRST, _DAY)
_IN_HAND = (ENDED > _DAY) & ~WAITS
_BEHIND: Mapping[Cell, ColumnElement[bool]] = {
    Cell.RECEIVED: or_(_CAME, _EARLIER),
    Cell.ONLINE: _CAME & (Dossier.submitted == "online"),
    Cell.OTHER: _CAME & (Dossier.submitted != "online"),
    Cell.EARLIER: _EARLIER,
    Cell.RESOLVED: or_(_ENDED, WAITS),
    Cell.BEFORE: _ENDED & (Dossier.ended_how == EndedHow.BEFORE),
    Cell.ON_TIME: or_(_ENDED & (Dossier.ended_how == EndedHow.IN_TIME), WAITS),
    Cell.LATE: _ENDED & (Dossier.ended_how == EndedHow.LATE),
    Cell.IN_HAND: _IN_HAND,
    Cell.STILL_IN_TIME: _IN_HAND & ~IS_OVERDUE,
    Cell.OVERDUE: IS_OVERDUE,
}
"""Of dossiers received up to the day."""


@dataclass(frozen=True, slots=True)
class Behind:
    """`reason`: why it was late, where its letter says so."""

    id: int
    code: str
    procedure: str
    received_on: date
    due_on: date | None
    ended_on: date | None
    reason: str


_DOSSIERS: Any = (
    select(
        Dossier.id,
        Dossier.code,
        PROCEDURE_NAME,
        Dossier.received_on,
        Dossier.due_on,
        Dossier.ended_on,
        func.coalesce(ApologyLetter.reason, "").label("reason"),
    )
    .outerjoin(Procedure, OF_DOSSIER)
    .outerjoin(ApologyLetter, ApologyLetter.dossier_id == Dossier.id)
    .where(Dossier.unit_id == bindparam("unit"), Dossier.received_on <= _DAY)
    .order_by(Dossier.received_on.desc(), Dossier.id.desc())
    .limit(bindparam("most", type_=Integer))
)


async def dossiers_behind(
    db: Connection,
    found: Mapping[Key, Results],
    period: Period,
    today: date,
    cell: Cell,
    field: str | None = None,
    *,
    limit: int,
    offset: int = 0,
) -> list[Behind]:
    """The newest first. `found`: of the period; it says how many each unit has, so that none is searched beyond its
    last one. `field`: None for all."""
    day = period.as_of(today)
    counts = by_unit({key: one for key, one in found.items() if field is None or key[1] == field})
    statement = _DOSSIERS.where(_BEHIND[cell])
    if field is not None:
        statement = statement.where(Dossier.counted_field == field)
    rows: list[Behind] = []
    for unit_id, one in counts.items():
        most = min(one.of(cell), offset + limit)
        if most > 0:
            values = {"unit": unit_id, "first": period.first, "day": day, "most": most}
            rows += all_as(Behind, await db.execute(statement, values))
    rows.sort(key=lambda row: (row.received_on, row.id), reverse=True)
    return [_then(row, day) for row in rows[offset : offset + limit]]


def _then(one: Behind, day: date) -> Behind:
    """What ended later was in hand then."""
    if one.ended_on is None or one.ended_on <= day:
        return one
    return replace(one, ended_on=None)
