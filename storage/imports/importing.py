"""A file in, its rows out: the same steps for the chat and the command line. Loads no database."""

import enum
from dataclasses import dataclass, field
from typing import assert_never

from storage.imports.detect import detect_kind
from storage.imports.dossier_rows import DossiersFile
from storage.imports.dossiers import read_dossiers
from storage.imports.files.files import read_tables
from storage.imports.files.tables import FileTables
from storage.imports.not_read import not_read
from storage.imports.outcome import Line
from storage.imports.plan.plan import PlanFile, read_plan
from storage.imports.procedures import ProceduresFile, read_procedures
from storage.imports.questions import NO_ANSWERS, Answers, Ask
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
    """Tells the kind of file from its headings unless an answer names it. Refuses a file that cannot be read; raises
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
