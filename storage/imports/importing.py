"""A file in, its rows out: the same steps for the chat and the command line. Loads no database."""

from typing import TYPE_CHECKING, assert_never

from storage.imports.detection import detect_kind
from storage.imports.dossiers import read_dossiers
from storage.imports.files.files import read_tables
from storage.imports.files.tables import FileTables
from storage.imports.leftovers import not_read
from storage.imports.parsed import FileKind, ParsedFile
from storage.imports.plan.plan import read_plan
from storage.imports.procedures import read_procedures
from storage.imports.questions import NO_ANSWERS, Answers, Ask
from storage.imports.totals import read_totals

if TYPE_CHECKING:
    from storage.imports.parsed import Content


def parse_file(data: bytes, name: str, answers: Answers = NO_ANSWERS) -> ParsedFile:
    """Tells the kind of file from its headings unless an answer names it. Refuses a file that cannot be read; raises
    `Unanswered` where it would have to guess."""
    tables = read_tables(data, name)
    kind = FileKind(answers.get(Ask.KIND) or detect_kind(tables, name, answers))
    content = _content(kind, tables, name, answers)
    lines = tables.lines
    return ParsedFile(kind, content, not_read(tables), lines.in_file if lines else None, tables.rows_read)


def _content(kind: FileKind, tables: FileTables, name: str, answers: Answers) -> "Content":
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
