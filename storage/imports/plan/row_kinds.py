"""What each row of a plan's table is: an area, a group of tasks, a task, the rest of one, or what stands below them."""

import enum
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from storage.ground.deadlines.deadlines import find_deadline
from storage.imports.feet import ends_table, foot_of
from storage.imports.files.cells import read_text
from storage.imports.files.tables import Cell, Row
from storage.imports.headings import Heading
from storage.imports.plan.areas import area_of_row, is_numeral, is_subheading, split_numeral

_LABEL = re.compile(r"(?:Nhiệm vụ\s+)?(\d{1,3}(?:\.\d{1,3})*)\s*[.):]?(?:\.0)?", re.IGNORECASE)
_INSIDE = re.compile(r"(\d{1,3}(?:\.\d{1,3})*)\s*[.)]?\s+\S")
_RESTS = re.compile(r"[a-zà-ỹđ(\-–+•…]|\d+\)")
_GOES_ON = re.compile(r"[,;:…+\-–]\s*$")
_ENDS = re.compile(r"[.;,]\s*$")
_POINT = re.compile(r"[a-zđ]\s*[.)]|[-–+•]")
_ANY_YEAR = 2000
_DIGIT = re.compile(r"\d")
_LONGEST_AREA = 150
DETAILS = ("product", "deadline", "lead", "support", "note")


class RowKind(enum.Enum):
    AREA = "area"
    GROUP = "group"
    TASK = "task"
    REST = "rest"
    FOOT = "foot"
    LOOSE = "loose"


@dataclass(frozen=True, slots=True)
class Sorted:
    """`area`: numeral and name, where the row is one."""

    kind: RowKind
    area: tuple[str, str] = ("", "")


def cells_of(row: Row, heading: Heading, name: str) -> Iterator[Cell]:
    for column in heading.columns.get(name, ()):
        yield row.cell(column)


def texts_of(row: Row, heading: Heading, name: str) -> list[str]:
    return list(dict.fromkeys(text for cell in cells_of(row, heading, name) if (text := read_text(cell))))


class RowSorter:
    """Looks at the rows of one table in order, and ahead of each."""

    def __init__(self, rows: Sequence[Row], heading: Heading) -> None:
        self._rows = rows
        self._heading = heading
        self._details = frozenset(column for name in DETAILS for column in heading.columns.get(name, ()))
        self._titles = frozenset(heading.columns["title"])
        labels = [bool(self._label(row)) for row in rows if self._is_task(row)]
        self._are_numbered = 2 * sum(labels) > len(labels)
        self._is_below = False

    @property
    def has_levels(self) -> bool:
        """Whether tasks are numbered 1.1, 1.2: such numbers name no task of the whole plan."""
        return any("." in self._label(row) for row in self._rows if self._is_task(row))

    def sort(self, index: int, before: str) -> Sorted:
        """`before`: the title of the task above; empty where there is none."""
        row = self._rows[index]
        if self._is_foot(row):
            return Sorted(RowKind.FOOT)
        if area := self._area(index):
            is_group = not area[0] and is_subheading(area[1])
            return Sorted(RowKind.GROUP if is_group else RowKind.AREA, area)
        if self._has_children(index):
            label = self._label(row) or ""
            return Sorted(RowKind.GROUP, (label, self._title(row).removeprefix(label).lstrip(".) ")))
        if self._has(row, "title") and not self._label(row) and not row.continued.issuperset(self._titles):
            return self._without_number(index, before)
        return Sorted(RowKind.TASK)

    def _is_foot(self, row: Row) -> bool:
        if self._label(row):
            return False
        texts = list(dict.fromkeys(text for cell in row.cells if (text := read_text(cell))))
        # A leader may answer for a task ("Giám đốc"): with a deadline it is no signature.
        deadlines = texts_of(row, self._heading, "deadline")
        has_deadline = any(_DIGIT.search(text) or find_deadline(text, _ANY_YEAR) for text in deadlines)
        is_foot = foot_of(texts, is_below=self._is_below) and not (has_deadline and self._has(row, "title"))
        self._is_below = self._is_below or (is_foot and ends_table(texts))
        return is_foot

    def _area(self, index: int) -> tuple[str, str] | None:
        row = self._rows[index]
        if found := area_of_row(row, self._details, self._titles):
            return found
        # A numeral beside a name, and perhaps a note or a unit beside both.
        numerals = [text for name in ("number", "area_numeral") for text in texts_of(row, self._heading, name)]
        if numerals and is_numeral(numerals[0]) and not self._has(row, "deadline", "product", "area"):
            name = " ".join(texts_of(row, self._heading, "title"))
            return (numerals[0].rstrip(".): "), split_numeral(name)[1]) if name else None
        return None

    def _has_children(self, index: int) -> bool:
        """Whether it only names what the rows below divide ("1" above "1.1"), without anything to do of its own."""
        row = self._rows[index]
        label = self._label(row)
        if not label or self._has(row, "deadline", "product", "lead", "support") or index + 1 >= len(self._rows):
            return False
        below = self._rows[index + 1]
        begins_anew = self._label(below) == "1" and self._is_task(below)
        return begins_anew or self._label(below).startswith(label + ".") or self._is_point(below)

    def _is_point(self, row: Row) -> bool:
        """ "a) …", "- …" with a deadline of its own."""
        text = " ".join(texts_of(row, self._heading, "number")) or self._title(row)
        return not self._label(row) and self._has(row, "deadline") and bool(_POINT.match(text))

    def _without_number(self, index: int, before: str) -> Sorted:
        row = self._rows[index]
        title = self._title(row)
        is_bare = not self._has(row, *(name for name in DETAILS if name != "note"), "area")
        is_rest = bool(before) and bool(_RESTS.match(title) or _GOES_ON.search(before))
        if is_rest and (is_bare or (self._are_numbered and not self._has(row, "deadline"))):
            return Sorted(RowKind.REST)
        if not is_bare or not (self._are_numbered or title.isupper()):
            return Sorted(RowKind.TASK)
        is_above_tasks = any(self._is_task(row) for row in self._rows[index + 1 : index + 3])
        if is_above_tasks and len(title) <= _LONGEST_AREA and not _ENDS.search(title):
            return Sorted(RowKind.AREA, ("", title))
        return Sorted(RowKind.REST if before and _ENDS.search(title) else RowKind.LOOSE)

    def _is_task(self, row: Row) -> bool:
        return self._has(row, "title") and self._has(row, "deadline", "product", "lead", "support")

    def _has(self, row: Row, *names: str) -> bool:
        return any(texts_of(row, self._heading, name) for name in names)

    def _title(self, row: Row) -> str:
        return " ".join(texts_of(row, self._heading, "title"))

    def _label(self, row: Row) -> str:
        """Its number as written, with levels ("1.2"): in a column of its own, or before the title."""
        for text in (*texts_of(row, self._heading, "number"), *texts_of(row, self._heading, "area_numeral")):
            if match := _LABEL.fullmatch(text):
                return match.group(1)
        match = _INSIDE.match(self._title(row))
        return match.group(1) if match else ""
