"""What the public is told of a period, on the page `/so-lieu` and as open data: totals, nothing about a person."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from storage.database import Connection
from storage.figures.by_unit import service_by_unit
from storage.figures.summary import dossier_figures, rating_figures
from storage.ground.days.periods import Period
from storage.people.units import all_units, tops_of
from storage.rules.rules import targets_at

# Who rated is kept secret (Nghị định 224/2026, article 10): of fewer ratings people would guess whose they are.
FEWEST_RATINGS = 5
_MONTHS = 12
_QUARTERS = (4, 3, 2, 1)


@dataclass(frozen=True, slots=True)
class PublicRow:
    """`unit`: empty for the whole office. `received`, `late`: dossiers, late ones of those received. `rated`,
    `satisfied`: ratings; None where they are withheld."""

    unit: str
    received: int
    late: int
    rated: int | None
    satisfied: int | None

    @property
    def in_time(self) -> int:
        """Returned in time, or still in time at the period's end."""
        return self.received - self.late

    @property
    def is_empty(self) -> bool:
        return not (self.received or self.rated or self.rated is None)


@dataclass(frozen=True, slots=True)
class PublicPeriod:
    """`target`: of satisfaction, in per cent. `not_counted`: totals of other channels that only overlap the period."""

    period: Period
    returned: int
    target: int
    not_counted: int
    whole: PublicRow
    units: Sequence[PublicRow]


def published_periods(today: date) -> list[Period]:
    """Only those that are over, so that nobody sees from one day to the next what one person's rating was: the year so
    far, the quarters and the year before it, twelve months; the newest of each kind first."""
    last = today.replace(day=1) - timedelta(days=1)
    months = [Period.of_months(last.year, last.month, last.month)]
    while len(months) < _MONTHS:
        months.append(months[-1].previous())
    quarters = [
        Period.of_months(year, 3 * part - 2, 3 * part) for year in (last.year, last.year - 1) for part in _QUARTERS
    ]
    years = [Period.of_months(last.year, 1, last.month), Period.of_months(last.year - 1, 1, 12)]
    found = [*years, *(quarter for quarter in quarters if quarter.last <= last), *months]
    return list(dict.fromkeys(found))  # in March the year so far is a quarter, in January a month


async def publish(db: Connection, period: Period, today: date) -> PublicPeriod:
    """The figures of all units there are."""
    units = {unit.id for unit in await all_units(db)}
    dossiers = await dossier_figures(db, units, period, today)
    ratings = await rating_figures(db, units, period, today)
    by_unit = await service_by_unit(db, await tops_of(db, units), units, period, today)
    rows = [PublicRow(unit.name, own.received, own.late, own.rated, own.satisfied) for unit, own in by_unit]
    whole = PublicRow("", dossiers.received, dossiers.late, ratings.rated, ratings.satisfied)
    few = _is_few(whole)
    return PublicPeriod(
        period,
        dossiers.returned,
        (await targets_at(db, period.last)).satisfaction,
        len(ratings.not_counted),
        _withheld(whole) if few else whole,
        [row for row in (map(_withheld, rows) if few else withhold(rows)) if not row.is_empty],
    )


def withhold(rows: Collection[PublicRow]) -> list[PublicRow]:
    """The rows without ratings that could be somebody's: of units with few, and, where those few together are what the
    total lacks, of the unit with the next fewest, too."""
    hidden = [row for row in rows if _is_few(row)]
    if 0 < sum(row.rated or 0 for row in hidden) < FEWEST_RATINGS:
        others = [row for row in rows if row.rated and not _is_few(row)]
        hidden += sorted(others, key=lambda row: row.rated or 0)[:1]
    return [_withheld(row) if row in hidden else row for row in rows]


def _is_few(row: PublicRow) -> bool:
    return 0 < (row.rated or 0) < FEWEST_RATINGS


def _withheld(row: PublicRow) -> PublicRow:
    return replace(row, rated=None, satisfied=None) if row.rated else row
