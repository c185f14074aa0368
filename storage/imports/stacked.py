"""Several plans on one sheet, one below the other, each with a heading of its own: each is a table of its own."""

import re
from collections.abc import Sequence
from dataclasses import replace

from storage.ground.text import fold
from storage.imports.files.cells import read_text
from storage.imports.files.tables import Row, Table
from storage.imports.heading_rows import can_be_heading, is_numbering
from storage.imports.headings import Heading, heading_at
from storage.imports.plan.numbers import read_number
from storage.imports.plan.year import years_in

_TITLE = re.compile(r"(?:ke hoach|phu luc|danh muc|bang|bieu|chuong trinh|phan cong)\b")
_NEARLY = 0.8
_MOST_LINES_ABOVE = 6


def taken_apart(table: Table, heading: Heading) -> list[tuple[Table, Heading]]:
    """Cut where another heading begins, or the same one with a year or the title of another table above it, or with
    numbers that begin anew; else as it was."""
    rows = list(table.filled_rows())
    cuts = [0]
    headings = [heading]
    for index in range(heading.last_row + 1, len(rows)):
        other = _heading_of(rows, index, heading)
        if other is not None and index > headings[-1].last_row + cuts[-1]:
            start = index - len(_lines_above(rows, index))
            headings.append(replace(other, first_row=index - start, last_row=other.last_row + index - start))
            cuts.append(start)
    if len(cuts) == 1:
        return [(table, heading)]
    ends = [*cuts[1:], len(rows)]
    return [
        (_part(table, rows[start:end], number), own)
        for number, (start, end, own) in enumerate(zip(cuts, ends, headings, strict=True), 1)
    ]


def _part(table: Table, rows: list[Row], number: int) -> Table:
    name = f"{table.name} ({number})".strip()
    lines = table.lines_before if number == 1 else []
    return Table(rows, lines, place=name, name=name, is_sheet=table.is_sheet)


def _heading_of(rows: Sequence[Row], index: int, heading: Heading) -> Heading | None:
    """The heading that begins a table of its own at this row. Its place counts from this row."""
    row = rows[index]
    if heading.is_repeated(row):
        lines = [" ".join(line) for line in map(_texts, _lines_above(rows, index))]
        begins = _years(lines) or (_begins_anew(rows, index, heading) and _may_begin_below(lines))
        return replace(heading, first_row=0, last_row=heading.last_row - heading.first_row) if begins else None
    if len(_texts(row)) < 2 or not can_be_heading(row):
        return None
    found = heading_at(Table(list(rows[index : index + 60])), 0, heading.kind)
    if found.last_row and found.score <= heading_at(Table(list(rows[index + 1 : index + 60])), 0, heading.kind).score:
        return None  # the row below is the heading; this one, above it, is the last of the page before
    return found if found.is_complete and found.score >= _NEARLY * heading.score else None


def _years(lines: Sequence[str]) -> bool:
    return any(True for _ in years_in(lines))


def _begins_anew(rows: Sequence[Row], index: int, heading: Heading) -> bool:
    """Whether the rows above and the first one below this heading are numbered 1."""
    columns = heading.columns.get("number", ())[:1]
    above = (read_number(read_text(row.cell(column))) for row in rows[:index] for column in columns)
    below = next((row for row in rows[index + 1 :] if not heading.is_repeated(row) and not is_numbering(row)), None)
    return 1 in above and any(below and read_number(read_text(below.cell(column))) == 1 for column in columns)


def _may_begin_below(lines: Sequence[str]) -> bool:
    """What stands between two tables; an area above a repeated heading is none."""
    return not lines or any(_TITLE.match(fold(line)) for line in lines)


def _lines_above(rows: Sequence[Row], index: int) -> Sequence[Row]:
    """The rows directly above that hold one text only: a title, not a task."""
    start = index
    while start and index - start < _MOST_LINES_ABOVE and len(_texts(rows[start - 1])) == 1:
        start -= 1
    return rows[start:index]


def _texts(row: Row) -> list[str]:
    return list(dict.fromkeys(text for cell in row.cells if (text := read_text(cell))))
