"""The assignment problem: of each row of a matrix one column, all different, with the largest sum (Hungarian method,
Kuhn 1955, with the prices of Jonker and Volgenant). The only library kept for it is SciPy: 100 MB for forty lines."""

from collections.abc import Sequence


def best_columns(gains: Sequence[Sequence[int]]) -> list[int]:
    """Of each row the index of its column. There are at least as many columns as rows."""
    if not gains:
        return []
    search = _Search(gains)
    for row in range(1, len(gains) + 1):
        search.place(row)
    return search.chosen()


class _Search:
    """Rows and columns count from 1; column 0 stands for "not placed yet"."""

    def __init__(self, gains: Sequence[Sequence[int]]) -> None:
        self._gains = gains
        self._columns = range(1, len(gains[0]) + 1)
        self._row_price = [0] * (len(gains) + 1)
        self._column_price = [0] * (len(gains[0]) + 1)
        self._taken_by = [0] * (len(gains[0]) + 1)
        self._way = [0] * (len(gains[0]) + 1)

    def place(self, row: int) -> None:
        """Makes room for one more row along the cheapest chain of moves."""
        unreached = sum(max(row) - min(0, *row) for row in self._gains) + 1
        least = [unreached] * len(self._taken_by)
        seen: set[int] = set()
        column, self._taken_by[0] = 0, row
        while self._taken_by[column]:
            column = self._next(column, least, seen)
        while column:
            self._taken_by[column] = self._taken_by[self._way[column]]
            column = self._way[column]

    def _next(self, column: int, least: list[int], seen: set[int]) -> int:
        seen.add(column)
        row = self._taken_by[column]
        open_columns = [other for other in self._columns if other not in seen]
        for other in open_columns:
            cost = -self._gains[row - 1][other - 1] - self._row_price[row] - self._column_price[other]
            if cost < least[other]:
                least[other], self._way[other] = cost, column
        following = min(open_columns, key=lambda other: (least[other], other))
        step = least[following]
        for other in seen:
            self._row_price[self._taken_by[other]] += step
            self._column_price[other] -= step
        for other in open_columns:
            least[other] -= step
        return following

    def chosen(self) -> list[int]:
        columns = [0] * len(self._gains)
        for column in self._columns:
            if self._taken_by[column]:
                columns[self._taken_by[column] - 1] = column - 1
        return columns
