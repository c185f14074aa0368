"""The list of procedures (thủ tục hành chính)."""

import re
from dataclasses import dataclass, replace

from storage.ground.numerals import read_numeral
from storage.ground.text import fold
from storage.imports.columns import PROCEDURES
from storage.imports.files.cells import read_text
from storage.imports.files.tables import Fault, FileTables, Problem
from storage.imports.questions import NO_ANSWERS, Answers
from storage.imports.reading import RowReader, read_rows
from storage.imports.repetitions import SeenCodes

# Since 2022 services are named by extent instead of levels 2 to 4.
_LEVEL_WORDS = {"toan trinh": 4, "mot phan": 3, "cung cap thong tin": 2}
_LONGEST_DAYS = 1000


@dataclass(frozen=True, slots=True)
class ProcedureRow:
    """`service_level`: 1 to 4. `working_days`: what the law gives for one dossier; a half day counts as one."""

    row: int
    code: str
    name: str
    field: str
    service_level: int | None
    by_post: bool
    working_days: int | None


@dataclass(frozen=True, slots=True)
class ProceduresFile:
    rows: list[ProcedureRow]
    problems: list[Problem]


def read_procedures(data: bytes | FileTables, name: str, answers: Answers = NO_ANSWERS) -> ProceduresFile:
    """Refuses as `read_rows` does."""
    rows: list[ProcedureRow] = []
    problems: list[Problem] = []
    seen = SeenCodes[ProcedureRow]()
    for reader in read_rows(data, name, PROCEDURES, answers):
        row = _read(reader)
        if not reader.is_left_out and seen.is_new(row.code, replace(row, row=0), reader):
            rows.append(row)
        problems += reader.problems
    return ProceduresFile(rows, problems)


def _read(reader: RowReader) -> ProcedureRow:
    return ProcedureRow(
        row=reader.row,
        code=reader.code("code", needed=True),
        name=reader.text("name", needed=True),
        field=reader.text("field"),
        service_level=_service_level(reader),
        by_post=reader.yes("by_post"),
        working_days=_working_days(reader),
    )


def _service_level(reader: RowReader) -> int | None:
    folded = fold(read_text(reader.cell("service_level")))
    for words, level in _LEVEL_WORDS.items():
        if words in folded:
            return level
    match = re.fullmatch(r"(?:(?:dvc|muc)?\s*(?:do)?\s*)?([1-4]|i{1,3}|iv)", folded)
    if match:
        return read_numeral(match.group(1))
    if folded.strip("- ") not in ("", "khong"):
        reader.unreadable("service_level", "procedure.no_level", left_out=False)
    return None


def _working_days(reader: RowReader) -> int | None:
    cell = reader.cell("working_days")
    folded = fold(read_text(cell))
    match = re.match(r"(?:khong qua |toi da )?(\d{1,4})(?:[.,](\d))?(?: ngay.*)?$", folded, re.ASCII)
    if match:
        days = int(match.group(1)) + (match.group(2) not in (None, "0"))
        if days <= _LONGEST_DAYS:
            return days
    if folded or isinstance(cell, Fault):
        reader.unreadable("working_days", "cell.no_number", left_out=False)
    return None
