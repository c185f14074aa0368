"""Dossiers (hồ sơ). The applicant's name is not among the columns looked for, so it never leaves the file."""

import enum
import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from storage.imports.columns import DOSSIERS
from storage.imports.files.cells import read_day, read_phone, read_text, read_yes
from storage.imports.files.tables import Cell, FileTables, Problem
from storage.imports.questions import NO_ANSWERS, Answers
from storage.imports.reading import RowReader, read_rows
from storage.imports.unique import SeenCodes
from storage.text import fold

_NUMBER = re.compile(r"(?:số\s*:?\s*)?(\d{1,6}\s*/\s*[^\W\d_][\w/.-]*)", re.IGNORECASE)
_DAY = re.compile(r"\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|\d{1,2}\s*tháng\s*\d{1,2}\s*năm\s*\d{4}", re.IGNORECASE)
_NOT_YET = re.compile(r"\b(?:khong|chua|dang|se|du kien)\b")


class Submitted(enum.StrEnum):
    DIRECT = "direct"
    ONLINE = "online"
    POST = "post"
    OTHER = "other"


_SUBMITTED_WORDS = {
    Submitted.POST: ("buu chinh", "buu dien", "bcci", "post"),
    Submitted.ONLINE: ("truc tuyen", "qua mang", "cong dich vu cong", "online", "dvc"),
    Submitted.DIRECT: ("truc tiep", "tai quay", "mot cua", "tai cho", "direct"),
}


@dataclass(frozen=True, slots=True)
class Apology:
    number: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class DossierRow:
    """`phone`: digits from the leading 0, empty when unknown; to be kept as a keyed hash only. `apology`: None when
    no letter was sent."""

    row: int
    code: str
    procedure_code: str
    phone: str
    submitted: Submitted
    received_on: date
    due_on: date
    returned_on: date | None
    apology: Apology | None


@dataclass(frozen=True, slots=True)
class DossiersFile:
    rows: list[DossierRow]
    problems: list[Problem]


def read_dossiers(data: bytes | FileTables, name: str, answers: Answers = NO_ANSWERS) -> DossiersFile:
    rows: list[DossierRow] = []
    problems: list[Problem] = []
    seen = SeenCodes[DossierRow]()
    for reader in read_rows(data, name, DOSSIERS, answers):
        row = _read(reader)
        if row and seen.is_new(row.code, replace(row, row=0), reader):
            rows.append(row)
        problems += reader.problems
    return DossiersFile(rows, problems)


def _read(reader: RowReader) -> DossierRow | None:
    code = reader.code("code", needed=True)
    received_on = reader.day("received_on", needed=True)
    due_on = reader.day("due_on", needed=True)
    returned_on = reader.day("returned_on" if reader.has("returned_on") else "finished_on")
    if received_on is None or due_on is None or not _is_possible(reader, received_on, due_on, returned_on):
        return None
    return DossierRow(
        row=reader.row,
        code=code,
        procedure_code=reader.code("procedure_code"),
        phone=_phone(reader),
        submitted=_submitted(read_text(reader.cell("submitted"))),
        received_on=received_on,
        due_on=due_on,
        returned_on=returned_on,
        apology=_apology(reader),
    )


def _is_possible(reader: RowReader, received_on: date, due_on: date, returned_on: date | None) -> bool:
    if due_on < received_on:
        reader.report("dossier.due_before_received", received=_shown(received_on), due=_shown(due_on))
    if returned_on and returned_on < received_on:
        reader.report("dossier.returned_before_received", received=_shown(received_on), returned=_shown(returned_on))
    return not reader.is_left_out


def _shown(day: date) -> str:
    return day.strftime("%d/%m/%Y")


def _phone(reader: RowReader) -> str:
    phone = read_phone(reader.cell("phone"))
    if phone is None:
        # Without the number itself: problems are shown, sent and kept.
        reader.report("dossier.no_phone", left_out=False)
    return phone or ""


@lru_cache(maxsize=256)
def _submitted(text: str) -> Submitted:
    folded = fold(text)
    for submitted, words in _SUBMITTED_WORDS.items():
        if any(word in folded for word in words):
            return submitted
    return Submitted.OTHER


def _apology(reader: RowReader) -> Apology | None:
    cell = reader.cell("apology")
    answer = read_yes(cell)
    if answer is None:
        letter = _letter(cell)
        if letter is None:
            reader.unreadable("apology", "dossier.apology_unclear", left_out=False)
        return letter
    return Apology() if answer else None


def _letter(cell: Cell) -> Apology | None:
    if on := read_day(cell):
        return Apology(on=on)
    text = read_text(cell)
    if _NOT_YET.search(fold(text)):
        return None
    number, day = _NUMBER.search(text), _DAY.search(text)
    if not (number or day):
        return None
    return Apology("".join(number.group(1).split()) if number else "", read_day(day.group()) if day else None)
