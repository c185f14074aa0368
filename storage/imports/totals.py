"""Totals of outside channels: how many rated and how many of them were satisfied, over one period."""

import re
from dataclasses import dataclass
from datetime import date

from storage.days.period_text import parse_period
from storage.imports.columns import TOTALS
from storage.imports.files.cells import read_day
from storage.imports.files.tables import FileTables, Problem
from storage.imports.questions import NO_ANSWERS, Answers
from storage.imports.reading import RowReader, read_rows
from storage.text import fold

_DAYS = re.compile(r"\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|\d{1,2}\s*thang\s*\d{1,2}\s*nam\s*\d{4}")

_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class TotalRow:
    """`from_on` and `to_on` both belong to the period. `channel`: as the file names it."""

    row: int
    channel: str
    from_on: date
    to_on: date
    satisfied: int
    rated: int


@dataclass(frozen=True, slots=True)
class TotalsFile:
    rows: list[TotalRow]
    problems: list[Problem]


def read_totals(data: bytes | FileTables, name: str, answers: Answers = NO_ANSWERS) -> TotalsFile:
    rows: list[TotalRow] = []
    problems: list[Problem] = []
    seen: dict[tuple[str, date, date], TotalRow] = {}
    for reader in read_rows(data, name, TOTALS, answers):
        row = _read(reader)
        if row and _is_new(row, seen, reader):
            rows.append(row)
        problems += reader.problems
    return TotalsFile(rows, problems)


def _read(reader: RowReader) -> TotalRow | None:
    channel = reader.text("channel", needed=True)
    from_on, to_on = _period(reader)
    satisfied, rated = _satisfied(reader), reader.count("rated", needed=True)
    if from_on is None or to_on is None or satisfied is None or rated is None:
        return None
    if from_on > to_on:
        reader.report("totals.period_reversed", start=f"{from_on:%d/%m/%Y}", end=f"{to_on:%d/%m/%Y}")
    if satisfied < 0 or rated < 0:
        reader.report("totals.negative")
    elif satisfied > rated:
        reader.report("totals.more_satisfied_than_rated", satisfied=satisfied, rated=rated)
    return None if reader.is_left_out else TotalRow(reader.row, channel, from_on, to_on, satisfied, rated)


def _period(reader: RowReader) -> tuple[date | None, date | None]:
    if reader.has("from_on") and reader.has("to_on"):
        return reader.day("from_on", needed=True), reader.day("to_on", needed=True)
    text = reader.text("period", needed=True)
    days = [read_day(found) for found in _DAYS.findall(fold(text))]
    if len(days) == 2 and all(days):
        return days[0], days[1]
    # Without a year nobody can know which one is meant.
    if not days and (year := _YEAR.search(text)) and (period := parse_period(text, date(int(year[0]), 12, 31))):
        return period.first, period.last
    if text:
        reader.unreadable("period", "totals.no_period")
    return None, None


def _satisfied(reader: RowReader) -> int | None:
    """Both of the upper levels, where the file counts them apart."""
    satisfied = reader.count("satisfied", needed=True)
    very_satisfied = reader.count("very_satisfied") or 0
    return None if satisfied is None else satisfied + very_satisfied


def _is_new(row: TotalRow, seen: dict[tuple[str, date, date], TotalRow], reader: RowReader) -> bool:
    first = seen.setdefault((fold(row.channel), row.from_on, row.to_on), row)
    if first is row:
        return True
    if (first.satisfied, first.rated) != (row.satisfied, row.rated):
        reader.report("totals.twice", channel=row.channel, first_row=first.row)
    return False
