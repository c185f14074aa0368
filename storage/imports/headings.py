"""Finds the heading of a table by its words: below title lines, over one row or two, in any order of columns."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from storage.imports.columns import LOOSE, Kind, fits
from storage.imports.files.tables import Cell, Row, Table
from storage.refusals import Refusal
from storage.text import clean, shorten

_ROWS_LOOKED_AT = 60
_FOUND_SHOWN = 12
_COLUMN_MARK = re.compile(r"\(?(?:\d{1,2}|[A-Za-z])(?:\.0)?\)?(?:\s*=.*)?")
_LONGEST_MARK = 15


@dataclass(frozen=True, slots=True)
class Heading:
    """`columns`: a heading that spans several columns has them all. `texts`: as the file writes them."""

    columns: dict[str, tuple[int, ...]]
    texts: dict[str, str]
    last_row: int
    score: int
    row_texts: tuple[str, ...]

    def is_complete(self, kind: Kind) -> bool:
        return all(any(name in self.columns for name in group) for group in kind.required)

    def rows(self, table: Table) -> Iterator[Row]:
        """The rows of data: without empty ones, a row of column numbers, and the heading where a page repeats it."""
        for row in table.rows[self.last_row + 1 :]:
            if not self._is_no_data(row):
                yield row

    def _is_no_data(self, row: Row) -> bool:
        filled = [cell for cell in row.cells if not isinstance(cell, str) or cell.strip()]
        if not filled:
            return True
        if len(filled) > 2 and all(len(str(cell)) < _LONGEST_MARK for cell in filled):
            return _is_numbering([cell_text(cell) for cell in filled])
        return all(cell_text(row.cell(columns[0])) == self.texts[name] for name, columns in self.columns.items())


def _is_numbering(marks: list[str]) -> bool:
    """ "A, B, 1, 2, 3" is a row of column numbers; "9, 3, 4" may be data."""
    return all(_COLUMN_MARK.fullmatch(mark) for mark in marks) and _are_in_order(marks)


def _are_in_order(marks: list[str]) -> bool:
    numbers = [int(found) for mark in marks if (found := re.sub(r"\D.*", "", mark.strip("()")))]
    return len(numbers) > 1 and all(after == before + 1 for before, after in pairwise(numbers))


def cell_text(cell: Cell) -> str:
    """One line; empty for a cell that has no value."""
    return " ".join(clean(cell).split()) if isinstance(cell, str) else "" if cell is None else str(cell)


def find_tables(tables: Sequence[Table], kind: Kind) -> list[tuple[Table, Heading]]:
    """The tables of this kind. Refuses when there is none, naming what is missing in the one that comes closest."""
    best = [(table, heading) for table in tables if (heading := best_heading(table, kind))]
    complete = [(table, heading) for table, heading in best if heading.is_complete(kind)]
    if not complete:
        raise missing_headings(tables, [heading for _, heading in best], kind)
    return complete


def best_heading(table: Table, kind: Kind) -> Heading | None:
    """The first complete one, else the one with most columns known."""
    best: Heading | None = None
    for index in range(min(len(table.rows), _ROWS_LOOKED_AT)):
        heading = _heading_at(table.rows, index, kind)
        if heading.is_complete(kind):
            return heading
        if heading.columns and (best is None or heading.score > best.score):
            best = heading
    return best


def _heading_at(rows: list[Row], index: int, kind: Kind) -> Heading:
    upper = [cell_text(cell) for cell in rows[index].cells]
    single = _match([[text] for text in upper], index, kind)
    if index + 1 == len(rows):
        return single
    lower = [cell_text(cell) for cell in rows[index + 1].cells]
    lower += [""] * (len(upper) - len(lower))
    if single.is_complete(kind) and not _goes_on(upper, lower, rows[index + 1]):
        return single
    texts = [[f"{above} {below}", below, above] if above != below else [above] for above, below in _pad(upper, lower)]
    double = _match(texts, index + 1, kind)
    return double if double.is_complete(kind) or double.score > single.score else single


def _pad(upper: list[str], lower: list[str]) -> Iterator[tuple[str, str]]:
    upper = upper + [""] * (len(lower) - len(upper))
    return zip(upper, lower, strict=True)


def _goes_on(upper: list[str], lower: list[str], below: Row) -> bool:
    """Whether the row below is the heading's second one: merged with it, or filled only under headings that span."""
    if any(column in below.continued and text for column, text in enumerate(upper)):
        return True
    filled = {column for column, text in enumerate(lower) if text}
    spanned = {column for column, text in enumerate(upper) if text and text in upper[max(0, column - 1) : column]}
    spanned |= {column - 1 for column in spanned}
    return bool(filled) and filled <= spanned


def _match(texts: list[list[str]], last_row: int, kind: Kind) -> Heading:
    """Each column of the file goes to the one meaning it fits best, and each meaning to one heading."""
    offers = sorted(
        (rank, column, order, known.name, text)
        for column, choices in enumerate(texts)
        for text in choices
        for order, known in enumerate(kind.columns)
        if text and (rank := fits(text, known)) is not None
    )
    columns: dict[str, tuple[int, ...]] = {}
    shown: dict[str, str] = {}
    taken: set[int] = set()
    score = 0
    for rank, column, _, name, text in offers:
        if name not in columns and column not in taken:
            columns[name] = _spanned(texts, column)
            shown[name] = text
            taken.update(columns[name])
            score += 2 if rank < LOOSE else 1
    return Heading(columns, shown, last_row, score, tuple(choices[0] for choices in texts))


def _spanned(texts: list[list[str]], start: int) -> tuple[int, ...]:
    end = start + 1
    while end < len(texts) and texts[end] == texts[start]:
        end += 1
    return tuple(range(start, end))


def missing_headings(tables: Sequence[Table], found: list[Heading], kind: Kind) -> Refusal:
    closest = max(found, key=lambda heading: heading.score, default=None)
    known = closest.columns if closest else {}
    missing = [kind.heading(group[0]) for group in kind.required if not any(name in known for name in group)]
    texts = closest.row_texts if closest else _widest_row(tables)
    shown = [shorten(text, 40) for text in dict.fromkeys(texts) if text][:_FOUND_SHOWN]
    return Refusal("headings.missing", missing=", ".join(missing), found="; ".join(shown))


def _widest_row(tables: Sequence[Table]) -> tuple[str, ...]:
    rows = [row for table in tables for row in table.rows[:_ROWS_LOOKED_AT]]
    return max((tuple(cell_text(cell) for cell in row.cells) for row in rows), key=_filled, default=())


def _filled(texts: tuple[str, ...]) -> int:
    return len({text for text in texts if text})
