"""Counts that are kept by day and by month: a period's whole months are read as months, and only its loose ends day by
day (docs/decisions/roll-ups-by-month.md)."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Date, Select, Subquery, bindparam, select, union_all

from storage.database import Connection
from storage.ground.days.periods import month_end
from storage.models import (
    Base,
    DossierDay,
    DossierMonth,
    HandlingDay,
    HandlingMonth,
    RatingDay,
    RatingMonth,
    RatingRepeat,
    RatingRepeatMonth,
)
from storage.upsert import Insert, insert

_ONE_DAY = timedelta(days=1)


def month_of(day: date) -> date:
    """Its first day: what a month is called in a roll-up."""
    return day.replace(day=1)


def stretches(first: date, last: date, suffix: str = "") -> dict[str, date]:
    """What `RollUp.within` with this suffix is to be executed with: the whole months between these days, the days
    before them and those after. Where there is no whole month, all days come before."""
    first_month = month_of(first) if first.day == 1 else month_end(first.year, first.month) + _ONE_DAY
    last_month = month_of(month_of(last + _ONE_DAY) - _ONE_DAY)
    if last_month < first_month:
        after_head = after_months = last + _ONE_DAY
    else:
        after_head, after_months = first_month, month_end(last_month.year, last_month.month) + _ONE_DAY
    days = {
        "first": first,
        "head_last": after_head - _ONE_DAY,
        "first_month": first_month,
        "last_month": last_month,
        "tail_first": after_months,
        "last": last,
    }
    return {f"{name}{suffix}": day for name, day in days.items()}


def _adding(table: type[Base]) -> Insert:
    statement, columns = insert(table), table.__table__.columns
    return statement.on_conflict_do_update(
        index_elements=[column.name for column in columns if column.primary_key],
        set_={column.name: column + statement.excluded[column.name] for column in columns if not column.primary_key},
    )


class RollUp:
    """Two tables with the same columns, but for the one's `day` and the other's `month`."""

    def __init__(self, by_day: type[Base], by_month: type[Base]) -> None:
        self._by_day, self._by_month = by_day, by_month
        columns = by_month.__table__.columns
        self._keys = [column.name for column in columns if column.primary_key and column.name != "month"]
        self._counts = [column.name for column in columns if not column.primary_key]
        self._add_to_days, self._add_to_months = _adding(by_day), _adding(by_month)

    async def add(self, db: Connection, rows: Sequence[dict[str, Any]]) -> None:
        """Each row is a day's. Always give the rows in the same order: two processes that write the same rows wait for
        each other in that order, and another order could deadlock them."""
        if rows:
            await db.execute(self._add_to_days, rows)
            await db.execute(self._add_to_months, self._by_months(rows))

    def _by_months(self, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        months: dict[tuple[Any, ...], Counter[str]] = {}
        for row in rows:
            key = (*(row[name] for name in self._keys), month_of(row["day"]))
            counts = months.setdefault(key, Counter())
            for name in self._counts:
                counts[name] += row[name]
        names = (*self._keys, "month")
        return [{**dict(zip(names, key, strict=True)), **counts} for key, counts in months.items()]

    def within(self, condition: Callable[[Any], ColumnElement[bool]], suffix: str = "") -> Subquery:
        """The rows of a period, see `stretches`. `condition`: of a table's other columns. `suffix`: of the names of its
        days, where one statement asks for several periods."""

        def rows(table: type[Base], on: str, first: str, last: str) -> Select[Any]:
            return self._rows(table, on, f"{first}{suffix}", f"{last}{suffix}").where(condition(table))

        return union_all(
            rows(self._by_month, "month", "first_month", "last_month"),
            rows(self._by_day, "day", "first", "head_last"),
            rows(self._by_day, "day", "tail_first", "last"),
        ).subquery()

    def _rows(self, table: type[Base], on: str, first: str, last: str) -> Select[Any]:
        columns = table.__table__.c
        return select(*(columns[name] for name in (*self._keys, *self._counts))).where(
            columns[on].between(bindparam(first, type_=Date), bindparam(last, type_=Date))
        )


RATINGS = RollUp(RatingDay, RatingMonth)
REPEATS = RollUp(RatingRepeat, RatingRepeatMonth)
DOSSIERS = RollUp(DossierDay, DossierMonth)
HANDLINGS = RollUp(HandlingDay, HandlingMonth)
