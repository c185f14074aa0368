"""The figures of a period. Roll-ups and partial indexes keep each query flat: docs/benchmarks.md."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import BindParameter, Date, Select, bindparam, func, select

from storage.database import Connection
from storage.dossiers.lateness import late_at_end_of
from storage.dossiers.waiting import waiting_at
from storage.ground.days.periods import Period
from storage.models import ApologyLetter, Dossier, DossierEvent, EventKind, LateSpell, OutsideTotal
from storage.people.units import tops_of
from storage.ratings.raters import repeats_within
from storage.roll_ups import DOSSIERS, RATINGS, stretches


@dataclass(frozen=True, slots=True)
class DossierFigures:
    """`late`: of those received in the period, as things stood at its end. `late_earlier`: received before the period
    and gone late within it; they belong to no share of those received, but letters are owed for them, too."""

    received: int
    returned: int
    late: int
    letters: int
    late_earlier: int
    letters_earlier: int
    apart: "Apart"

    @property
    def late_in_all(self) -> int:
        return self.late + self.late_earlier

    @property
    def letters_in_all(self) -> int:
        """Letters for all of them."""
        return self.letters + self.letters_earlier


@dataclass(frozen=True, slots=True)
class Apart:
    """Dossiers that wait for a supplement at the end of the period; refused and withdrawn within it."""

    waiting: int = 0
    refused: int = 0
    withdrawn: int = 0

    @property
    def is_empty(self) -> bool:
        return not (self.waiting or self.refused or self.withdrawn)


@dataclass(frozen=True, slots=True)
class ChannelFigures:
    """`outside`: the name under which totals counted elsewhere were entered; otherwise one of our channels."""

    channel: str
    outside: bool
    satisfied: int
    rated: int


@dataclass(frozen=True, slots=True)
class OutsideTotalRow:
    channel: str
    first: date
    last: date
    satisfied: int
    rated: int


@dataclass(frozen=True, slots=True)
class RatingFigures:
    """`not_counted`: outside totals that only overlap the period; they cannot be divided. `persons` and `covered`
    (dossiers with a rating) are known of our own channels only, and None where all ratings are outside totals: nobody
    knows how many persons these were."""

    channels: Sequence[ChannelFigures]
    not_counted: Sequence[OutsideTotalRow]
    persons: int | None
    covered: int | None

    @property
    def satisfied(self) -> int:
        return sum(channel.satisfied for channel in self.channels)

    @property
    def rated(self) -> int:
        return sum(channel.rated for channel in self.channels)


# Built once: building one of these takes longer than the database needs to answer it.
_UNITS: BindParameter[Sequence[int]] = bindparam("units", expanding=True)
_FIRST, _LAST = bindparam("first", type_=Date), bindparam("last", type_=Date)
# The day at whose end the figures stand.
_DAY = bindparam("day", type_=Date)

_dossiers = DOSSIERS.within(lambda rows: rows.unit_id.in_(_UNITS))
_SUMS = select(
    func.coalesce(func.sum(_dossiers.c.received), 0).label("received"),
    func.coalesce(func.sum(_dossiers.c.returned), 0).label("returned"),
)


def late_and_letters(units: Any, first: BindParameter[date], day: BindParameter[date]) -> Select[int, int]:
    """As things stood at the end of `day`: `late` ones of those received since `first`, and `letters` for them."""
    return _late_ones(units, day).where(LateSpell.received_on.between(first, day))


def late_of_earlier(units: Any, first: BindParameter[date], day: BindParameter[date]) -> Select[int, int]:
    """The same of those received before `first` and gone late since."""
    return _late_ones(units, day).where(LateSpell.received_on < first, LateSpell.late_from > first)


def _late_ones(units: Any, day: BindParameter[date]) -> Select[int, int]:
    return (
        select(func.count().label("late"), func.count(ApologyLetter.dossier_id).label("letters"))
        .select_from(LateSpell)
        .outerjoin(
            ApologyLetter,
            (ApologyLetter.dossier_id == LateSpell.dossier_id)
            & (ApologyLetter.issued_on.is_(None) | (ApologyLetter.issued_on <= day)),
        )
        .where(LateSpell.unit_id.in_(units), late_at_end_of(day))
    )


_LATE = late_and_letters(_UNITS, _FIRST, _DAY)
_LATE_EARLIER = late_of_earlier(_UNITS, _FIRST, _DAY)
# As an expression, so that no plan begins with all dossiers of the units: the events asked for are few.
_OF_UNITS = (Dossier.unit_id + 0).in_(_UNITS)
_CLOSED = (
    select(DossierEvent.kind, func.count(DossierEvent.dossier_id.distinct()).label("dossiers"))
    .join(Dossier, Dossier.id == DossierEvent.dossier_id)
    .where(DossierEvent.kind.in_((EventKind.REFUSED, EventKind.WITHDRAWN)), DossierEvent.day.between(_FIRST, _DAY))
    .where(_OF_UNITS)
    .group_by(DossierEvent.kind)
)
_waits = waiting_at(_DAY).subquery()
_WAITING = (
    select(func.count(_waits.c.dossier_id.distinct())).join(Dossier, Dossier.id == _waits.c.dossier_id).where(_OF_UNITS)
)
_ratings = RATINGS.within(lambda rows: rows.unit_id.in_(_UNITS))
_BY_CHANNEL = (
    select(
        _ratings.c.channel,
        func.sum(_ratings.c.satisfied).label("satisfied"),
        func.sum(_ratings.c.rated).label("rated"),
        func.sum(_ratings.c.identified).label("identified"),
        func.sum(_ratings.c.covered).label("covered"),
    )
    .group_by(_ratings.c.channel)
    .order_by(_ratings.c.channel)
)
_OUTSIDE = (
    select(
        OutsideTotal.folded_channel,
        OutsideTotal.channel,
        OutsideTotal.first,
        OutsideTotal.last,
        OutsideTotal.satisfied,
        OutsideTotal.rated,
    )
    .where(OutsideTotal.unit_id.in_(_UNITS), OutsideTotal.first <= _LAST, OutsideTotal.last >= _FIRST)
    .order_by(OutsideTotal.id)
)


async def dossier_figures(db: Connection, unit_ids: Collection[int], period: Period, today: date) -> DossierFigures:
    units, day = list(unit_ids), period.as_of(today)
    counted = (await db.execute(_SUMS, {"units": units, **stretches(period.first, day)})).one()
    within = {"units": units, "first": period.first, "day": day}
    late, letters = (await db.execute(_LATE, within)).one()
    earlier, letters_earlier = (await db.execute(_LATE_EARLIER, within)).one()
    received, returned = int(counted.received), int(counted.returned)
    return DossierFigures(received, returned, late, letters, earlier, letters_earlier, await _apart(db, within))


async def _apart(db: Connection, within: dict[str, Any]) -> Apart:
    closed = {row.kind: int(row.dossiers) for row in await db.execute(_CLOSED, within)}
    waiting: int = (await db.execute(_WAITING, within)).scalar_one()
    return Apart(waiting, closed.get(EventKind.REFUSED, 0), closed.get(EventKind.WITHDRAWN, 0))


async def rating_figures(db: Connection, unit_ids: Collection[int], period: Period, today: date) -> RatingFigures:
    units, day = list(unit_ids), period.as_of(today)
    rows = (await db.execute(_BY_CHANNEL, {"units": units, **stretches(period.first, day)})).all()
    channels = [ChannelFigures(row.channel, False, int(row.satisfied), int(row.rated)) for row in rows]
    outside, not_counted = await _outside_figures(db, unit_ids, period)
    repeats = await repeats_within(db, await tops_of(db, unit_ids), period.first, day)
    unknown = any(total.rated for total in outside) and not any(channel.rated for channel in channels)
    return RatingFigures(
        [*channels, *outside],
        not_counted,
        persons=None if unknown else sum(int(row.identified) for row in rows) - repeats,
        covered=None if unknown else sum(int(row.covered) for row in rows),
    )


async def _outside_figures(
    db: Connection, unit_ids: Collection[int], period: Period
) -> tuple[list[ChannelFigures], list[OutsideTotalRow]]:
    whole, not_counted = await outside_totals(db, unit_ids, period)
    channels = []
    for same in whole.values():
        satisfied, rated = sum(total.satisfied for total in same), sum(total.rated for total in same)
        channels.append(ChannelFigures(same[0].channel, True, satisfied, rated))
    return channels, not_counted


async def outside_totals(
    db: Connection, unit_ids: Collection[int], period: Period
) -> tuple[dict[str, list[OutsideTotalRow]], list[OutsideTotalRow]]:
    """Those that count in the period, by the channel's folded name, however it was written from file to file; and
    those that only overlap it."""
    whole: dict[str, list[OutsideTotalRow]] = {}
    not_counted = []
    within = {"units": list(unit_ids), "first": period.first, "last": period.last}
    for row in await db.execute(_OUTSIDE, within):
        total = OutsideTotalRow(row.channel, row.first, row.last, row.satisfied, row.rated)
        if period.first <= total.first and total.last <= period.last:
            whole.setdefault(row.folded_channel, []).append(total)
        else:
            not_counted.append(total)
    return whole, not_counted
