"""What stands below a table and is none of its rows: sums, notes, recipients, places for signatures."""

import re
from collections.abc import Sequence

from storage.ground.text import fold
from storage.imports.files.cells import read_text
from storage.imports.files.tables import Row, Unread, numbered

_SUM = re.compile(
    r"(?:tong(?: cong| so)?|cong(?: tong| don)?|toan bo)(?: (?:ho so|nhiem vu|thu tuc))?\s*[:.]?\s*[\d.,]*"
    r"(?:\s*(?:ho so|nhiem vu|thu tuc|noi dung|cong viec|luot|phieu))?\s*[.;]?"
)
_NOTE = re.compile(r"\(?\*+\)?\s?\S.*|[-(]?\s*(?:ghi chu|luu y|chu thich)\s*\)?\s*(?:[:.].*)?", re.DOTALL)
_RECIPIENTS = re.compile(
    r"noi nhan\b.*|[-–+•]?\s*(?:nhu tren|luu\s*[:.]?\s*(?:vt|van thu|hs|ho so)\b.*)[;,.]*", re.DOTALL
)
_SIGNED = re.compile(
    r"""(?:nguoi|can\ bo|chuyen\ vien|ke\ toan)\ (?:lap|tong\ hop|ky)(?:\ (?:bieu|bao\ cao|bang|danh\ sach|so))?
    | (?:dai\ dien\ )?thu\ truong\ (?:don\ vi|co\ quan)
    | \(\s*(?:da\ )?ky\b.* | ky\ ten.* | \(chu\ ky.*
    | (?:kt|tl|tm|tuq|q)\.?\ ?
      (?:giam\ doc|chu\ tich|truong\ phong|chanh\ van\ phong|thu\ truong|ubnd|uy\ ban|bo\ truong)\b.*
    | (?:pho\ )?
      (?:giam\ doc|truong\ phong|chu\ tich|chanh\ van\ phong|lanh\ dao\ (?:don\ vi|co\ quan)|thu\ truong)(?:\ so)?
    | xac\ nhan\ cua\ (?:lanh\ dao|thu\ truong|co\ quan|don\ vi)\b.* | nguoi\ (?:kiem\ tra|duyet|phe\ duyet)
    | (?:[\w\s.]{2,40},\s*)?ngay\b[\d.…\s]*thang\b[\d.…\s]*nam\b[\d.…\s]*""",
    re.VERBOSE,
)
_LONGEST = 160
_DIGIT = re.compile(r"\d")


def foot_of(texts: Sequence[str], *, is_below: bool = False) -> bool:
    """Whether a row with these texts (the filled cells, each once) is no row of the table. `is_below`: recipients or
    signatures stood above it already; then a row of few cells is one of theirs."""
    if not texts or len(texts) > (4 if is_below else 6):
        return False
    folded = [fold(text) for text in texts]
    first = folded[0]
    if len(first) > _LONGEST and not _NOTE.fullmatch(first):
        return False
    if _SUM.fullmatch(first):
        return True
    if len(texts) > 2 and not is_below and not _is_signed(folded):
        return False
    return bool(is_below or _NOTE.fullmatch(first) or ends_table(texts))


def ends_table(texts: Sequence[str]) -> bool:
    """Recipients and signatures: no row below them belongs to the table."""
    folded = [fold(text) for text in texts]
    return bool(folded) and len(folded) <= 4 and (bool(_RECIPIENTS.fullmatch(folded[0])) or _is_signed(folded))


def _is_signed(folded: Sequence[str]) -> bool:
    return any(len(text) <= _LONGEST and _SIGNED.fullmatch(text) for text in folded) and len(folded) <= 4


def _is_sum(row: Row) -> bool:
    first = next((text for cell in row.cells if (text := read_text(cell))), "")
    # A number, as in nearly every row, is no word of a sum.
    return not first[:1].isdigit() and bool(_SUM.fullmatch(fold(first)))


class Foot:
    """Looks at the rows of one table in order. `key`: the column of which a row of data has a value with a digit, or
    any where no row below was one of the foot. A sum may stand in that column, too ("Tổng số: 6 hồ sơ")."""

    def __init__(self, key: int) -> None:
        self._key = key
        self._is_below = False
        self._rows: list[int] = []

    def holds(self, row: Row) -> bool:
        cell = row.cell(self._key)
        has_value = cell != "" and (not isinstance(cell, str) or _DIGIT.search(cell))
        if has_value and not _is_sum(row):
            return False
        texts = list(dict.fromkeys(text for found in row.cells if (text := read_text(found))))
        if not foot_of(texts, is_below=self._is_below):
            return False
        self._is_below = self._is_below or ends_table(texts)
        self._rows.append(row.number)
        return True

    def unread(self, place: str) -> list[Unread]:
        return [numbered("foot_rows", self._rows, place)] if self._rows else []
