"""Writes procedures and dossiers that were read; importing again updates by code."""

from collections import Counter
from collections.abc import AsyncIterator, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, select

from storage.database import Connection
from storage.dossiers.dossiers import dossier_code
from storage.dossiers.returns import expect_again
from storage.imports.dossiers import DossierRow, DossiersFile
from storage.imports.files.tables import Problem
from storage.imports.outcome import Outcome
from storage.imports.procedures import ProceduresFile
from storage.imports.questions import NO_ANSWERS, Answers
from storage.keys import phone_hash, proof_hash
from storage.models import ApologyLetter, Dossier, Procedure, RatedDossier
from storage.roll_ups import DOSSIERS
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
_EXISTING = (
    select(
        Dossier.code,
        Dossier.unit_id,
        Dossier.id,
        Dossier.phone_erased_at,
        Dossier.return_known_at,
        RatedDossier.rating_id,
        ApologyLetter.dossier_id.is_not(None).label("has_letter"),
        *(getattr(Dossier, name) for name in _COLUMNS),
    )
    .outerjoin(RatedDossier, RatedDossier.dossier_id == Dossier.id)
    .outerjoin(ApologyLetter, ApologyLetter.dossier_id == Dossier.id)
    .where(Dossier.code.in_(bindparam("codes", expanding=True)))
)


def _values(secret: bytes, code: str, row: DossierRow, old: Any) -> dict[str, Any]:
    phone = "" if old is not None and old.phone_erased_at else row.phone
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
    db: Connection,
    secret: bytes,
    unit_id: int,
    file: DossiersFile,
    now: datetime,
    *,
    write: bool,
    answers: Answers = NO_ANSWERS,
) -> AsyncIterator[Outcome]:
    """Yields the outcome so far after each few hundred rows, so that progress can be shown; the last one is whole."""
    outcome = Outcome("dossiers", problems=list(file.problems))
    outcome.examples = [row.code for row in file.rows[:3]]
    store = _Store(db, secret, unit_id, outcome, now, write)
    for rows in _chunks(file.rows):
        await store.chunk(rows)
        yield outcome
    if write:
        await _store_days(db, unit_id, store.days)
    yield outcome


@dataclass(slots=True)
class _Store:
    """One import on its way through the chunks."""

    db: Connection
    secret: bytes
    unit_id: int
    outcome: Outcome
    now: datetime
    write: bool
    days: Counter[tuple[date, str]] = field(default_factory=Counter)

    async def chunk(self, rows: Sequence[DossierRow]) -> None:
        by_code = {dossier_code(row.code): row for row in rows}
        existing = {row.code: row for row in await self.db.execute(_EXISTING, {"codes": list(by_code)})}
        to_write, taken_back = [], []
        for code, row in by_code.items():
            old = existing.get(code)
            if (problem := self._problem(code, row, old)) is not None:
                self.outcome.problems.append(problem)
                continue
            values = _values(self.secret, code, row, old)
            # A letter that the file brings is a change; one that was issued here is not taken back.
            has_letter = old is not None and old.has_letter
            old_values = None if old is None else (*(getattr(old, name) for name in _COLUMNS), has_letter)
            if _count(self.outcome, old_values, (*values.values(), has_letter or row.apology is not None)):
                to_write.append({"unit_id": self.unit_id, "code": code, **values, **self._return_known(row, old)})
                _count_days(self.days, old, -1)
                _count_days(self.days, row, +1)
                if old is not None and old.returned_on is not None and row.returned_on is None:
                    taken_back.append(old.id)
        if self.write:
            await expect_again(self.db, taken_back)
            await _write_chunk(self.db, to_write, [row for row in rows if row.apology])

    def _problem(self, code: str, row: DossierRow, old: Any) -> Problem | None:
        if old is not None and old.unit_id != self.unit_id:
            return Problem(row.row, "dossier.other_unit", {"code": code})
        if old is not None and old.rating_id is not None and row.returned_on is None:
            # Somebody rated the result they hold in their hands: the file is wrong, or the code.
            return Problem(row.row, "dossier.rated_but_not_returned", {"code": code})
        return None

    def _return_known(self, row: DossierRow, old: Any) -> dict[str, datetime | None]:
        if row.returned_on is None:
            return {"return_known_at": None}
        known = None if old is None or old.returned_on is None else old.return_known_at
        return {"return_known_at": known or self.now}


def _count_days(days: Counter[tuple[date, str]], row: Any, sign: int) -> None:
    if row is None:
        return
    days[row.received_on, "received"] += sign
    if row.returned_on is not None:
        days[row.returned_on, "returned"] += sign


async def _write_chunk(db: Connection, rows: list[dict[str, Any]], apologised: list[DossierRow]) -> None:
    if rows:
        statement = insert(Dossier)
        updated = {name: statement.excluded[name] for name in (*_COLUMNS, "return_known_at")}
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
    await DOSSIERS.add(db, rows)
