"""Public holidays in Viet Nam and days worked in exchange: those of the Labour Code (Điều 112) with their substitutes,
as the library `holidays` knows them.

The years offices work with lie in a table, `free_days.csv`, made of the library (`make holidays`; a test compares):
loading the library takes 17 MB and a fifth of a second of every bot. Other years are asked of the library itself.
"""

import csv
from collections import defaultdict
from datetime import date
from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_name("free_days.csv")
FIRST_YEAR, LAST_YEAR = 2015, 2060
OFF, WORKED = "off", "worked"

Exceptions = tuple[frozenset[date], frozenset[date]]
"""Days that are off, and days of a weekend that are worked."""


@cache
def exceptions(year: int) -> Exceptions:
    return _table()[year] if FIRST_YEAR <= year <= LAST_YEAR else of_library(year)


def of_library(year: int) -> Exceptions:
    from holidays.countries.vietnam import Vietnam

    holidays = Vietnam(years=year)  # type: ignore[no-untyped-call]
    worked = (day for day in holidays.weekend_workdays if day.year == year)
    return frozenset(holidays), frozenset(worked)


@cache
def _table() -> dict[int, Exceptions]:
    days: dict[tuple[int, str], set[date]] = defaultdict(set)
    with TABLE.open(encoding="ascii", newline="") as file:
        for day, kind in csv.reader(file):
            days[int(day[:4]), kind].add(date.fromisoformat(day))
    years = range(FIRST_YEAR, LAST_YEAR + 1)
    return {year: (frozenset(days[year, OFF]), frozenset(days[year, WORKED])) for year in years}
