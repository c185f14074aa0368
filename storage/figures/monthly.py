"""Figures of a period month by month."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import extract, func, select

from storage.database import Connection
from storage.dossiers.lateness import late_at_end_of
from storage.figures.summary import (
    ChannelFigures,
    OutsideTotalRow,
    outside_totals,
    rating_figures,
)
from storage.ground.days.periods import Period
from storage.ground.text import fold
from storage.models import DossierDay, LateSpell, RatingDay

Month = date  # its first day


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """`part` of `whole`: satisfied of rated, late of received."""

    part: int
    whole: int


@dataclass(frozen=True, slots=True)
class MonthlyChannel:
    """`total` holds more than the months where an outside total runs over several of them."""

    total: ChannelFigures
    months: Mapping[Month, MonthFigures]


def months_of(period: Period, today: date) -> list[Month]:
    """Those that have begun, the first one in any case."""
    return list(_months(period.first, max(period.as_of(today), period.first)))


def _months(first: date, last: date) -> Iterator[Month]:
    for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        yield date(number // 12, number % 12 + 1, 1)


def _month(day: date) -> Month:
    return day.replace(day=1)


async def monthly_ratings(
    db: Connection, unit_ids: Collection[int], period: Period, today: date
) -> list[MonthlyChannel]:
    """The channels of the period's figures. An outside total is a month's where it lies within that month."""
    figures = await rating_figures(db, unit_ids, period, today)
    own = await _own_ratings(db, unit_ids, period, today)
    whole, _ = await outside_totals(db, unit_ids, period)
    outside = {channel: _by_month(totals) for channel, totals in whole.items()}
    return [
        MonthlyChannel(one, outside[fold(one.channel)] if one.outside else own.get(one.channel, {}))
        for one in figures.channels
    ]


async def _own_ratings(
    db: Connection, unit_ids: Collection[int], period: Period, today: date
) -> dict[str, dict[Month, MonthFigures]]:
    year, month = extract("year", RatingDay.day), extract("month", RatingDay.day)
    statement = (
        select(RatingDay.channel, year, month, func.sum(RatingDay.satisfied), func.sum(RatingDay.rated))
        .where(RatingDay.unit_id.in_(unit_ids), RatingDay.day.between(period.first, period.as_of(today)))
        .group_by(RatingDay.channel, year, month)
    )
    found: dict[str, dict[Month, MonthFigures]] = {}
    for channel, in_year, in_month, satisfied, rated in await db.execute(statement):
        figures = MonthFigures(int(satisfied), int(rated))
        found.setdefault(channel, {})[date(int(in_year), int(in_month), 1)] = figures
    return found


def _by_month(totals: Sequence[OutsideTotalRow]) -> dict[Month, MonthFigures]:
    months: dict[Month, MonthFigures] = {}
    for total in totals:
        if _month(total.first) == _month(total.last):
            old = months.get(_month(total.first), MonthFigures(0, 0))
            months[_month(total.first)] = MonthFigures(old.part + total.satisfied, old.whole + total.rated)
    return months


async def monthly_late(
    db: Connection, unit_ids: Collection[int], period: Period, today: date
) -> dict[Month, MonthFigures]:
    """Late ones of those received in each month, as things stood at the period's end."""
    day = period.as_of(today)
    received = select(DossierDay.day, DossierDay.received).where(
        DossierDay.unit_id.in_(unit_ids), DossierDay.day.between(period.first, day)
    )
    late = select(LateSpell.received_on).where(
        LateSpell.unit_id.in_(unit_ids), LateSpell.received_on.between(period.first, day), late_at_end_of(day)
    )
    counts: Counter[Month] = Counter()
    for on, count in await db.execute(received):
        counts[_month(on)] += int(count)
    lates = Counter(_month(on) for on in await db.scalars(late))
    return {month: MonthFigures(lates[month], count) for month, count in counts.items()}
