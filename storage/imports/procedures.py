"""The list of procedures (thủ tục hành chính)."""

import re
from dataclasses import dataclass, replace
from datetime import date

from storage.ground.numerals import read_numeral
from storage.ground.text import fold, fold_letters
from storage.imports.columns import PROCEDURES
from storage.imports.files.cells import read_text, whole_code
from storage.imports.files.files import read_tables
from storage.imports.files.tables import Fault, FileTables, Problem
from storage.imports.plan.areas import is_numeral, split_numeral
from storage.imports.procedure_sheet import Sheet, sheets_of
from storage.imports.questions import NO_ANSWERS, Answers
from storage.imports.reading import RowReader, read_rows
from storage.imports.repetitions import SeenCodes

# Since 2022 services are named by extent instead of levels 2 to 4.
_LEVEL_WORDS = {"toan trinh": 4, "mot phan": 3, "cung cap thong tin": 2}
_LONGEST_DAYS = 1000
_DAYS = re.compile(r"(?:khong qua |toi da )?(\d{1,4})(?:[.,](\d))?(?: ngay.*)?$", re.ASCII | re.DOTALL)
TOLD = ("time_text", "fee", "documents", "form", "link")
COLUMNS = ("name", "field", "service_level", "by_post", "working_days", *TOLD)
_COLUMN_OF = {"time_text": "working_days"}
_FIELD = re.compile(r"(?:cac )?(?:(?:tthc|thu tuc(?: hanh chinh)?) )?(?:thuoc |trong )?linh vuc\b[\s:.\-–]*(?=\S)")
_NO_FIELD = re.compile(r"\d|\b(?:tthc|thu tuc|cap (?:tinh|xa|huyen|so|trung uong)|danh muc)\b")


@dataclass(frozen=True, slots=True)
class ProcedureRow:
    """`service_level`: 1 to 4. `working_days`: what the law gives for one dossier; a half day counts as one;
    `time_text`: the same as it is told. `not_told`: what the file has no column for, which leaves what is stored.
    `level_since`: the first day of its level, where the file says it."""

    row: int
    code: str
    name: str
    field: str
    service_level: int | None
    by_post: bool
    working_days: int | None
    time_text: str = ""
    fee: str = ""
    documents: str = ""
    form: str = ""
    link: str = ""
    not_told: frozenset[str] = frozenset()
    level_since: date | None = None


@dataclass(frozen=True, slots=True)
class ProceduresFile:
    rows: list[ProcedureRow]
    problems: list[Problem]


def read_procedures(data: bytes | FileTables, name: str, answers: Answers = NO_ANSWERS) -> ProceduresFile:
    """Refuses as `read_rows` does."""
    tables = read_tables(data, name)
    if sheets := sheets_of(tables):
        tables.rows_read = len(sheets)
        return ProceduresFile([_of_sheet(sheet, number) for number, sheet in enumerate(sheets, 1)], [])
    rows: list[ProcedureRow] = []
    problems: list[Problem] = []
    seen = SeenCodes[ProcedureRow]()
    field = ""
    for reader in read_rows(tables, name, PROCEDURES, answers):
        if above := _field_above(reader):
            field, tables.rows_read = above, tables.rows_read - 1
            continue
        row = _read(reader, field)
        if not reader.is_left_out and seen.is_new(row.code, replace(row, row=0), reader):
            rows.append(row)
        problems += reader.problems
    return ProceduresFile(rows, problems)


def _field_above(reader: RowReader) -> str:
    """ "II. LĨNH VỰC ĐẤT ĐAI", across the table: the field of the rows below."""
    texts = list(dict.fromkeys(text for cell in reader.cells if (text := read_text(cell))))
    if len(texts) == 2 and is_numeral(texts[0]):
        numeral, name = texts
    elif len(texts) == 1:
        numeral, name = split_numeral(texts[0])
    else:
        return ""
    if found := _FIELD.match(fold_letters(name)):
        name = name[found.end() :]
    elif not numeral or _NO_FIELD.search(fold(name)):
        return ""
    return name.capitalize() if name.isupper() else name


def _read(reader: RowReader, field: str) -> ProcedureRow:
    """`field`: that of the rows above it, where the row names none."""
    code = reader.code("code", needed=True)
    if (whole := whole_code(code)) != code:
        reader.report("procedure.code_padded", False, value=code, code=whole)
    own = reader.text("field")
    return ProcedureRow(
        row=reader.row,
        code=whole,
        name=reader.text("name", needed=True),
        field=own or field,
        service_level=_service_level(reader),
        by_post=reader.yes("by_post"),
        working_days=_working_days(reader),
        time_text=_time(reader.text("working_days")),
        fee=reader.text("fee"),
        documents=reader.text("documents"),
        form=reader.text("form"),
        link=_link(reader.text("link")),
        level_since=reader.day("level_since") if reader.has("service_level") else None,
        not_told=frozenset(
            name for name in COLUMNS if not (reader.has(_COLUMN_OF.get(name, name)) or (name == "field" and field))
        ),
    )


def _of_sheet(sheet: Sheet, number: int) -> ProcedureRow:
    """Only what the sheet says; whether it is done by post or online it says in too many ways."""
    told: dict[str, str] = {**sheet.told, "link": _link(sheet.told.get("link", ""))}
    days = _number_of(_DAYS.match(fold(told.get("time_text", ""))))
    said = {"name", *(name for name, text in told.items() if text), *(("working_days",) if days else ())}
    return ProcedureRow(
        row=number,
        code="".join(sheet.code.split()).upper(),
        name=sheet.name,
        field=told.get("field", ""),
        service_level=None,
        by_post=False,
        working_days=days,
        time_text=told.get("time_text", ""),
        fee=told.get("fee", ""),
        documents=told.get("documents", ""),
        form=told.get("form", ""),
        link=told["link"],
        not_told=frozenset(COLUMNS) - said,
    )


def _time(text: str) -> str:
    """`7` → `7 ngày làm việc`; as it stands where it says of what."""
    return f"{text} ngày làm việc" if re.fullmatch(r"[\d.,]+", text) else text


def _link(text: str) -> str:
    """Only an address of a page: others are no link that can be tapped."""
    return text if re.fullmatch(r"https?://\S{3,500}", text) else ""


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
    days = _number_of(_DAYS.match(folded))
    if days is None and (folded or isinstance(cell, Fault)):
        reader.unreadable("working_days", "cell.no_number", left_out=False)
    return days


def _number_of(match: re.Match[str] | None) -> int | None:
    if match is None:
        return None
    days = int(match.group(1)) + (match.group(2) not in (None, "0"))
    return days if days <= _LONGEST_DAYS else None
