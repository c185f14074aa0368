"""Rows that have lost a cell on the way: what stands in them below a heading belongs below another."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from storage.imports.files.cells import read_day, read_text, says_no_day
from storage.imports.files.tables import Cell
from storage.imports.reading import RowReader

_LOOKED_AT = 200


@dataclass(frozen=True, slots=True)
class Shape:
    """`width`: cells that most rows have. `days`: the columns in which most of them have a day."""

    width: int
    days: frozenset[int]

    @classmethod
    def of(cls, readers: Collection[RowReader]) -> "Shape":
        width = Counter(len(reader.cells) for reader in readers).most_common(1)[0][0] if readers else 0
        usual = list(islice((reader.cells for reader in readers if len(reader.cells) == width), _LOOKED_AT))
        days = {column for column in range(width) if _mostly_days([cells[column] for cells in usual])}
        return cls(width, frozenset(days))

    def is_shifted(self, reader: RowReader) -> bool:
        """Reports a row that is too short and has a day where others have none, or something else where they have one;
        one that only lacks its empty end is whole."""
        if len(reader.cells) >= self.width:
            return False
        shifted = any(_is_day(cell) is (column not in self.days) for column, cell in enumerate(reader.cells))
        if shifted:
            reader.report("dossier.shifted", cells=len(reader.cells), width=self.width)
        return shifted


def _is_day(cell: Cell) -> bool | None:
    """None for a cell that may stand in any column."""
    if says_no_day(cell) or not read_text(cell):
        return None
    return isinstance(cell, str | date) and read_day(cell) is not None


def _mostly_days(cells: Sequence[Cell]) -> bool:
    said = [answer for cell in cells if (answer := _is_day(cell)) is not None]
    return sum(said) * 2 > len(said)
