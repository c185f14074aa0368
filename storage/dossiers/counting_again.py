"""Dossiers count under the field and level that the list of procedures has; where that changes, they move."""

from collections.abc import Collection

from sqlalchemy import bindparam, select, update

from storage.database import Connection
from storage.dossiers.handling import Counted, Ending, Moves, count, rows_of
from storage.models import Dossier, Procedure
from storage.roll_ups import HANDLINGS

_TOGETHER = 500
_HELD = (
    ((Dossier.unit_id == bindparam("holder")) & Dossier.holder_id.is_(None))
    | (Dossier.holder_id == bindparam("holder"))
) & Dossier.procedure_code.in_(bindparam("codes", expanding=True))
_OF_LIST = (Procedure.unit_id == bindparam("holder")) & (Procedure.code == Dossier.procedure_code)
_COUNTED = (
    select(
        Dossier.unit_id,
        Dossier.counted_field,
        Dossier.counted_level,
        Dossier.submitted,
        Dossier.received_on,
        Dossier.ended_on,
        Dossier.ended_how,
        Procedure.field,
        Procedure.service_level,
    )
    .join(Procedure, _OF_LIST)
    .where(_HELD)
)
_MOVE = (
    update(Dossier)
    .where(_HELD)
    .values(
        counted_field=select(Procedure.field).where(_OF_LIST).correlate(Dossier).scalar_subquery(),
        counted_level=select(Procedure.service_level).where(_OF_LIST).correlate(Dossier).scalar_subquery(),
    )
)


async def listed(db: Connection) -> dict[tuple[int, str], tuple[str, int | None]]:
    """(unit of the list, code) → field and level of the procedure."""
    columns = (Procedure.unit_id, Procedure.code, Procedure.field, Procedure.service_level)
    return {(row[0], row[1]): (row[2], row[3]) for row in await db.execute(select(*columns))}


async def count_again(db: Connection, holder_id: int, codes: Collection[str]) -> None:
    """The dossiers of procedures of this unit's list that have another field or level now."""
    for begin in range(0, len(codes), _TOGETHER):
        values = {"holder": holder_id, "codes": sorted(codes)[begin : begin + _TOGETHER]}
        moves = Moves()
        for row in await db.execute(_COUNTED, values):
            ending = Ending(row.ended_on, row.ended_how)
            level = row.counted_level
            before = Counted(row.unit_id, row.counted_field, level, row.submitted, row.received_on, ending)
            count(moves, before, -1)
            count(moves, before._replace(field=row.field, level=row.service_level), +1)
        if moves:
            await db.execute(_MOVE, values)
            await HANDLINGS.add(db, rows_of(moves))
