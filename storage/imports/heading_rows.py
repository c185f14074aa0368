"""Which rows can be headings at all, and what of a row may be shown: a file's data never leaves it in a refusal."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta

from storage.ground.text import clean, fold
from storage.imports.columns import KINDS
from storage.imports.files.tables import Cell, Fault, Row
from storage.imports.meanings import heading_words

COLUMN_MARK = re.compile(r"\(?(?:\d{1,2}|[A-Za-z])(?:\.0)?\)?(?:\s*=.*)?")
_LONGEST_SHOWN, _LONGEST_IN_HEADING = 40, 250
_YEAR = r"(?:19|20)\d\d"
_DATA = re.compile(
    rf"""\d{{1,2}}\s*[/.-]\s*\d{{1,2}}\s*[/.-]\s*\d{{2,4}}   # a day
    | {_YEAR}-\d\d-\d\d | \d{{1,2}}\s*[/.-]\s*{_YEAR}
    | (?<!\d)(?!{_YEAR}(?!\d))\d{{4,}}                        # a number, a phone, a code
    | (?:\d[\s.]?){{9,}}                                      # a phone in groups
    | (?<!\w)(?!{_YEAR}-)[A-Za-z]\w*-\w*\d                    # a code: H-1, KH-2026
    | \d+\.\d{{3,}}
    | @\w""",
    re.VERBOSE,
)
_DIGIT = re.compile(r"\d")
_KNOWN = frozenset(words for kind in KINDS for column in kind.columns for words in column.words)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_WORDS = frozenset(word for words in _KNOWN for word in words.split()) | _words(
    """chu nguoi ten dia chi va cua theo cac loai ly do luong gia tri muc can bo so phi le bien lai email thu dien tu
    to chuc ca nhan doanh nghiep ky nhan giao tre han qua con lai tong diem dinh kem file tep van ban qd ngay thang
    nam quy su dung yeu cau bo sung"""
)
# Where a word of a heading is a family name as well, its diacritics tell them apart: "hồ sơ", but "Hồ Thị".
_FAMILY_NAMES = _words(
    """nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh đoàn trịnh trương mai đào lâm tạ hà
    cao lương lưu thái châu tô tăng quách kiều"""
)
_CAPITALISED = re.compile(r"[A-ZÀ-ỸĐ][^\W\d_]*(?: [A-ZÀ-ỸĐ][^\W\d_]*){1,5}")
_PHONE = re.compile(r"(?<![\d/.-])\+?(?:\d[ .-]?){9,12}(?![\d/])")
_NO_NAME = frozenset({"hồ sơ", "lý do", "mai táng"})


def cell_text(cell: Cell) -> str:
    """One line; empty for a cell that has no value."""
    return " ".join(clean(cell).split()) if isinstance(cell, str) else "" if cell is None else str(cell)


def can_be_heading(row: Row) -> bool:
    """A row with days, codes, phones or other data is none, whatever words stand beside them."""
    return not any(_is_data(cell) for cell in row.cells)


def can_go_on_heading(row: Row) -> bool:
    """A second row of a heading holds no numbers: "1, 2, 3" below it counts columns, "1" alone a row."""
    return can_be_heading(row) and not any(cell_text(cell).rstrip(".)").isdigit() for cell in row.cells)


def _is_data(cell: Cell) -> bool:
    if isinstance(cell, str):
        return len(cell) > _LONGEST_IN_HEADING or bool(_DATA.search(cell))
    if isinstance(cell, bool | date | datetime | time | timedelta):
        return True
    return isinstance(cell, int | float) and not (0 <= cell <= 99 or 1990 <= cell <= 2100)


def is_known_heading(text: str) -> bool:
    return len(text) <= 80 and heading_words(text) in _KNOWN


def shown_headings(rows: Iterable[Row]) -> list[str]:
    """The texts of the row that is most surely a heading; empty where none is."""
    return max((_shown(row) for row in rows), key=len, default=[])


def _shown(row: Row) -> list[str]:
    texts = list(dict.fromkeys(text for cell in row.cells if (text := cell_text(cell))))
    known = sum(map(is_known_heading, texts))
    if not known or 3 * known < len(texts) or not can_be_heading(row):
        return []
    return list(_harmless(texts))


def _harmless(texts: Sequence[str]) -> Iterator[str]:
    for text in texts:
        words = heading_words(text).split()
        # Words of headings in capitals may make a name: "NGƯỜI MẪU".
        made = bool(words) and all(word in _WORDS for word in words) and not _CAPITALISED.fullmatch(text.strip())
        if (
            (is_known_heading(text) or made)
            and not _DIGIT.search(text)
            and len(text) <= _LONGEST_SHOWN
            and not is_name(text)
        ):
            yield text


def is_name(text: str) -> bool:
    """Whether it begins like the name of a person."""
    words = text.lower().split()
    return len(words) > 1 and words[0] in _FAMILY_NAMES and " ".join(words[:2]) not in _NO_NAME


def is_personal(text: str) -> bool:
    """Whether it may be a name, a phone number or an address of e-mail."""
    return is_name(text) or bool(_CAPITALISED.fullmatch(text.strip())) or bool(_PHONE.search(text)) or "@" in text


def is_numbering(row: Row) -> bool:
    """ "A, B, 1, 2, 3" is a row of column numbers; "9, 3, 4" may be data."""
    marks = [cell_text(cell) for cell in row.cells if not isinstance(cell, Fault) and cell_text(cell)]
    if len(marks) < 2 or not all(len(mark) < 15 and COLUMN_MARK.fullmatch(mark) for mark in marks):
        return False
    numbers = [int(found) for mark in marks if (found := re.sub(r"\D.*", "", mark.strip("()")))]
    return len(numbers) > 1 and numbers == list(range(numbers[0], numbers[0] + len(numbers)))


def folded_cells(row: Row) -> list[str]:
    return [fold(cell_text(cell)) for cell in row.cells]
