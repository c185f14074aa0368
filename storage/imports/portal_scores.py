"""A table of the index's points as the portal shows them: a column of criteria, a column of points reached."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from storage.ground.refusals import Refusal
from storage.ground.text import fold
from storage.imports.files.tables import Cell, Row

_CODE = re.compile(r"(?:(?:tieu chi|chi so|muc)\s*)?(\d(?:[.,]\d)?)(?=[.):\s]|$)")
_POINTS = re.compile(r"(\d{1,3}(?:[.,]\d{1,2})?)\s*(?:diem)?")
_REACHED, _MOST = re.compile(r"\bdiem\b|\bket qua\b"), re.compile(r"toi da|chuan|cao nhat|thang diem|khong dat|bi tru")
_NONE = frozenset({"", "-", "–", "—", "…", "chua co", "khong co", "n/a"})
_WIDEST = 30


@dataclass(frozen=True, slots=True)
class Scores:
    """`points`: criterion → points, as `18.5`; `without`: rows that name no criterion; `empty`: criteria that have
    no points yet."""

    points: dict[str, str]
    without: int
    empty: int


def read_scores(data: bytes, name: str, most: Mapping[str, int]) -> Scores:
    """`most`: the points of each criterion. All rows or none: a file that was read half would look whole. Refuses what
    `read_tables` refuses, with `index.no_table` where there are no such columns, with `index.which_points` where there
    are several; a row's points with `index.unclear_row`, `index.too_many` and, where another row has others,
    `index.twice`."""
    from storage.imports.files.files import read_tables  # loaded with the first file

    for table in read_tables(data, name):
        rows = list(table.filled_rows())
        column = _codes(rows, most)
        if column is not None:
            return _read(rows, column, _points(rows, column, most), most)
    raise Refusal("index.no_table")


def _code(cell: Cell, most: Mapping[str, int]) -> str:
    found = _CODE.match(fold(str(cell)))
    code = found[1].replace(",", ".") if found else ""
    return code if code in most else ""


def _codes(rows: Sequence[Row], most: Mapping[str, int]) -> int | None:
    """The column that names most criteria by a code with a dot: a number alone may be the row's."""
    counts = {
        column: sum("." in _code(row.cell(column), most) for row in rows)
        for column in range(min(_WIDEST, max((len(row.cells) for row in rows), default=0)))
    }
    best = max(counts, key=lambda column: counts[column], default=None)
    return best if best is not None and counts[best] else None


def _points(rows: Sequence[Row], codes: int, most: Mapping[str, int]) -> int:
    """By its heading, or the only other column with numbers."""
    own = [row for row in rows if _code(row.cell(codes), most)]
    above = [row for row in rows[: rows.index(own[0])] if _is_heading(row)]
    named = [
        column
        for column in range(_WIDEST)
        if column != codes and _is_reached(" ".join(fold(str(row.cell(column))) for row in above))
    ]
    if len(named) == 1:
        return named[0]
    columns = named or [column for column in range(_WIDEST) if column != codes]
    full = [column for column in columns if any(_POINTS.fullmatch(fold(str(row.cell(column)))) for row in own)]
    if len(full) != 1:
        raise Refusal("index.which_points" if full else "index.no_table")
    return full[0]


def _is_heading(row: Row) -> bool:
    """Of several columns: a title stands in one cell, or merged in all of them."""
    return len({str(cell).strip() for cell in row.cells} - {""}) > 1


def _is_reached(heading: str) -> bool:
    return bool(_REACHED.search(heading)) and not _MOST.search(heading)


def _read(rows: Sequence[Row], codes: int, points: int, most: Mapping[str, int]) -> Scores:
    found: dict[str, str] = {}
    without = empty = 0
    for row in rows:
        code, said = _code(row.cell(codes), most), fold(str(row.cell(points))).strip()
        if not code:
            without += 1
        elif said in _NONE:
            empty += 1
        else:
            score = _score(row, code, said, most)
            if found.setdefault(code, score) != score:
                raise Refusal("index.twice", code=code, row=row.number)
    return Scores(found, without, empty)


def _score(row: Row, code: str, said: str, most: Mapping[str, int]) -> str:
    match = _POINTS.fullmatch(said)
    if match is None:
        raise Refusal("index.unclear_row", code=code, row=row.number)
    score = match[1].replace(",", ".")
    if Decimal(score) > most[code]:
        raise Refusal("index.too_many", code=code, most=most[code])
    return score
