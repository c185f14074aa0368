"""Cells that only lists of dossiers have: how it came, the letter of apology, the phone."""

import re
from functools import lru_cache

from storage.ground.days.typed_days import FULL
from storage.ground.text import fold
from storage.imports.dossier_rows import Apology, Submitted
from storage.imports.files.cells import read_day, read_phone, read_text, read_yes
from storage.imports.files.tables import Cell
from storage.imports.reading import RowReader

_NUMBER = re.compile(r"(?:số\s*:?\s*)?(\d{1,6}\s*/\s*[^\W\d_][\w/.-]*)", re.IGNORECASE)
_DAY = re.compile(FULL)
_NOT_YET = re.compile(r"\b(?:khong|chua|dang|se|du kien)\b")
_SUBMITTED_WORDS = {
    Submitted.POST: ("buu chinh", "buu dien", "bcci", "post"),
    Submitted.ONLINE: ("truc tuyen", "qua mang", "cong dich vu cong", "online", "dvc"),
    Submitted.DIRECT: ("truc tiep", "tai quay", "mot cua", "tai cho", "direct"),
}


@lru_cache(maxsize=256, typed=True)
def read_submitted(cell: Cell) -> Submitted:
    folded = fold(read_text(cell))
    for submitted, words in _SUBMITTED_WORDS.items():
        if any(word in folded for word in words):
            return submitted
    return Submitted.OTHER


def phone_of(reader: RowReader) -> str:
    phone = read_phone(reader.cell("phone"))
    if phone is None:
        # Without the number itself: problems are shown, sent and kept.
        reader.report("dossier.no_phone", left_out=False)
    return phone or ""


def read_apology(reader: RowReader) -> Apology | None:
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
    number, day = _NUMBER.search(text), _DAY.search(fold(text))
    if not (number or day):
        return None
    return Apology("".join(number.group(1).split()) if number else "", read_day(day.group()) if day else None)
