"""The period of one row of totals: two days, one text, or a month or quarter in a column of its own."""

import re
from collections.abc import Sequence
from datetime import date, datetime

from storage.ground.days.period_text import parse_period
from storage.ground.days.periods import Period
from storage.ground.days.typed_days import FULL
from storage.ground.numerals import read_numeral
from storage.ground.text import fold
from storage.imports.files.cells import read_day, read_text
from storage.imports.plan.year import years_in
from storage.imports.reading import RowReader

_DAYS = re.compile(FULL)
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
# What is a period of whatever year stands above the table: "tháng trước" is none.
_OF_ANY_YEAR = re.compile(
    r"(?:bao cao )?(?:(?:thang|quy) ?(?:0?\d|1[0-2]|i{1,3}|iv)|0?[69] thang(?: dau| cuoi)?(?: nam)?)"
)
_MONTH = re.compile(r"(?:thang|t\.?)? ?(?P<number>0?[1-9]|1[0-2])(?: ?(?:/|-|nam) ?(?P<year>20\d\d))?")
_QUARTER = re.compile(r"(?:quy|q\.?)? ?(?P<number>0?[1-4]|i{1,3}|iv)(?: ?(?:/|-|nam) ?(?P<year>20\d\d))?")
_MONTHS_OF = {"month": 1, "quarter": 3}


def only_year(titles: Sequence[str], names: Sequence[str]) -> int | None:
    """The one year that the lines above the table name, else the file's name or caption."""
    for texts in (titles, names):
        if years := set(years_in(texts)):
            return years.pop() if len(years) == 1 else None
    return None


def read_period(reader: RowReader, year: int | None) -> tuple[date | None, date | None]:
    """`year`: of the whole table, for rows that name none."""
    if reader.has("from_on") and reader.has("to_on"):
        return reader.day("from_on", needed=True), reader.day("to_on", needed=True)
    for column in ("month", "quarter"):
        if reader.has(column) and not reader.has("period"):
            return _days_of(_counted(reader, column, year))
    text = reader.text("period", needed=True)
    days = [read_day(found) for found in _DAYS.findall(fold(text))]
    if len(days) == 2 and all(days):
        return days[0], days[1]
    named = _YEAR.search(text)
    # Without a year nobody can know which one is meant.
    if not days and named and (period := parse_period(text, date(int(named[0]), 12, 31))):
        return period.first, period.last
    if year and _OF_ANY_YEAR.fullmatch(fold(text)):
        return _days_of(parse_period(text, date(year, 12, 31)))
    if text:
        reader.unreadable("period", "totals.no_period")
    return None, None


def _days_of(period: Period | None) -> tuple[date | None, date | None]:
    return (period.first, period.last) if period else (None, None)


def _counted(reader: RowReader, column: str, year: int | None) -> Period | None:
    """A row a month ("1", "Tháng 01/2026", a date shown as 01/2026), or a quarter."""
    cell = reader.cell(column)
    if column == "month" and isinstance(cell, date | datetime):
        return Period.of_months(cell.year, cell.month, cell.month)
    text = reader.text(column, needed=True)
    found = (_MONTH if column == "month" else _QUARTER).fullmatch(fold(text).removesuffix(".0"))
    if not found:
        if text:
            reader.unreadable(column, "totals.no_period")
        return None
    own = found["year"] or (read_text(reader.cell("year")).removesuffix(".0") if reader.has("year") else "")
    if own and not _YEAR.fullmatch(own):
        reader.unreadable("year", "totals.no_period")
        return None
    if not own and not year:
        reader.unreadable(column, "totals.no_year")
        return None
    length = _MONTHS_OF[column]
    last = length * read_numeral(found["number"])
    return Period.of_months(int(own or year or 0), last - length + 1, last)
