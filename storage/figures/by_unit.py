"""A period's figures unit by unit: a few statements for all of them, however many there are."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Protocol, Self, TypeVar

from sqlalchemy import BindParameter, Date, bindparam, func, select

from storage.database import Connection
from storage.dossiers.lateness import late_at_end_of
from storage.figures.compared import outside_sums
from storage.ground.days.periods import Period
from storage.models import LateSpell, OutsideTotal
from storage.people.units import UnitRow, all_units, units_above
from storage.plan.tasks import TaskState, tasks_of_year
from storage.roll_ups import DOSSIERS, RATINGS, stretches


@dataclass(slots=True)
class UnitFigures:
    """Of a unit and all below it. `overlapping`: outside totals that only overlap the period and are not counted."""

    tasks: int = 0
    done: int = 0
    overdue: int = 0
    received: int = 0
    late: int = 0
    satisfied: int = 0
    rated: int = 0
    overlapping: int = 0

    def add(self, other: "UnitFigures") -> None:
        for field in fields(self):
            setattr(self, field.name, getattr(self, field.name) + getattr(other, field.name))

    @property
    def is_empty(self) -> bool:
        return not (self.tasks or self.received or self.rated)


_UNITS: BindParameter[Sequence[int]] = bindparam("units", expanding=True)
_DAY, _FIRST, _LAST = (bindparam(name, type_=Date) for name in ("day", "first", "last"))
_dossiers = DOSSIERS.within(lambda rows: rows.unit_id.in_(_UNITS))
_RECEIVED = select(_dossiers.c.unit_id, func.sum(_dossiers.c.received)).group_by(_dossiers.c.unit_id)
_LATE = (
    select(LateSpell.unit_id, func.count())
    .where(LateSpell.unit_id.in_(_UNITS), LateSpell.received_on.between(_FIRST, _DAY), late_at_end_of(_DAY))
    .group_by(LateSpell.unit_id)
)
_ratings = RATINGS.within(lambda rows: rows.unit_id.in_(_UNITS))
_RATED = select(_ratings.c.unit_id, func.sum(_ratings.c.satisfied), func.sum(_ratings.c.rated)).group_by(
    _ratings.c.unit_id
)
_OUTSIDE = outside_sums(_FIRST, _LAST).add_columns(OutsideTotal.unit_id).group_by(OutsideTotal.unit_id)
_OF_UNITS = _OUTSIDE.where(OutsideTotal.unit_id.in_(_UNITS))


async def figures_by_unit(
    db: Connection, tops: Collection[int], unit_ids: Collection[int], period: Period, today: date
) -> list[tuple[UnitRow, UnitFigures]]:
    """Of the tops themselves what belongs to none of the units right below them, and of each of those with all below
    it; in the order of the tree."""
    own = await _own_service(db, unit_ids, period, today)
    await _add_tasks(db, own, period, today)
    return await gathered(db, tops, own, UnitFigures)


async def service_by_unit(
    db: Connection, tops: Collection[int], unit_ids: Collection[int], period: Period, today: date
) -> list[tuple[UnitRow, UnitFigures]]:
    """The same without tasks."""
    return await gathered(db, tops, await _own_service(db, unit_ids, period, today), UnitFigures)


class Sums(Protocol):
    def add(self, other: Self, /) -> None: ...


S = TypeVar("S", bound=Sums)


async def gathered(
    db: Connection, tops: Collection[int], own: Mapping[int, S], nothing: Callable[[], S]
) -> list[tuple[UnitRow, S]]:
    """`own`: what each unit has by itself, of all that are asked for. Given is what `figures_by_unit` gives."""
    units = [unit for unit in await all_units(db) if unit.id in own]
    shown = {unit.id: nothing() for unit in units if unit.id in tops or unit.parent_id in tops}
    above = units_above(units_known(units))
    for unit_id, figures in own.items():
        nearest = next(one for one in above[unit_id] if one in shown)
        shown[nearest].add(figures)
    return [(unit, shown[unit.id]) for unit in units if unit.id in shown]


def units_known(units: Collection[UnitRow]) -> list[UnitRow]:
    """With nothing above them that is not among them."""
    ids = {unit.id for unit in units}
    return [unit if unit.parent_id in ids else UnitRow(unit.id, unit.name, None) for unit in units]


async def _own_service(
    db: Connection, unit_ids: Collection[int], period: Period, today: date
) -> Mapping[int, UnitFigures]:
    ids, day = sorted(unit_ids), period.as_of(today)
    found = {unit_id: UnitFigures() for unit_id in ids}
    within = {"units": ids, **stretches(period.first, day)}
    for unit_id, received in await db.execute(_RECEIVED, within):
        found[unit_id].received = int(received)
    for unit_id, late in await db.execute(_LATE, {"units": ids, "first": period.first, "day": day}):
        found[unit_id].late = late
    days = {"units": ids, "first": period.first, "last": period.last}
    for unit_id, satisfied, count in await db.execute(_RATED, within):
        found[unit_id].satisfied, found[unit_id].rated = int(satisfied), int(count)
    for row in await db.execute(_OF_UNITS, days):
        own = found[row.unit_id]
        own.satisfied += int(row.satisfied)
        own.rated += int(row.rated)
        own.overlapping = int(row.overlapping)
    return found


async def _add_tasks(db: Connection, found: Mapping[int, UnitFigures], period: Period, today: date) -> None:
    for task in await tasks_of_year(db, sorted(found), period.last.year, period.as_of(today)):
        own = found[task.unit_id]
        own.tasks += 1
        own.done += task.is_done
        own.overdue += task.state is TaskState.OVERDUE
