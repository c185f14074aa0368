"""One sheet on its way from raw cells to rows: merged cells filled, hidden and struck ones left away and counted."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from storage.ground.refusals import Refusal
from storage.imports.files.excel_rows import RawCell, RawRow, column_letters
from storage.imports.files.excel_values import Values
from storage.imports.files.tables import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, Cell, Row, Unread, numbered
from storage.imports.names import LineName

# Top row → of each merged area its left and right column and its bottom row.
Areas = dict[int, list[tuple[int, int, int]]]


@lru_cache(maxsize=20_000)
def column_index(letters: str) -> int:
    index = 0
    for letter in letters:
        index = index * 26 + ord(letter) - ord("A") + 1
    return index - 1


@dataclass(slots=True)
class _Merged:
    left: int
    right: int
    bottom: int
    value: Cell


@dataclass(slots=True)
class _LeftAway:
    """Numbers of rows; letters of columns."""

    hidden_rows: list[int] = field(default_factory=list)
    struck_rows: list[int] = field(default_factory=list)
    struck_cells: int = 0
    hidden_columns: set[int] = field(default_factory=set)


class SheetReader:
    """`hidden`: columns. `width`: how many columns the file says there are."""

    def __init__(self, values: Values, hidden: frozenset[int], merged: Areas, width: int) -> None:
        self._values = values
        self._hidden = hidden
        self._merged = merged
        self._width = width
        self._open: list[_Merged] = []
        self._left_away = _LeftAway()
        self._cells_left = MAX_CELLS
        self._is_plain = not (hidden or values.struck or values.has_struck_runs)

    def row(self, raw: RawRow) -> Row | None:
        """None for a row that is empty, hidden or struck out. Refuses with `file.too_many_rows`."""
        if raw.number > MAX_ROWS:
            raise Refusal("file.too_many_rows", limit=MAX_ROWS)
        cells, struck = self._cells(raw)
        self._width = max(self._width, len(cells))
        self._cells_left -= len(cells)
        if self._cells_left < 0:
            raise Refusal("file.too_many_rows", limit=MAX_ROWS)
        is_filled = cells.count("") < len(cells)
        row = Row(raw.number, cells)
        if self._open or raw.number in self._merged:
            self._fill(row)
        return None if self._is_left_away(raw, struck, is_filled=is_filled) or row.is_empty else row

    def _is_left_away(self, raw: RawRow, struck: int, *, is_filled: bool) -> bool:
        if raw.is_hidden:
            self._left_away.hidden_rows += [raw.number] if is_filled or struck else []
        elif struck and not is_filled:
            self._left_away.struck_rows.append(raw.number)
        else:
            self._left_away.struck_cells += struck
            return False
        return True

    def _cells(self, raw: RawRow) -> tuple[list[Cell], int]:
        """And how many of them were struck out."""
        last = len(raw.cells) - 1
        if self._is_plain and raw.is_plain and 0 <= last < MAX_COLUMNS and column_index(raw.cells[last][0]) == last:
            # No gap between the cells and nothing to leave away, as in nearly every row of a long export.
            return self._values.of_row(raw.cells), 0
        cells: list[Cell] = []
        struck = 0
        texts, value_of, is_plain = self._values.texts, self._values.value, self._is_plain
        for cell in raw.cells:
            column = column_index(cell[0])
            value = texts[int(cell[4])] if cell[2] == "s" and cell[4] else value_of(cell)
            if (not is_plain or cell[5]) and value != "":
                value, is_struck = self._seen(cell, column, value)
                struck += is_struck
            if column == len(cells) < MAX_COLUMNS:
                cells.append(value)
            elif column < MAX_COLUMNS:
                cells += [""] * (column + 1 - len(cells))
                cells[column] = value
            elif value != "":
                raise Refusal("file.too_wide", columns=column + 1)
        return cells, struck

    def _seen(self, cell: RawCell, column: int, value: Cell) -> tuple[Cell, bool]:
        """What of it can be seen, and whether something of it is struck out."""
        if column in self._hidden:
            self._left_away.hidden_columns.add(column)
            return "", False
        if cell[1] in self._values.struck:
            return "", True
        return value, self._values.is_partly_struck(cell)

    def _fill(self, row: Row) -> None:
        self._open = [merged for merged in self._open if merged.bottom >= row.number]
        for merged in self._open:
            self._spread(row, merged)
            row.continued |= frozenset(range(merged.left, min(merged.right + 1, self._width)))
        for left, right, bottom in self._merged.get(row.number, ()):
            merged = _Merged(left, right, bottom, row.cell(left))
            self._spread(row, merged)
            if bottom > row.number:
                self._open.append(merged)

    def _spread(self, row: Row, merged: _Merged) -> None:
        right = min(merged.right + 1, self._width)
        row.cells += [""] * (right - len(row.cells))
        row.cells[merged.left : right] = [merged.value] * max(0, right - merged.left)

    def unread(self, place: str) -> list[Unread]:
        away = self._left_away
        named: list[tuple[LineName, Sequence[str | int]]] = [
            ("hidden_columns", [column_letters(column) for column in sorted(away.hidden_columns)]),
            ("hidden_rows", away.hidden_rows),
            ("struck_rows", away.struck_rows),
        ]
        found = [numbered(key, names, place) for key, names in named if names]
        if away.struck_cells:
            found.append(Unread("struck_cells", {"count": away.struck_cells, "place": place}))
        return found
