"""The figures entered for indicators. The newest of a period counts; what was there before stays."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlalchemy import func, insert, select

from storage.database import Connection
from storage.ground.days.calendars import BY_MONTHS
from storage.ground.days.periods import Period
from storage.models import WHO, Every, IndicatorValue, Person, Who
from storage.registers.changes import Author
from storage.registers.indicators import IndicatorRow, all_indicators, indicators_in_use, own_period
from storage.rows import all_as


@dataclass(frozen=True, slots=True)
class ValueRow:
    """`value` None: taken back. `base`: of how many."""

    indicator_id: int
    first: date
    last: date
    value: Decimal | None
    base: Decimal | None
    person: Who
    entered_at: datetime


@dataclass(frozen=True, slots=True)
class Figure:
    """An indicator in one of its periods; `entered` is None where it is missing."""

    indicator: IndicatorRow
    period: Period
    entered: ValueRow | None

    @property
    def is_known(self) -> bool:
        return self.entered is not None and self.entered.value is not None


_VALUES = select(
    IndicatorValue.indicator_id,
    IndicatorValue.first,
    IndicatorValue.last,
    IndicatorValue.value,
    IndicatorValue.base,
    WHO.label("person"),
    IndicatorValue.entered_at,
).outerjoin(Person, Person.id == IndicatorValue.person_id)


async def enter_value(
    db: Connection, indicator_id: int, period: Period, value: Decimal | None, base: Decimal | None, author: Author
) -> None:
    row = {"indicator_id": indicator_id, "first": period.first, "last": period.last, "value": value, "base": base}
    await db.execute(insert(IndicatorValue), row | {"person_id": author.person_id, "entered_at": author.now})


async def values_of(db: Connection, indicator_id: int, period: Period) -> Sequence[ValueRow]:
    """All that was ever entered for this period, the newest first."""
    statement = (
        _VALUES.where(IndicatorValue.indicator_id == indicator_id, IndicatorValue.first == period.first)
        .where(IndicatorValue.last == period.last)
        .order_by(IndicatorValue.id.desc())
    )
    return all_as(ValueRow, await db.execute(statement))


async def _entered(
    db: Connection, indicator_ids: Collection[int], first: date, last: date
) -> dict[tuple[int, date, date], ValueRow]:
    """The values that count, of periods that end in these days."""
    newest = (
        select(func.max(IndicatorValue.id))
        .where(IndicatorValue.indicator_id.in_(indicator_ids), IndicatorValue.last.between(first, last))
        .group_by(IndicatorValue.indicator_id, IndicatorValue.first, IndicatorValue.last)
    )
    rows = await db.execute(_VALUES.where(IndicatorValue.id.in_(newest), IndicatorValue.value.is_not(None)))
    return {(value.indicator_id, value.first, value.last): value for value in all_as(ValueRow, rows)}


async def figures_of(db: Connection, periods: Sequence[tuple[IndicatorRow, Period]]) -> list[Figure]:
    """The figure of each of these indicators and periods."""
    if not periods:
        return []
    ends = [period.last for _, period in periods]
    entered = await _entered(db, {indicator.id for indicator, _ in periods}, min(ends), max(ends))
    return [
        Figure(indicator, period, entered.get((indicator.id, period.first, period.last)))
        for indicator, period in periods
    ]


async def figures_on(db: Connection, unit_ids: Collection[int], on: date) -> list[Figure]:
    """Of each indicator the figure of the period in which that day lies."""
    found = await indicators_in_use(db, unit_ids)
    return await figures_of(db, [(indicator, own_period(indicator.every, on)) for indicator in found])


def _own_periods(indicator: IndicatorRow, period: Period) -> Iterator[Period]:
    """The indicator's periods that end within this one."""
    first = period.first
    while first <= period.last:
        own = own_period(indicator.every, first)
        if own.last <= period.last:
            yield own
        first = own.last + timedelta(days=1)


async def indicators_of(db: Connection, unit_ids: Collection[int], period: Period) -> list[Figure]:
    """For a report: each indicator's figures of its own periods that end within the report's, missing ones too, in
    order. One withdrawn since then appears with what was entered while it was in use."""
    found = await all_indicators(db, unit_ids)
    return await _in_use(db, [(row, own) for row in found for own in _own_periods(row, period)])


async def indicators_for(db: Connection, unit_ids: Collection[int], period: Period, ended_on: date) -> list[Figure]:
    """What a report of this period says: of a month or several those that end in it, of any two dates the last that had
    ended on that day."""
    if period.kind in BY_MONTHS:
        return await indicators_of(db, unit_ids, period)
    return await last_indicators(db, unit_ids, ended_on)


async def last_indicators(db: Connection, unit_ids: Collection[int], on: date) -> list[Figure]:
    """The same of each indicator's last period that had ended on that day: for a report of any two dates."""
    return await _in_use(db, [(row, _last_ended(row.every, on)) for row in await all_indicators(db, unit_ids)])


async def _in_use(db: Connection, periods: Sequence[tuple[IndicatorRow, Period]]) -> list[Figure]:
    found = await figures_of(db, periods)
    return [figure for figure in found if figure.entered or figure.indicator.withdrawn_at is None]


def _last_ended(every: Every, on: date) -> Period:
    own = own_period(every, on)
    return own if own.last <= on else own_period(every, own.first - timedelta(days=1))
