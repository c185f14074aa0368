"""A period: two days, both within. What kind it is follows from the days themselves."""

import enum
import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

FIRST_YEAR, LAST_YEAR = 2000, 2100
_CODE = re.compile(r"(\d{4})(\d{2})(\d{2})-(\d{4})(\d{2})(\d{2})", re.ASCII)


class PeriodKind(enum.StrEnum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    NINE_MONTHS = "nine_months"
    MONTHS = "months"  # from January to the end of a month that ends none of the above
    YEAR = "year"
    CUSTOM = "custom"


# Months from January on, whole months only: length → kind.
_FROM_JANUARY = {3: PeriodKind.QUARTER, 6: PeriodKind.HALF, 9: PeriodKind.NINE_MONTHS, 12: PeriodKind.YEAR}
_STEP_MONTHS = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.HALF: 6}
_YEARLY = frozenset({PeriodKind.NINE_MONTHS, PeriodKind.MONTHS, PeriodKind.YEAR})


def month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


@dataclass(frozen=True, slots=True)
class Period:
    """Raises ValueError for days in the wrong order or outside the years 2000 to 2100."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise ValueError(f"a period ends before it begins: {self.first} – {self.last}")
        if self.first.year < FIRST_YEAR or self.last.year > LAST_YEAR:
            raise ValueError(f"a period lies within {FIRST_YEAR}–{LAST_YEAR}: {self.first} – {self.last}")

    @classmethod
    def of_months(cls, year: int, first: int, last: int) -> "Period":
        return cls(date(year, first, 1), month_end(year, last))

    @classmethod
    def from_code(cls, code: str) -> "Period":
        """Reads what `code` writes. Raises ValueError for anything else."""
        match = _CODE.fullmatch(code)
        if match is None:
            raise ValueError("not the code of a period")
        numbers = [int(number) for number in match.groups()]
        return cls(date(*numbers[:3]), date(*numbers[3:]))

    @property
    def code(self) -> str:
        """`20190701-20190930`: what a button carries."""
        return f"{self.first:%Y%m%d}-{self.last:%Y%m%d}"

    @property
    def kind(self) -> PeriodKind:
        if self.first == self.last:
            return PeriodKind.DAY
        if self._is_whole_months:
            return self._kind_of_months()
        if self.first.weekday() == 0 and (self.last - self.first).days == 6:
            return PeriodKind.WEEK
        return PeriodKind.CUSTOM

    @property
    def _is_whole_months(self) -> bool:
        ends_month = self.last == month_end(self.last.year, self.last.month)
        return self.first.day == 1 and ends_month and self.first.year == self.last.year

    @property
    def _is_year_so_far(self) -> bool:
        """From New Year to a day that every year has, and that ends no month in any."""
        february = self.last.month == 2 and self.last.day > 27
        return self.first.day == self.first.month == 1 and self.first.year == self.last.year and not february

    def a_year_before(self) -> "Period":
        """The same days of the year before, to a month's end where this ends one; at the edge of the years the period
        itself."""
        last = month_end(self.last.year - 1, self.last.month)
        if self.last != month_end(self.last.year, self.last.month):
            last = last.replace(day=min(last.day, self.last.day))
        first_day = min(self.first.day, month_end(self.first.year - 1, self.first.month).day)
        try:
            return Period(self.first.replace(year=self.first.year - 1, day=first_day), last)
        except ValueError:
            return self

    def _months_on(self, by: int) -> "Period":
        """As many whole months before or after it as it has."""
        first, last = (day.year * 12 + day.month - 1 for day in (self.first, self.last))
        step = by * (last - first + 1)
        (first_year, first_month), (last_year, last_month) = divmod(first + step, 12), divmod(last + step, 12)
        return Period(date(first_year, first_month + 1, 1), month_end(last_year, last_month + 1))

    def _kind_of_months(self) -> PeriodKind:
        first, length = self.first.month, self.last.month - self.first.month + 1
        if length == 1:
            return PeriodKind.MONTH
        if first == 1:
            return _FROM_JANUARY.get(length, PeriodKind.MONTHS)
        if length == 3 and first % 3 == 1:
            return PeriodKind.QUARTER
        return PeriodKind.HALF if (first, length) == (7, 6) else PeriodKind.CUSTOM

    def previous(self) -> "Period":
        return self._moved(-1)

    def next(self) -> "Period":
        return self._moved(+1)

    def as_of(self, today: date) -> date:
        """The day at whose end the figures stand: its last, or today while it runs."""
        return min(self.last, today)

    def _moved(self, by: int) -> "Period":
        """The neighbour of the same kind; at the edge of the years the period itself."""
        try:
            return self._neighbour(by)
        except (ValueError, OverflowError):
            return self

    def _neighbour(self, by: int) -> "Period":
        kind = self.kind
        if kind in _YEARLY:
            return Period.of_months(self.first.year + by, self.first.month, self.last.month)
        if kind in _STEP_MONTHS:
            step = _STEP_MONTHS[kind]
            year, month = divmod(self.first.year * 12 + self.first.month - 1 + by * step, 12)
            return Period.of_months(year, month + 1, month + step)
        if self.first.day == 1 and self.last == month_end(self.last.year, self.last.month):
            return self._months_on(by)
        if self._is_year_so_far:
            return Period(*(day.replace(year=day.year + by) for day in (self.first, self.last)))
        length = timedelta(days=(self.last - self.first).days + 1)
        return Period(self.first + by * length, self.last + by * length)
