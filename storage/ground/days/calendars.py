"""The two regimes report the same data with different cut-off days.

CCHC: calendar months. KSTTHC (kiểm soát thủ tục hành chính, Thông tư 02/2017/TT-VPCP, Điều 35): from the 15th of the
month before to the 14th. Two dates given as such are meant as they stand, in either regime.
"""

import enum
from dataclasses import dataclass
from datetime import date, timedelta

from storage.ground.days.periods import Period, PeriodKind

BY_MONTHS = frozenset(
    {
        PeriodKind.MONTH,
        PeriodKind.QUARTER,
        PeriodKind.HALF,
        PeriodKind.NINE_MONTHS,
        PeriodKind.MONTHS,
        PeriodKind.YEAR,
    }
)


class Regime(enum.StrEnum):
    CCHC = "cchc"
    KSTTHC = "kstthc"


@dataclass(frozen=True, slots=True)
class Calendars:
    """`first_days`: the day on which a regime's month begins; above 1 it is a day of the month before. `dated`: the
    same from a day until a day (None: open), which overrules it for periods that end within; the first one counts."""

    first_days: tuple[tuple[Regime, int], ...] = ((Regime.CCHC, 1), (Regime.KSTTHC, 15))
    dated: tuple[tuple[Regime, date | None, date | None, int], ...] = ()

    def days_of(self, period: Period, regime: Regime) -> Period:
        """The days that a period of whole months covers in this regime."""
        begins = self.begins(regime, period.last)
        if begins == 1 or period.kind not in BY_MONTHS:
            return period
        return Period(_in_month_before(period.first, begins), _in_month_before(next_day(period.last), begins - 1))

    def begins(self, regime: Regime, day: date) -> int:
        """The day on which this regime's month begins, by the rules of that day."""
        for of, first, last, begins in self.dated:
            if of is regime and (first is None or first <= day) and (last is None or day <= last):
                return begins
        return dict(self.first_days)[regime]

    def differ(self, period: Period) -> bool:
        return self.days_of(period, Regime.CCHC) != self.days_of(period, Regime.KSTTHC)


def next_day(day: date) -> date:
    return day + timedelta(days=1)


def _in_month_before(first_of_month: date, day: int) -> date:
    return (first_of_month - timedelta(days=1)).replace(day=day)


def only_in(one: Period, other: Period) -> list[Period]:
    """The days of one period that are not days of the other: before it, after it, or all."""
    if one.last < other.first or one.first > other.last:
        return [one]
    parts = []
    if one.first < other.first:
        parts.append(Period(one.first, other.first - timedelta(days=1)))
    if one.last > other.last:
        parts.append(Period(other.last + timedelta(days=1), one.last))
    return parts
