"""A file in, its rows out: the same steps for the chat and the command line. Loads no database."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, assert_never

from storage.imports.detection import detect_kind
from storage.imports.documents import read_documents
from storage.imports.dossiers import read_dossiers
from storage.imports.files.files import read_tables
from storage.imports.files.tables import FileTables, Lines
from storage.imports.names import LineName
from storage.imports.outcome import Line
from storage.imports.parsed import FileKind, ParsedFile
from storage.imports.plan.plan import read_plan
from storage.imports.procedures import read_procedures
from storage.imports.questions import NO_ANSWERS, Answers, Ask
from storage.imports.totals import read_totals

if TYPE_CHECKING:
    from storage.imports.parsed import Content

# Where the place has to be said.
_IN_PLACE: Mapping[LineName, LineName] = {
    "hidden_columns": "hidden_columns_in",
    "hidden_rows": "hidden_rows_in",
    "struck_rows": "struck_rows_in",
    "struck_cells": "struck_cells_in",
    "foot_rows": "foot_rows_in",
    "group_rows": "group_rows_in",
    "loose_rows": "loose_rows_in",
    "shifted_rows": "shifted_rows_in",
    "unread_columns": "unread_columns_in",
}


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
        case FileKind.DOCUMENTS:
            return read_documents(tables, name, answers)
        case _:
            assert_never(kind)


def not_read(tables: FileTables) -> list[Line]:
    lines = [Line("lines_of_file", _counts(tables.lines, tables.rows_read))] if tables.lines else []
    are_several = len(tables) > 1
    for unread in tables.all_unread():
        has_place = are_several and unread.values.get("place")
        lines.append(Line(_IN_PLACE.get(unread.key, unread.key) if has_place else unread.key, unread.values))
    return lines


def _counts(lines: Lines, rows_read: int) -> dict[str, str | int]:
    """Every line of the file is one of these: a row, the heading with what stands above and below, a cell's second
    line, or empty."""
    other = lines.in_file - rows_read - lines.joined - lines.empty
    return {"lines": lines.in_file, "read": rows_read, "joined": lines.joined, "empty": lines.empty, "other": other}
