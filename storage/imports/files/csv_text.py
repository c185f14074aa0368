"""Text tables (.csv) as spreadsheets and older programs write them: several encodings, several separators."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice

from storage.ground.refusals import Refusal
from storage.imports.files.csv_lines import Records
from storage.imports.files.encodings import Decoded
from storage.imports.files.old_encodings import converter, old_encoding
from storage.imports.files.tables import MAX_COLUMNS, MAX_ROWS, FileTables, LazyRows, Lines, Row, Table, Unread
from storage.imports.heading_rows import is_known_heading

_SEPARATORS = ",;\t|"
_OTHER_SEPARATORS = "^~:"
_LINES_LOOKED_AT = 60


@dataclass(frozen=True, slots=True)
class _Text:
    data: bytes
    decoded: Decoded

    def opened(self) -> io.TextIOWrapper:
        return io.TextIOWrapper(io.BytesIO(self.data), self.decoded.encoding, errors="replace", newline="")


def read_csv(data: bytes, decoded: Decoded) -> FileTables:
    """Refuses with `file.too_many_rows` and `file.too_wide`."""
    text = _Text(data, decoded)
    first = list(islice(text.opened(), _LINES_LOOKED_AT))
    old = old_encoding(first)
    if old is not None:
        first = [converter(old)(line) for line in first]
    separator = _separator(first)
    table = Table([])
    unread = [Unread("broken_bytes", {"count": decoded.broken})] if decoded.broken else []
    tables = FileTables([table], unread, Lines())
    table.rows = LazyRows(partial(_rows, text, separator, _width(first, separator), table, tables))
    return tables


def _rows(text: _Text, separator: str, width: int, table: Table, tables: FileTables) -> Iterator[Row]:
    records = Records(text.opened(), separator, width)
    for number, values in enumerate(records, 1):
        if number > MAX_ROWS:
            raise Refusal("file.too_many_rows", limit=MAX_ROWS)
        if len(values) > MAX_COLUMNS:
            raise Refusal("file.too_wide", columns=len(values))
        if any(values):
            yield Row(number, values)  # type: ignore[arg-type]  # a list of texts is one of cells
    table.unread = [Unread("lone_quotes", {"count": records.lone_quotes})] if records.lone_quotes else []
    tables.lines = Lines(records.lines, joined=records.joined, empty=records.empty)


def _separator(lines: list[str]) -> str:
    """The one that shows most known headings in a line: names and addresses are full of commas, headings are not."""
    start = lines[0].lstrip("\ufeff") if lines else ""
    if start.startswith("sep=") and start[4:5].strip():
        return start[4:5]
    return max(_SEPARATORS + _OTHER_SEPARATORS, key=lambda separator: _headings_shown(lines, separator))


def _headings_shown(lines: list[str], separator: str) -> tuple[int, int, int]:
    """How many; where two show as many, how many lines it cuts alike: `Mã;Điểm`, `2.1;18,5` are cut at `;`."""
    rows = _split(lines, separator)
    known = max((sum(is_known_heading(cell) for cell in row[:MAX_COLUMNS]) for row in rows), default=0)
    # Colons and carets are looked at for headings only: texts are full of them.
    if separator not in _SEPARATORS:
        return known, 0, 0
    widths = Counter(len(row) for row in rows if len(row) > 1)
    return known, max(widths.values(), default=0), max(widths, default=0)


def _width(lines: list[str], separator: str) -> int:
    """How many columns the heading has, or whatever else shows most known headings."""
    rows = _split(lines, separator)
    return len(max(rows, key=lambda row: sum(is_known_heading(cell) for cell in row[:MAX_COLUMNS]), default=[]))


def _split(lines: list[str], separator: str) -> list[list[str]]:
    try:
        return list(csv.reader(lines, delimiter=separator))
    except csv.Error:
        return [line.split(separator) for line in lines]
