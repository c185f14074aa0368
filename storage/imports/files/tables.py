"""What a file is read into, whatever its kind: plain tables whose rows keep their number in the file."""

import enum
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import islice

from storage.imports.names import LineName, ProblemName

MAX_FILE_BYTES = 100 * 1024 * 1024
MAX_UNPACKED_BYTES = 200 * 1024 * 1024
MAX_SHEETS_BYTES = 600 * 1024 * 1024  # unpacked in pieces, never whole
MAX_ROWS = 1_000_000
MAX_CELLS = 40_000_000
MAX_COLUMNS = 1_000
MAX_TAGS = 2_000_000  # of a Word document: a thousand pages of tables have fewer
_HEAD = 200
_NAMED = 20


class Fault(enum.Enum):
    """A cell that holds no value one could read."""

    NOT_CALCULATED = "cell.not_calculated"
    EXCEL_ERROR = "cell.excel_error"

    @property
    def problem(self) -> ProblemName:
        return "cell.not_calculated" if self is Fault.NOT_CALCULATED else "cell.excel_error"


Cell = str | int | float | bool | date | datetime | time | timedelta | Fault


@dataclass(slots=True)
class Row:
    """`continued`: the columns whose cell was merged with the one above and repeats its value."""

    number: int
    cells: list[Cell]
    continued: frozenset[int] = frozenset()

    def cell(self, column: int) -> Cell:
        return self.cells[column] if column < len(self.cells) else ""

    @property
    def is_empty(self) -> bool:
        # Nearly every row has something in its first cells: told before a generator is made.
        first = self.cells[0] if self.cells else ""
        if isinstance(first, str) and first.strip():
            return False
        return all(isinstance(cell, str) and not cell.strip() for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Unread:
    """What of a file was not read; `import.line_<key>` is its sentence."""

    key: LineName
    values: dict[str, str | int] = field(default_factory=dict)


def numbered(key: LineName, names: Sequence[str | int], place: str) -> Unread:
    """Rows by their numbers, columns by their letters or headings; the first ones, where there are many."""
    shown = ", ".join(map(str, names[:_NAMED])) + ("…" if len(names) > _NAMED else "")
    return Unread(key, {"count": len(names), "names": shown, "place": place})


class LazyRows(Iterable[Row]):
    """Reads the rows anew each time they are gone through, so that a long table is never in memory whole."""

    def __init__(self, start: Callable[[], Iterator[Row]]) -> None:
        self._start = start

    def __iter__(self) -> Iterator[Row]:
        return self._start()


@dataclass(slots=True)
class Table:
    """`place`: the sheet's name or the table's ordinal, where the file has several; else empty; `name`: the same,
    always. `is_nested`: inside a cell of another; `is_layout`: it has such cells. `unread` is whole once the rows were
    gone through."""

    rows: Iterable[Row]
    lines_before: list[str] = field(default_factory=list)
    place: str = ""
    name: str = ""
    is_sheet: bool = False
    is_nested: bool = False
    is_layout: bool = False
    unread: list[Unread] = field(default_factory=list)
    _head: list[Row] | None = None

    @property
    def head(self) -> list[Row]:
        """The first rows that are not empty: in them the heading is looked for."""
        if self._head is None:
            self._head = list(islice(self.filled_rows(), _HEAD))
        return self._head

    def forget_head(self) -> None:
        self._head = None

    def filled_rows(self) -> Iterator[Row]:
        return (row for row in self.rows if not row.is_empty)


@dataclass(slots=True)
class Lines:
    """Of a text table: how many the file has; how many only go on the cell of the line before; how many are empty."""

    in_file: int = 0
    joined: int = 0
    empty: int = 0


class FileTables(list[Table]):
    """The tables of one file, and what of the file was not read. `lines`: only of a text table. `digest`: of its bytes,
    by which the same file is known again. `titles`: what stands above the headings of those that were read."""

    def __init__(self, tables: Iterable[Table], unread: Iterable[Unread] = (), lines: Lines | None = None) -> None:
        super().__init__(tables)
        self.digest = ""
        self.titles: list[str] = []
        self.unread = list(unread)
        self.lines = lines
        self.rows_read = 0

    def all_unread(self) -> list[Unread]:
        return [*self.unread, *(unread for table in self for unread in table.unread)]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one row; `key` names a sentence of the message catalogue, `values` fill its gaps.
    `left_out`: the row is not among the rows read; otherwise it is there, and a person should look at it."""

    row: int
    key: ProblemName
    values: dict[str, str | int] = field(default_factory=dict)
    place: str = ""
    left_out: bool = True
