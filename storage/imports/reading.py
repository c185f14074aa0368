"""Reads one row after the other: a value that cannot be read becomes a problem of its row, and reading goes on."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from typing import TypeVar

from storage.ground.days.day_text import DayOrder
from storage.ground.refusals import Refusal
from storage.ground.text import shorten
from storage.imports.choosing import find_tables, lines_above
from storage.imports.feet import Foot
from storage.imports.files import cells
from storage.imports.files.files import read_tables
from storage.imports.files.tables import Cell, Fault, FileTables, Problem, Row
from storage.imports.heading_rows import is_personal
from storage.imports.headings import Heading
from storage.imports.meanings import Kind
from storage.imports.names import ProblemName
from storage.imports.questions import NO_ANSWERS, Answers
from storage.imports.shifts import Shifts

_Value = TypeVar("_Value")
_SHOWN = 60


class RowReader:
    """The cells of one row by the meaning of their column, and the problems met while reading them. `cells`: all of
    the row, in the file's order. `unknown`: columns of which it says nothing, though the file has them."""

    __slots__ = ("_columns", "_place", "cells", "heading", "order", "problems", "row", "unknown")

    def __init__(self, heading: Heading, row: Row, place: str) -> None:
        self.row = row.number
        self.order = DayOrder.DAY
        self.problems: list[Problem] = []
        self.unknown: frozenset[str] = frozenset()
        self.heading = heading
        self._columns = heading.columns
        self.cells = row.cells
        self._place = place

    def has(self, column: str) -> bool:
        return column in self._columns

    @property
    def columns(self) -> frozenset[str]:
        return _one_for_all(tuple(self._columns))

    def cell(self, column: str) -> Cell:
        columns = self._columns.get(column)
        return self.cells[columns[0]] if columns and columns[0] < len(self.cells) else ""

    def report(self, key: ProblemName, left_out: bool = True, **values: str | int) -> None:
        self.problems.append(Problem(self.row, key, values, self._place, left_out))

    @property
    def is_left_out(self) -> bool:
        return bool(self.problems) and any(problem.left_out for problem in self.problems)

    def text(self, column: str, *, needed: bool = False) -> str:
        text = cells.read_text(self.cell(column))
        if needed and not text:
            self._missing(column)
        return text

    def day(self, column: str, *, needed: bool = False) -> date | None:
        return self._read(column, lambda cell: cells.read_day(cell, self.order), "cell.no_date", needed)

    def count(self, column: str, *, needed: bool = False) -> int | None:
        return self._read(column, cells.read_count, "cell.no_number", needed)

    def code(self, column: str, *, needed: bool = False) -> str:
        return self._read(column, cells.read_code, "cell.rounded", needed) or ""

    def yes(self, column: str) -> bool:
        return bool(self._read(column, cells.read_yes, "cell.no_yes", needed=False, left_out=False))

    def unreadable(self, column: str, key: ProblemName, left_out: bool = True) -> None:
        text = cells.read_text(self.cell(column))
        # A cell in the wrong column may hold a name or a phone: problems are shown, sent and kept.
        value = "…" if is_personal(text) else shorten(text, _SHOWN)
        self.report(key, left_out, column=self.heading.texts[column], value=value)

    def _read(
        self, column: str, read: Callable[[Cell], _Value | None], key: ProblemName, needed: bool, left_out: bool = True
    ) -> _Value | None:
        cell = self.cell(column)
        if isinstance(cell, Fault) or (isinstance(cell, str) and _is_blank(cell)):
            if needed or isinstance(cell, Fault):
                self._missing(column)
            return None
        value = read(cell)
        if value is None:
            self.unreadable(column, key, left_out)
        return value

    def _missing(self, column: str) -> None:
        cell = self.cell(column)
        key: ProblemName = cell.problem if isinstance(cell, Fault) else "cell.missing"
        self.report(key, column=self.heading.texts.get(column, column))


@lru_cache(maxsize=64)
def _one_for_all(columns: tuple[str, ...]) -> frozenset[str]:
    return frozenset(columns)  # of a hundred thousand rows


def _is_blank(text: str) -> bool:
    # Only what begins with these marks may be empty though it has letters: ="".
    return not (cells.read_text(text) if text[:1] in ("=", "'") else text.strip())


def read_rows(data: bytes | FileTables, name: str, kind: Kind, answers: Answers = NO_ANSWERS) -> Iterator[RowReader]:
    """The rows of all tables of this kind, without the sums and signatures below them. Refuses with `file.no_rows`
    where its tables have none, and as `find_tables` does."""
    tables = read_tables(data, name)
    for table, heading in find_tables(tables, kind, answers, name):
        tables.titles += lines_above(table, heading)
        foot, shifts = Foot(heading.columns[kind.required[0][0]][0]), Shifts(heading)
        for row in heading.rows(table):
            if not foot.holds(row):
                tables.rows_read += 1
                yield RowReader(heading, shifts.mended(row), table.place)
        tables.unread += [*shifts.unread(table.name), *foot.unread(table.name), *heading.unread_columns(table)]
    if not tables.rows_read:
        raise Refusal("file.no_rows")
