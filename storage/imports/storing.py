"""The rows of a file, stored or only compared with what is."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, assert_never

from sqlalchemy import select

from storage.database import Connection, Database
from storage.dossiers.counting_again import count_again
from storage.dossiers.procedure_levels import NewLevel, keep_levels
from storage.ground.days.working_time import WorkingTime, local_day
from storage.ground.text import shorten
from storage.imports.documents import DocumentsFile
from storage.imports.dossier_rows import DossiersFile
from storage.imports.files.tables import Problem
from storage.imports.outcome import Outcome
from storage.imports.parsed import FileKind, ParsedFile
from storage.imports.plan.plan import PlanFile
from storage.imports.plan.storing import store_plan
from storage.imports.procedures import COLUMNS, ProcedureRow, ProceduresFile
from storage.imports.questions import NO_ANSWERS, Answers
from storage.imports.source import Source
from storage.imports.store_documents import Entering, store_documents
from storage.imports.store_dossiers import store_dossiers, store_in_pieces
from storage.imports.totals import TotalRow, TotalsFile
from storage.models import Procedure
from storage.ratings.outside_totals import Placed, Total, TotalsBook
from storage.upsert import insert


async def store_parsed(
    db: Connection,
    secret: bytes,
    unit_id: int,
    parsed: ParsedFile,
    now: datetime,
    *,
    write: bool,
    answers: Answers = NO_ANSWERS,
    source: Source | None = None,
    working_time: WorkingTime | None = None,
    progress: Callable[[int], None] = lambda rows: None,
    own_symbol: str = "",
) -> Outcome:
    """Without `write` nothing is changed and the outcome says what would be; raises `Unanswered` where what is stored
    leaves open what is meant. `progress`: rows done so far; `own_symbol`: the agency's short form, by which its own
    documents are known."""
    match parsed.content:
        case PlanFile() as content:
            return await store_plan(db, unit_id, content, now, write=write, answers=answers, source=source)
        case ProceduresFile() as content:
            return await store_procedures(db, unit_id, content, local_day(now), write=write)
        case TotalsFile() as content:
            return await store_totals(db, unit_id, content, now, write=write)
        case DocumentsFile() as content:
            person_id = source.person_id if source else None
            return await store_documents(db, unit_id, content, Entering(person_id, now, own_symbol), write=write)
        case DossiersFile() as content:
            outcome = Outcome(FileKind.DOSSIERS)
            async for outcome in store_dossiers(
                db, secret, unit_id, content, now, write=write, answers=answers, working_time=working_time
            ):
                progress(outcome.good + len(outcome.problems))
            return outcome
        case _:
            assert_never(parsed.content)


async def store_beside(
    database: Database,
    secret: bytes,
    unit_id: int,
    parsed: ParsedFile,
    now: datetime,
    *,
    run: str = "",
    answers: Answers = NO_ANSWERS,
    working_time: WorkingTime | None = None,
    progress: Callable[[int], Awaitable[None]] | None = None,
    clock: Callable[[], datetime] | None = None,
) -> Outcome:
    """Writes a long file (`is_long`) in pieces while others write, too. `run`: see `store_in_pieces`. `progress`: is
    told how many rows are done."""
    if not isinstance(parsed.content, DossiersFile):
        raise TypeError(parsed.kind)
    outcome = Outcome(FileKind.DOSSIERS)
    pieces = store_in_pieces(
        database, secret, unit_id, parsed.content, now, answers=answers, working_time=working_time, run=run, clock=clock
    )
    async for outcome in pieces:
        if progress is not None:
            await progress(outcome.good + len(outcome.problems))
    return outcome


async def store_procedures(db: Connection, unit_id: int, file: ProceduresFile, today: date, *, write: bool) -> Outcome:
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
        await count_again(db, unit_id, _counted_since(file.rows, rows, existing, today))
        await keep_levels(db, unit_id, _levels(file.rows, rows, existing), today)
    return outcome


def _counted_since(
    read: Sequence[ProcedureRow],
    written: Sequence[Mapping[str, Any]],
    existing: Mapping[str, tuple[Any, ...]],
    today: date,
) -> dict[str, date]:
    """Codes whose field or level is another now, with the day since which the level counts: a first one always has."""
    found = {}
    for row, new in zip(read, written, strict=True):
        before = dict(zip(COLUMNS, existing.get(row.code, ()), strict=False))
        if any(before.get(name) != new[name] for name in ("field", "service_level")):
            is_first = before.get("service_level") is None
            found[row.code] = row.level_since or (date.min if is_first else today)
    return found


def _levels(
    read: Sequence[ProcedureRow], written: Sequence[Mapping[str, Any]], existing: Mapping[str, tuple[Any, ...]]
) -> dict[str, NewLevel]:
    place = COLUMNS.index("service_level")
    return {
        row.code: NewLevel(
            existing[row.code][place] if row.code in existing else None,
            new["service_level"],
            row.level_since,
            row.code not in existing,
        )
        for row, new in zip(read, written, strict=True)
    }


def _values(row: ProcedureRow, stored: tuple[Any, ...] | None) -> tuple[Any, ...]:
    """What the file does not speak of stays as it is."""
    return tuple(
        stored[index] if stored is not None and name in row.not_told else getattr(row, name)
        for index, name in enumerate(COLUMNS)
    )


async def store_totals(db: Connection, unit_id: int, file: TotalsFile, now: datetime, *, write: bool) -> Outcome:
    outcome = Outcome("totals", problems=list(file.problems))
    book = await TotalsBook.of(db, unit_id)
    for row in file.rows:
        total = Total(row.channel, row.from_on, row.to_on, row.satisfied, row.rated)
        placed = book.place(total)
        match placed:
            case Placed.OVERLAP:
                outcome.problems.append(Problem(row.row, "total.overlap", {"channel": row.channel}))
            case Placed.NEW:
                outcome.new += 1
            case Placed.SAME:
                outcome.same += 1
            case Placed.CHANGED:
                outcome.changed += 1
        if write and placed in (Placed.NEW, Placed.CHANGED):
            await book.write(db, total, None, now)
    outcome.channels = [(_named(row), row.satisfied, row.rated) for row in file.rows[:5]]
    return outcome


def _named(row: TotalRow) -> str:
    """With its days: a month that was read wrong is seen before it is counted."""
    return f"{row.channel}, {row.from_on:%d/%m/%Y}–{row.to_on:%d/%m/%Y}"
