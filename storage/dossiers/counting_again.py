"""Dossiers count under the field and level that the list of procedures has; where that changes, they move."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Date, bindparam, select, update

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
        Dossier.procedure_code,
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
_NOW = {name: select(column).where(_OF_LIST).correlate(Dossier).scalar_subquery()
        for name, column in (("field", Procedure.field), ("level", Procedure.service_level))}  # fmt: skip
_MOVE_FIELD = update(Dossier).where(_HELD).values(counted_field=_NOW["field"])
_MOVE_LEVEL = (
    update(Dossier)
    .where(_HELD, Dossier.received_on >= bindparam("since", type_=Date))
    .values(counted_level=_NOW["level"])
)


async def listed(db: Connection) -> dict[tuple[int, str], tuple[str, int | None]]:
    """(unit of the list, code) → field and level of the procedure."""
    columns = (Procedure.unit_id, Procedure.code, Procedure.field, Procedure.service_level)
    return {(row[0], row[1]): (row[2], row[3]) for row in await db.execute(select(*columns))}


async def count_again(db: Connection, holder_id: int, changed: Mapping[str, date]) -> None:
    """The dossiers of procedures of this unit's list that have another field or level now. `changed`: code → the day
    since which its level counts; what was received before keeps the level it had then."""
    codes = sorted(changed)
    for begin in range(0, len(codes), _TOGETHER):
        values = {"holder": holder_id, "codes": codes[begin : begin + _TOGETHER]}
        moves = Moves()
        for row in await db.execute(_COUNTED, values):
            ending = Ending(row.ended_on, row.ended_how)
            level = row.counted_level
            before = Counted(row.unit_id, row.counted_field, level, row.submitted, row.received_on, ending)
            if row.received_on >= changed[row.procedure_code]:
                level = row.service_level
            count(moves, before, -1)
            count(moves, before._replace(field=row.field, level=level), +1)
        if moves:
            await db.execute(_MOVE_FIELD, values)
            await _move_levels(db, values, changed)
            await HANDLINGS.add(db, rows_of(moves))


async def _move_levels(db: Connection, values: dict[str, Any], changed: Mapping[str, date]) -> None:
    together: dict[date, list[str]] = {}
    for code in values["codes"]:
        together.setdefault(changed[code], []).append(code)
    for since, codes in together.items():
        await db.execute(_MOVE_LEVEL, {**values, "codes": codes, "since": since})
