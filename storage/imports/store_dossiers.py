"""Writes procedures and dossiers that were read; importing again updates by code."""

from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import bindparam, select

from storage.database import Connection
from storage.dossiers import dossier_code
from storage.imports.dossiers import DossierRow, DossiersFile
from storage.imports.outcome import Outcome
from storage.imports.procedures import ProceduresFile
from storage.imports.tables import Problem
from storage.keys import phone_hash, proof_hash
from storage.models import ApologyLetter, Dossier, DossierDay, Procedure
from storage.text import shorten
from storage.upsert import insert

_CHUNK = 500


def _chunks(rows: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (rows[start : start + _CHUNK] for start in range(0, len(rows), _CHUNK))


async def store_procedures(db: Connection, unit_id: int, file: ProceduresFile, *, write: bool) -> Outcome:
    outcome = Outcome("procedures", problems=list(file.problems))
    names = ("name", "field", "service_level", "by_post", "working_days")
    columns = [getattr(Procedure, name) for name in names]
    found = await db.execute(select(Procedure.code, *columns).where(Procedure.unit_id == unit_id))
    existing = {row[0]: tuple(row[1:]) for row in found}
    rows = []
    for procedure in file.rows:
        values = tuple(getattr(procedure, name) for name in names)
        _count(outcome, existing.get(procedure.code), values)
        rows.append({"unit_id": unit_id, "code": procedure.code, **dict(zip(names, values, strict=True))})
    outcome.examples = [shorten(f"{row.code} {row.name}", 70) for row in file.rows[:3]]
    if write and rows:
        statement = insert(Procedure)
        updated = {name: statement.excluded[name] for name in names}
        await db.execute(statement.on_conflict_do_update(index_elements=["unit_id", "code"], set_=updated), rows)
    return outcome


def _count(outcome: Outcome, old: tuple[Any, ...] | None, new: tuple[Any, ...]) -> bool:
    """Counts a row as new, changed or the same; True where it has to be written."""
    if old is None:
        outcome.new += 1
    elif old == new:
        outcome.same += 1
        return False
    else:
        outcome.changed += 1
    return True


_COLUMNS = (
    "procedure_code",
    "submitted",
    "received_on",
    "due_on",
    "returned_on",
    "phone_hash",
    "proof_hash",
)  # fmt: skip
_EXISTING = select(Dossier.code, Dossier.unit_id, Dossier.id, *(getattr(Dossier, name) for name in _COLUMNS)).where(
    Dossier.code.in_(bindparam("codes", expanding=True))
)


def _values(secret: bytes, code: str, row: DossierRow) -> dict[str, Any]:
    phone = row.phone
    return {
        "procedure_code": row.procedure_code,
        "submitted": row.submitted,
        "received_on": row.received_on,
        "due_on": row.due_on,
        "returned_on": row.returned_on,
        "phone_hash": phone_hash(secret, phone) if phone else None,
        "proof_hash": proof_hash(secret, code, phone[-4:]) if phone else None,
    }


async def store_dossiers(
    db: Connection, secret: bytes, unit_id: int, file: DossiersFile, *, write: bool
) -> AsyncIterator[Outcome]:
    """Yields the outcome so far after each few hundred rows, so that progress can be shown; the last one is whole."""
    outcome = Outcome("dossiers", problems=list(file.problems))
    outcome.examples = [row.code for row in file.rows[:3]]
    days: Counter[tuple[date, str]] = Counter()
    for rows in _chunks(file.rows):
        await _store_chunk(db, secret, unit_id, rows, outcome, days, write)
        yield outcome
    if write:
        await _store_days(db, unit_id, days)
    yield outcome


async def _store_chunk(
    db: Connection,
    secret: bytes,
    unit_id: int,
    rows: Sequence[DossierRow],
    outcome: Outcome,
    days: Counter[tuple[date, str]],
    write: bool,
) -> None:
    by_code = {dossier_code(row.code): row for row in rows}
    existing = {row.code: row for row in await db.execute(_EXISTING, {"codes": list(by_code)})}
    to_write = []
    for code, row in by_code.items():
        old = existing.get(code)
        if old is not None and old.unit_id != unit_id:
            outcome.problems.append(Problem(row.row, "dossier.other_unit", {"code": code}))
            continue
        values = _values(secret, code, row)
        old_values = None if old is None else tuple(getattr(old, name) for name in _COLUMNS)
        if _count(outcome, old_values, tuple(values.values())):
            to_write.append({"unit_id": unit_id, "code": code, **values})
            _count_days(days, old, -1)
            _count_days(days, row, +1)
    if write:
        await _write_chunk(db, to_write, [row for row in rows if row.apology])


def _count_days(days: Counter[tuple[date, str]], row: Any, sign: int) -> None:
    if row is None:
        return
    days[row.received_on, "received"] += sign
    if row.returned_on is not None:
        days[row.returned_on, "returned"] += sign


async def _write_chunk(db: Connection, rows: list[dict[str, Any]], apologised: list[DossierRow]) -> None:
    if rows:
        statement = insert(Dossier)
        updated = {name: statement.excluded[name] for name in _COLUMNS}
        await db.execute(statement.on_conflict_do_update(index_elements=["code"], set_=updated), rows)
    if apologised:
        codes = [dossier_code(row.code) for row in apologised]
        ids = {row.code: row.id for row in await db.execute(_EXISTING, {"codes": codes})}
        letters = [
            {
                "dossier_id": ids[code],
                "number": row.apology.number if row.apology else "",
                "issued_on": row.apology.on if row.apology else None,
            }
            for row in apologised
            if (code := dossier_code(row.code)) in ids
        ]
        await db.execute(insert(ApologyLetter).on_conflict_do_nothing(), letters)


async def _store_days(db: Connection, unit_id: int, days: Counter[tuple[date, str]]) -> None:
    changed = sorted({day for (day, _), count in days.items() if count})
    rows = [
        {"unit_id": unit_id, "day": day, "received": days[day, "received"], "returned": days[day, "returned"]}
        for day in changed
    ]
    if not rows:
        return
    statement = insert(DossierDay)
    added = {
        "received": DossierDay.received + statement.excluded.received,
        "returned": DossierDay.returned + statement.excluded.returned,
    }
    await db.execute(statement.on_conflict_do_update(index_elements=["unit_id", "day"], set_=added), rows)
