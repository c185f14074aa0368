"""Text tables (.csv) as spreadsheets and older programs write them: several encodings, several separators."""

import codecs
import csv
import io
from itertools import islice

from storage.imports.files.tables import MAX_COLUMNS, MAX_ROWS, Cell, Row, Table
from storage.imports.heading_rows import is_known_heading
from storage.refusals import Refusal

_BOMS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_SEPARATORS = ",;\t|"
_ROWS_LOOKED_AT = 40


def decode(data: bytes) -> str | None:
    """None for what is no text."""
    for encoding in _likely_encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeError:
            continue
        return None if "\x00" in text else text
    return None


def _likely_encodings(data: bytes) -> list[str]:
    for bom, encoding in _BOMS.items():
        if data.startswith(bom):
            return [encoding]
    start = data[:2000]
    if start[1::2].count(0) > len(start) // 5:
        return ["utf-16-le"]
    if start[::2].count(0) > len(start) // 5:
        return ["utf-16-be"]
    return ["utf-8", "cp1258", "cp1252"]


def read_csv(text: str) -> list[Table]:
    separator = _separator(text)
    rows: list[Row] = []
    try:
        for number, values in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=separator), 1):
            if number > MAX_ROWS:
                raise Refusal("file.too_many_rows", limit=MAX_ROWS)
            if len(values) > MAX_COLUMNS:
                raise Refusal("file.too_wide", columns=len(values))
            cells: list[Cell] = list(values)
            rows.append(Row(number, cells))
    except csv.Error as error:
        raise Refusal("file.broken") from error
    return [Table(rows)]


def _separator(text: str) -> str:
    """The one that shows most known headings in a line: names and addresses are full of commas, headings are not."""
    if text.startswith("sep=") and text[4:5] in _SEPARATORS:
        return text[4:5] or ","
    return max(_SEPARATORS, key=lambda separator: _headings_shown(text, separator))


def _headings_shown(text: str, separator: str) -> tuple[int, int]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        rows = list(islice(reader, _ROWS_LOOKED_AT))
    except csv.Error:
        return (0, 0)
    known = max((sum(is_known_heading(cell) for cell in row[:MAX_COLUMNS]) for row in rows), default=0)
    return (known, max((len(row) for row in rows), default=0))
