"""Figures that no system gives: what is asked for, how often, and of whom."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert, select, update

from storage.database import Connection
from storage.ground.days.periods import Period
from storage.ground.days.working_time import local_day
from storage.ground.refusals import Refusal
from storage.ground.text import fold
from storage.models import Every, Indicator, Register, Unit, What
from storage.registers.changes import Author, add_change
from storage.rows import all_as, one_as

_MONTHS = {Every.MONTH: 1, Every.QUARTER: 3, Every.HALF: 6, Every.YEAR: 12}


def own_period(every: Every, on: date) -> Period:
    """The month, quarter, half or year in which that day lies."""
    length = _MONTHS[every]
    first = (on.month - 1) // length * length + 1
    return Period.of_months(on.year, first, first + length - 1)


def fits(every: Every, period: Period) -> bool:
    return own_period(every, period.first) == period


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """`unit`: the one that answers for it. `base`: what the value is a part of; empty where it is no rate."""

    id: int
    unit_id: int
    unit: str
    name: str
    measure: str
    base: str
    every: Every
    created_on: date
    withdrawn_at: datetime | None


_INDICATORS: Any = (
    select(
        Indicator.id,
        Indicator.unit_id,
        Unit.name.label("unit"),
        Indicator.name,
        Indicator.measure,
        Indicator.base,
        Indicator.every,
        Indicator.created_on,
        Indicator.withdrawn_at,
    )
    .join(Unit, Unit.id == Indicator.unit_id)
    .order_by(Indicator.id)
)


async def all_indicators(db: Connection, unit_ids: Collection[int] | None) -> list[IndicatorRow]:
    """The indicators of these units, or of all units; withdrawn ones included."""
    statement = _INDICATORS if unit_ids is None else _INDICATORS.where(Indicator.unit_id.in_(unit_ids))
    return all_as(IndicatorRow, await db.execute(statement))


async def indicators_in_use(db: Connection, unit_ids: Collection[int] | None = None) -> list[IndicatorRow]:
    return [indicator for indicator in await all_indicators(db, unit_ids) if indicator.withdrawn_at is None]


async def find_indicator(db: Connection, unit_ids: Collection[int], indicator_id: int) -> IndicatorRow:
    """Refuses with `indicator.unknown` also where it is another unit's."""
    statement = _INDICATORS.where(Indicator.id == indicator_id, Indicator.unit_id.in_(unit_ids))
    row = one_as(IndicatorRow, await db.execute(statement))
    if row is None:
        raise Refusal("indicator.unknown")
    return row


@dataclass(frozen=True, slots=True)
class Definition:
    name: str
    measure: str = ""
    base: str = ""
    every: Every = Every.QUARTER


async def define_indicator(db: Connection, unit_id: int, definition: Definition, author: Author) -> int:
    """Refuses with `indicator.twice` where the unit has one of that name in use."""
    await _refuse_twice(db, unit_id, definition.name)
    row = {"unit_id": unit_id, "name": definition.name, "folded_name": fold(definition.name)}
    row |= {"measure": definition.measure, "base": definition.base, "every": definition.every}
    row |= {"created_on": local_day(author.now)}
    return (await db.scalars(insert(Indicator).returning(Indicator.id), row)).one()


async def _refuse_twice(db: Connection, unit_id: int, name: str) -> None:
    statement = select(Indicator.id).where(
        Indicator.unit_id == unit_id, Indicator.folded_name == fold(name), Indicator.withdrawn_at.is_(None)
    )
    if (await db.scalars(statement)).first() is not None:
        raise Refusal("indicator.twice", name=name)


async def change_indicator(db: Connection, indicator: IndicatorRow, what: What, after: str, author: Author) -> None:
    """`what`: its name, measure, base or how often it is due. Refuses with `indicator.twice` a name that the unit has
    in use."""
    if what is What.NAME and fold(after) != fold(indicator.name):
        await _refuse_twice(db, indicator.unit_id, after)
    values: dict[str, object] = {what.value: Every(after) if what is What.EVERY else after}
    if what is What.NAME:
        values["folded_name"] = fold(after)
    await db.execute(update(Indicator).where(Indicator.id == indicator.id).values(values))
    before = str(getattr(indicator, what.value))
    await add_change(db, Register.INDICATOR, indicator.id, author, what, before, after)


async def give_indicator(db: Connection, indicator: IndicatorRow, unit_id: int, unit: str, author: Author) -> None:
    """Gives it to another unit, which answers for it from now on. Refuses with `indicator.twice` where that unit has
    one of this name in use."""
    await _refuse_twice(db, unit_id, indicator.name)
    await db.execute(update(Indicator).where(Indicator.id == indicator.id).values(unit_id=unit_id))
    await add_change(db, Register.INDICATOR, indicator.id, author, What.UNIT, indicator.unit, unit)


async def set_indicator_withdrawn(db: Connection, indicator: IndicatorRow, withdrawn: bool, author: Author) -> None:
    """The values stay, in the reports of their periods too. Refuses with `indicator.twice` where it is taken back into
    use and the unit has another of its name."""
    if not withdrawn:
        await _refuse_twice(db, indicator.unit_id, indicator.name)
    at = author.now if withdrawn else None
    await db.execute(update(Indicator).where(Indicator.id == indicator.id).values(withdrawn_at=at))
    what = What.WITHDRAWN if withdrawn else What.RESTORED
    await add_change(db, Register.INDICATOR, indicator.id, author, what)
