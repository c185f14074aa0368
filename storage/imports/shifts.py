"""Rows whose first cells were left away because the row above has them already: exports of web pages write them so."""

from storage.imports.cell_kinds import agreement
from storage.imports.files.tables import Cell, Row, Unread, numbered
from storage.imports.headings import Heading


class Shifts:
    """Looks at the rows of one table in order."""

    def __init__(self, heading: Heading) -> None:
        self._width = 1 + max(column for columns in heading.columns.values() for column in columns)
        self._days = [
            columns[0] for name, columns in heading.columns.items() if heading.kind.column(name).holds == "days"
        ]
        self._above: list[Cell] = []
        self._rows: list[int] = []

    def mended(self, row: Row) -> Row:
        """Moved to the right below their headings, where only so days stand below days."""
        missing = self._width - len(row.cells)
        if missing <= 0 or not self._days or len(self._above) < self._width:
            self._above = row.cells
            return row
        moved = Row(row.number, [*self._above[:missing], *row.cells], frozenset(range(missing)))
        if self._days_of(moved) <= self._days_of(row):
            return row
        self._rows.append(row.number)
        return moved

    def _days_of(self, row: Row) -> int:
        filled = [cell for column in self._days if (cell := row.cell(column)) != ""]
        return sum(1 if agreement([cell], "days") == 1 else -1 for cell in filled)

    def unread(self, place: str) -> list[Unread]:
        return [numbered("shifted_rows", self._rows, place)] if self._rows else []
