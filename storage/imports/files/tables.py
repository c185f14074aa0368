"""What a file is read into, whatever its kind: plain tables whose rows keep their number in the file."""

import enum
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

MAX_FILE_BYTES = 20 * 1024 * 1024
MAX_UNPACKED_BYTES = 200 * 1024 * 1024
MAX_ROWS = 200_000
MAX_CELLS = 10_000_000
MAX_COLUMNS = 1_000
MAX_TAGS = 2_000_000  # of a Word document: a thousand pages of tables have fewer


class Fault(enum.Enum):
    """A cell that holds no value one could read."""

    NOT_CALCULATED = "cell.not_calculated"
    EXCEL_ERROR = "cell.excel_error"


Cell = str | int | float | bool | date | datetime | time | timedelta | Fault


@dataclass(slots=True)
class Row:
    """`continued`: the columns whose cell was merged with the one above and repeats its value."""

    number: int
    cells: list[Cell]
    continued: frozenset[int] = frozenset()

    def cell(self, column: int) -> Cell:
        return self.cells[column] if column < len(self.cells) else ""


@dataclass(slots=True)
class Table:
    """`place`: the sheet's name or the table's ordinal, where the file has several; else empty."""

    rows: list[Row]
    lines_before: list[str] = field(default_factory=list)
    place: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one row; `key` names a sentence of the message catalogue, `values` fill its gaps.
    `left_out`: the row is not among the rows read; otherwise it is there, and a person should look at it."""

    row: int
    key: str
    values: dict[str, str | int] = field(default_factory=dict)
    place: str = ""
    left_out: bool = True
