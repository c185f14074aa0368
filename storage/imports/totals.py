"""Totals of outside channels: how many rated and how many of them were satisfied, over one period."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from storage.ground.refusals import Refusal
from storage.ground.text import fold
from storage.imports.columns import TOTALS
from storage.imports.files.files import read_tables
from storage.imports.files.tables import FileTables, Problem
from storage.imports.questions import NO_ANSWERS, Answers
from storage.imports.reading import RowReader, read_rows
from storage.imports.totals_period import only_year, read_period

_ROWS_LOOKED_AT, _LONGEST_HEADING = 60, 80
_RATE = re.compile(r"\bty le\b|%")


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
    """Refuses with `totals.only_rates` a table that has rates and no counts, with `totals.no_period_column` one that
    has no period, and else as `read_rows` does."""
    rows: list[TotalRow] = []
    problems: list[Problem] = []
    seen: dict[tuple[str, date, date], TotalRow] = {}
    tables = read_tables(data, name)
    for reader in _rows(tables, name, answers):
        row = _read(reader, only_year(tables.titles, [name, answers.caption]))
        if row and _is_new(row, seen, reader):
            rows.append(row)
        problems += reader.problems
    return TotalsFile(rows, problems)


def _rows(tables: FileTables, name: str, answers: Answers) -> Iterator[RowReader]:
    """Refuses a table without counts or without a period with what to add."""
    try:
        yield from read_rows(tables, name, TOTALS, answers)
    except Refusal as refusal:
        missing = str(refusal.values.get("missing", "")).split(", ")
        if refusal.key != "headings.missing":
            raise
        if TOTALS.heading("satisfied") in missing and _names_rates(tables):
            raise Refusal("totals.only_rates", **refusal.values) from None
        if missing == [TOTALS.heading("from_on"), TOTALS.heading("to_on")]:
            raise Refusal("totals.no_period_column", **refusal.values) from None
        raise


def _names_rates(tables: FileTables) -> bool:
    cells = (cell for table in tables for row in table.head[:_ROWS_LOOKED_AT] for cell in row.cells)
    return any(isinstance(cell, str) and _RATE.search(fold(cell[:_LONGEST_HEADING])) for cell in cells)


def _read(reader: RowReader, year: int | None) -> TotalRow | None:
    channel = reader.text("channel", needed=True)
    from_on, to_on = read_period(reader, year)
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
