"""Plans that mark their times: columns "T1 … T12" or "Quý I … IV" with an x where something is done."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from storage.ground.text import fold
from storage.imports.columns import PLAN
from storage.imports.files.cells import read_text
from storage.imports.files.tables import Cell, FileTables, Row, Table, Unread
from storage.imports.headings import best_heading

_PERIOD = re.compile(
    r"(?:.*\b)?(?:(?P<month>thang|thg|t)|(?P<quarter>quy|q))\.?\s*(?P<number>1[0-2]|0?[1-9]|i{1,3}|iv)"
)
_NUMBER = re.compile(r"1[0-2]|[1-9]")
_MARK = re.compile(r"[xv✓✔✅☑●■•*+]")
_FEWEST = 2
_TITLE = PLAN.heading("deadline")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


def with_marked_periods(tables: FileTables) -> None:
    """Gives each table that marks its times, and has no other column of deadlines, one that says them in words."""
    for table in tables:
        for index, row in enumerate(table.head):
            periods = _periods(row.cells, table.head[index - 1].cells if index else [])
            if len(periods) >= _FEWEST and _only_marks(table.head[index + 1 :], periods):
                rows = [_said(one, row, periods) for one in table.rows]
                if not _is_dated(rows):
                    table.rows = rows
                    table.forget_head()
                    table.unread.append(Unread("marked_periods", {"count": len(periods)}))
                break


def _is_dated(rows: Sequence[Row]) -> bool:
    """Without what was added."""
    heading = best_heading(Table([replace(row, cells=row.cells[:-1]) for row in rows]), PLAN)
    return heading is not None and heading.is_complete


def _periods(cells: Sequence[Cell], above: Sequence[Cell]) -> Mapping[int, str]:
    """By column: "tháng 3", "quý 2". Bare numbers are months where "Tháng" stands above them, or twelve of them."""
    texts = [fold(read_text(cell)) for cell in cells]
    found = {column: said for column, text in enumerate(texts) if text and (said := _period(text))}
    numbers = {column: f"tháng {text}" for column, text in enumerate(texts) if _NUMBER.fullmatch(text)}
    over = [fold(read_text(above[column])) if column < len(above) else "" for column in numbers]
    are_months = bool(numbers) and any("thang" in text for text in over)
    return found or (numbers if are_months and len(set(numbers.values())) == len(numbers) else {})


def _period(text: str) -> str:
    match = _PERIOD.fullmatch(text)
    if match is None:
        return ""
    number = _ROMAN.get(match["number"]) or int(match["number"])
    if match["month"]:
        return f"tháng {number}"
    return f"quý {number}" if number <= 4 else ""


def _only_marks(rows: Sequence[Row], periods: Mapping[int, str]) -> bool:
    """Times in words, or how much is done until then, are no marks."""
    texts = [fold(read_text(row.cell(column))) for row in rows for column in periods]
    said = [text for text in texts if text and not _period(text)]
    return bool(said) and all(map(_MARK.fullmatch, said))


def _said(row: Row, heading: Row, periods: Mapping[int, str]) -> Row:
    """Without the columns of marks; what they say stands behind the others."""
    kept = [column for column in range(max(len(heading.cells), len(row.cells))) if column not in periods]
    text = _TITLE if row.number == heading.number else _in_words(row, periods)
    places = {column: place for place, column in enumerate(kept)}
    continued = frozenset(places[column] for column in row.continued if column in places)
    return replace(row, cells=[*map(row.cell, kept), text], continued=continued)


def _in_words(row: Row, periods: Mapping[int, str]) -> str:
    """Marks side by side are one time with a beginning and an end."""
    runs: list[list[str]] = []
    before = False
    for column, said in periods.items():
        is_marked = bool(_MARK.fullmatch(fold(read_text(row.cell(column)))))
        if is_marked:
            runs = [*runs[:-1], [*runs[-1], said]] if before else [*runs, [said]]
        before = is_marked
    return ", ".join(run[0] if len(run) == 1 else f"từ {run[0]} đến {run[-1]}" for run in runs)
