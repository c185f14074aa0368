"""Several plans on one sheet, one below the other, each with a heading of its own: each is a table of its own."""

from collections.abc import Sequence
from dataclasses import replace

from storage.imports.files.cells import read_text
from storage.imports.files.tables import Row, Table
from storage.imports.heading_rows import can_be_heading
from storage.imports.headings import Heading, heading_at
from storage.imports.plan.year import years_in

_NEARLY = 0.8
_MOST_LINES_ABOVE = 6


def taken_apart(table: Table, heading: Heading) -> list[tuple[Table, Heading]]:
    """Cut where another heading begins, or the same one below a line that names a year; else as it was."""
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
        return replace(heading, first_row=0, last_row=heading.last_row - heading.first_row) if _years(lines) else None
    if len(_texts(row)) < 2 or not can_be_heading(row):
        return None
    found = heading_at(Table(list(rows[index : index + 60])), 0, heading.kind)
    if found.last_row and found.score <= heading_at(Table(list(rows[index + 1 : index + 60])), 0, heading.kind).score:
        return None  # the row below is the heading; this one, above it, is the last of the page before
    return found if found.is_complete and found.score >= _NEARLY * heading.score else None


def _years(lines: Sequence[str]) -> bool:
    return any(True for _ in years_in(lines))


def _lines_above(rows: Sequence[Row], index: int) -> Sequence[Row]:
    """The rows directly above that hold one text only: a title, not a task."""
    start = index
    while start and index - start < _MOST_LINES_ABOVE and len(_texts(rows[start - 1])) == 1:
        start -= 1
    return rows[start:index]


def _texts(row: Row) -> list[str]:
    return list(dict.fromkeys(text for cell in row.cells if (text := read_text(cell))))
