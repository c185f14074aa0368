"""From the lines of a text table to its records. A quotation mark that is never closed swallows no line."""

import csv
import io
from collections.abc import Iterable, Iterator

_LONGEST_CELL_LINES = 100


class Records(Iterable[list[str]]):
    """`width`: columns of the heading. Once gone through: `lines` of the file; `joined`: those that go on a cell of
    the line before; `empty` ones; `lone_quotes`: lines in which a quotation mark has no partner."""

    def __init__(self, lines: Iterable[str], separator: str, width: int) -> None:
        self.lines = self.joined = self.empty = self.lone_quotes = 0
        self._source = iter(lines)
        self._separator = separator
        self._width = width
        self._waiting: list[str] = []

    def __iter__(self) -> Iterator[list[str]]:
        separator = self._separator
        while (line := self._next()) is not None:
            if '"' in line:
                yield self._quoted(line)
            else:
                values = line.rstrip("\r\n").split(separator)
                self.empty += not any(values)
                yield values

    def _next(self) -> str | None:
        if self._waiting:
            return self._waiting.pop(0)
        line = next(self._source, None)
        self.lines += line is not None
        return line

    def _quoted(self, line: str) -> list[str]:
        values = self._alone(line)
        if values is not None:
            return values
        taken = [line]
        while len(taken) <= _LONGEST_CELL_LINES and (following := self._next()) is not None:
            taken.append(following)
            if '"' not in following:
                continue
            values = self._together("".join(taken))
            if values is None:
                continue
            if self._suits(values, line):
                self.joined += len(taken) - 1
                return values
            break
        # Nothing closes it: the lines that were looked at are records of their own.
        self._waiting = [*taken[1:], *self._waiting]
        self.lone_quotes += 1
        return self._apart(line)

    def _suits(self, values: list[str], line: str) -> bool:
        """Whether a record of several lines has the columns of the heading, or its first line alone has not either."""
        return bool(values) and (len(values) == self._width or len(self._apart(line)) != self._width)

    def _alone(self, line: str) -> list[str] | None:
        """None where a quotation mark is left open; marks within a text that are not doubled stay."""
        rows = list(csv.reader([line, "end\n"], delimiter=self._separator))
        return rows[0] if len(rows) == 2 else None

    def _together(self, text: str) -> list[str] | None:
        """Several lines: None where the mark is still open, nothing where they are no record by the rules."""
        try:
            rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=self._separator, strict=True))
        except csv.Error as error:
            return None if "unexpected end" in str(error) else []
        return rows[0] if len(rows) == 1 else []

    def _apart(self, line: str) -> list[str]:
        values = next(csv.reader([line], delimiter=self._separator, quoting=csv.QUOTE_NONE), [])
        return [value.strip('"') for value in values]
