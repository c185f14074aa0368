"""Areas of a plan (I, II, III …): written in a column, in merged cells, or in a row of their own across the table."""

import enum
import re
from dataclasses import dataclass
from itertools import count

from storage.ground.numerals import LABEL, roman
from storage.ground.text import fold
from storage.imports.files.tables import Row
from storage.imports.heading_rows import cell_text
from storage.plan.names import BETWEEN_LEVELS

_LABELLED = re.compile(
    rf"(?:(?:Phần|Mục|Nhóm)\s+)?(?P<label>(?=[IVX]){LABEL}|[A-H])\s*(?:[.):/]|\s[-–]|-\s)\s*(?P<name>\S.*)"
)
_NUMERAL = re.compile(rf"(?=[IVX]){LABEL}|[A-H]")
_ARABIC = re.compile(r"\d{1,3}(?:\.\d{1,3})*\s*[.)]?(?:\s|$)")


@dataclass(frozen=True, slots=True)
class Area:
    numeral: str
    name: str


class _Style(enum.Enum):
    """How an area is numbered: areas of one level are numbered alike."""

    NONE = "none"
    ROMAN = "I"
    LETTER = "A"
    DOTTED = "I.1"


class Areas:
    """The areas met so far, in order; the last one holds until the next. An area right above one that is numbered in
    another way holds for all of those: "A. Nhiệm vụ chung – I. Cải cách thể chế"."""

    def __init__(self) -> None:
        self._current = Area("", "")
        self._by_name: dict[str, Area] = {}
        self._levels: list[tuple[_Style, Area]] = []
        self._is_empty = False

    def enter(self, text: str, numeral: str = "") -> None:
        """`text` with or without its numeral. An area without one is numbered in the order of appearance."""
        own_numeral, name = split_numeral(text)
        numeral = numeral or own_numeral
        style = _style(numeral, name)
        styles = [known for known, _ in self._levels]
        if style in styles:
            del self._levels[styles.index(style) :]
        elif not self._is_empty or styles[-1:] == [_Style.NONE]:
            self._levels = []
        self._levels.append((style, Area(numeral, name)))
        top, *lower = (area for _, area in self._levels)
        names = (area.name if area.numeral in ("", top.numeral) else f"{area.numeral}. {area.name}" for area in lower)
        self._current = self._known(top.numeral, BETWEEN_LEVELS.join((top.name, *names)))
        self._is_empty = True

    def _known(self, numeral: str, name: str) -> Area:
        key = fold(f"{numeral} {name}")
        if key not in self._by_name:
            self._by_name[key] = Area(numeral or self._next_numeral(), name)
        return self._by_name[key]

    def of_task(self) -> Area:
        self._is_empty = False
        return self._current

    def _next_numeral(self) -> str:
        used = {area.numeral for area in self._by_name.values()}
        return next(roman(number) for number in count(len(used) + 1) if roman(number) not in used)


def _style(numeral: str, name: str) -> _Style:
    if not numeral:
        return _Style.NONE
    if is_subheading(name):
        return _Style.DOTTED
    return _Style.LETTER if numeral in "ABCDEFGH" else _Style.ROMAN


def split_numeral(text: str) -> tuple[str, str]:
    """`II. Cải cách thể chế` → (`II`, `Cải cách thể chế`); no numeral: an empty one."""
    match = _LABELLED.fullmatch(text)
    return (match["label"], match["name"]) if match else ("", text)


def is_numeral(text: str) -> bool:
    return bool(_NUMERAL.fullmatch(text.rstrip(".): ")))


def area_of_row(row: Row, detail_columns: frozenset[int], title_columns: frozenset[int]) -> tuple[str, str] | None:
    """Numeral and name where the row is a heading of an area, else None. `detail_columns`: product, deadline, lead,
    note; they are empty in such a row, or merged with the name."""
    texts = [cell_text(cell) for cell in row.cells]
    different = list(dict.fromkeys(text for text in texts if text))
    if not different or len(different) > 2:
        return None
    name = different[-1]
    if any(texts[column] not in ("", name) for column in detail_columns if column < len(texts)):
        return None
    if len(different) == 2:
        return (different[0].rstrip(".): "), split_numeral(name)[1]) if is_numeral(different[0]) else None
    if split_numeral(name)[0]:
        return split_numeral(name)
    places = {column for column, text in enumerate(texts) if text}
    is_across = len(places) > 1 and bool(places & detail_columns)
    is_beside_title = not places & (title_columns | detail_columns)
    return ("", name) if is_across or (is_beside_title and not row.continued) else None


def is_subheading(name: str) -> bool:
    """A row across the table with a number of its own ("1. …") divides an area; it is none."""
    return bool(_ARABIC.match(name))
