"""A file in, rows stored: the same steps for the chat and the command line."""

import enum
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import assert_never

from storage.database import Connection, Database
from storage.days.working_time import WorkingTime
from storage.imports.detect import detect_kind
from storage.imports.dossiers import DossiersFile, read_dossiers
from storage.imports.files.files import read_tables
from storage.imports.files.tables import FileTables
from storage.imports.not_read import not_read
from storage.imports.outcome import Line, Outcome
from storage.imports.plan.plan import PlanFile, read_plan
from storage.imports.plan.storing import store_plan
from storage.imports.procedures import ProceduresFile, read_procedures
from storage.imports.questions import NO_ANSWERS, Answers, Ask
from storage.imports.source import Source
from storage.imports.store_dossiers import store_dossiers, store_in_pieces
from storage.imports.store_procedures import store_procedures
from storage.imports.store_totals import store_totals
from storage.imports.totals import TotalsFile, read_totals


class FileKind(enum.StrEnum):
    PLAN = "plan"
    PROCEDURES = "procedures"
    DOSSIERS = "dossiers"
    TOTALS = "totals"


Content = PlanFile | ProceduresFile | DossiersFile | TotalsFile


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """`not_read`: what of the file was left away, line by line. `lines_in_file`: of a text table; `rows_read`: rows
    below its headings that were looked at, good ones and others."""

    kind: FileKind
    content: Content
    not_read: list[Line] = field(default_factory=list)
    lines_in_file: int | None = None
    rows_read: int = 0


def parse_file(data: bytes, name: str, answers: Answers = NO_ANSWERS) -> ParsedFile:
    """What the file is is told by its headings where no answer says so. Refuses what cannot be read; raises
    `Unanswered` where it would have to guess."""
    tables = read_tables(data, name)
    kind = FileKind(answers.get(Ask.KIND) or detect_kind(tables, name, answers))
    content = _content(kind, tables, name, answers)
    lines = tables.lines
    return ParsedFile(kind, content, not_read(tables), lines.in_file if lines else None, tables.rows_read)


def _content(kind: FileKind, tables: FileTables, name: str, answers: Answers) -> Content:
    match kind:
        case FileKind.PLAN:
            return read_plan(tables, name, answers)
        case FileKind.PROCEDURES:
            return read_procedures(tables, name, answers)
        case FileKind.DOSSIERS:
            return read_dossiers(tables, name, answers)
        case FileKind.TOTALS:
            return read_totals(tables, name, answers)
        case _:
            assert_never(kind)


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
) -> Outcome:
    """Without `write` nothing is changed and the outcome says what would be; raises `Unanswered` where what is stored
    leaves open what is meant. `progress`: rows done so far."""
    match parsed.content:
        case PlanFile() as content:
            return await store_plan(db, unit_id, content, now, write=write, answers=answers, source=source)
        case ProceduresFile() as content:
            return await store_procedures(db, unit_id, content, write=write)
        case TotalsFile() as content:
            return await store_totals(db, unit_id, content, now, write=write)
        case DossiersFile() as content:
            outcome = Outcome(FileKind.DOSSIERS)
            async for outcome in store_dossiers(
                db, secret, unit_id, content, now, write=write, answers=answers, working_time=working_time
            ):
                progress(outcome.good + len(outcome.problems))
            return outcome
        case _:
            assert_never(parsed.content)


def is_long(parsed: ParsedFile) -> bool:
    """Whether it is to be written by `store_beside`."""
    return isinstance(parsed.content, DossiersFile)


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
    progress: Callable[[int], None] = lambda rows: None,
) -> Outcome:
    """Writes a long file (`is_long`) in pieces while others write, too. `run`: see `store_in_pieces`."""
    if not isinstance(parsed.content, DossiersFile):
        raise TypeError(parsed.kind)
    outcome = Outcome(FileKind.DOSSIERS)
    async for outcome in store_in_pieces(
        database, secret, unit_id, parsed.content, now, answers=answers, working_time=working_time, run=run
    ):
        progress(outcome.good + len(outcome.problems))
    return outcome
