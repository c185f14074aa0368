"""Writes procedures that were read; importing again updates by code."""

from typing import Any

from sqlalchemy import select

from storage.database import Connection
from storage.ground.text import shorten
from storage.imports.outcome import Outcome
from storage.imports.procedures import COLUMNS, ProcedureRow, ProceduresFile
from storage.models import Procedure
from storage.upsert import insert


async def store_procedures(db: Connection, unit_id: int, file: ProceduresFile, *, write: bool) -> Outcome:
    outcome = Outcome("procedures", problems=list(file.problems))
    columns = [getattr(Procedure, name) for name in COLUMNS]
    found = await db.execute(select(Procedure.code, *columns).where(Procedure.unit_id == unit_id))
    existing = {row[0]: tuple(row[1:]) for row in found}
    rows = []
    for procedure in file.rows:
        values = _values(procedure, existing.get(procedure.code))
        outcome.count(existing.get(procedure.code), values)
        rows.append({"unit_id": unit_id, "code": procedure.code, **dict(zip(COLUMNS, values, strict=True))})
    outcome.examples = [shorten(f"{row.code} {row.name}", 70) for row in file.rows[:3]]
    if write and rows:
        statement = insert(Procedure)
        updated = {name: statement.excluded[name] for name in COLUMNS}
        await db.execute(statement.on_conflict_do_update(index_elements=["unit_id", "code"], set_=updated), rows)
    return outcome


def _values(row: ProcedureRow, stored: tuple[Any, ...] | None) -> tuple[Any, ...]:
    """What the file does not speak of stays as it is."""
    return tuple(
        stored[index] if stored is not None and name in row.not_told else getattr(row, name)
        for index, name in enumerate(COLUMNS)
    )
