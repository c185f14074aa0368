"""What form II.06a counts: dossiers received, resolved and in hand, by unit and field, as things stood at the end of a
period. Read from roll-ups; only what waits and what is overdue is read dossier by dossier, and those are few."""

import enum
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta
from typing import Any

from sqlalchemy import BindParameter, Date, bindparam, func, select

from storage.database import Connection
from storage.dossiers.lateness import late_at_end_of
from storage.dossiers.waiting import waiting_at
from storage.ground.days.periods import FIRST_YEAR, Period
from storage.models import Dossier, LateSpell
from storage.roll_ups import HANDLINGS, stretches

_BEGINNING = date(FIRST_YEAR - 100, 1, 1)


class Cell(enum.StrEnum):
    """The columns 3 to 13 of the form, in its order."""

    RECEIVED = "received"
    ONLINE = "online"
    OTHER = "other"
    EARLIER = "earlier"
    RESOLVED = "resolved"
    BEFORE = "before"
    ON_TIME = "on_time"
    LATE = "late"
    IN_HAND = "in_hand"
    STILL_IN_TIME = "still_in_time"
    OVERDUE = "overdue"


@dataclass(slots=True)
class Results:
    """`other`: received directly or by post; `earlier`: in hand when the period began; `ended_in_time`: on the due day,
    refused or withdrawn; `waiting`: for a supplement at the period's end, in time; `overdue`: in hand and late then.
    `whole`, `part` and `…_online`: received for procedures offered online, and online."""

    online: int = 0
    other: int = 0
    earlier: int = 0
    before: int = 0
    ended_in_time: int = 0
    late: int = 0
    waiting: int = 0
    overdue: int = 0
    whole: int = 0
    whole_online: int = 0
    part: int = 0
    part_online: int = 0

    def add(self, other: "Results") -> None:
        for field in fields(self):
            setattr(self, field.name, getattr(self, field.name) + getattr(other, field.name))

    @property
    def received(self) -> int:
        return self.online + self.other + self.earlier

    @property
    def on_time(self) -> int:
        return self.ended_in_time + self.waiting

    @property
    def resolved(self) -> int:
        return self.before + self.on_time + self.late

    @property
    def in_hand(self) -> int:
        return self.received - self.resolved

    @property
    def still_in_time(self) -> int:
        return self.in_hand - self.overdue

    def of(self, cell: Cell) -> int:
        count: int = getattr(self, cell.value)
        return count

    @property
    def contradicts(self) -> bool:
        """The identities of the form hold by their making, unless a count that follows from others is below zero."""
        return min(self.of(cell) for cell in Cell) < 0

    @property
    def is_empty(self) -> bool:
        return not self.received


Key = tuple[int, str]
"""Unit and field."""

_UNITS: BindParameter[Sequence[int]] = bindparam("units", expanding=True)
_DAY = bindparam("day", type_=Date)


def _sums(suffix: str, *names: str) -> Any:
    rows = HANDLINGS.within(lambda table: table.unit_id.in_(_UNITS), suffix)
    return select(rows.c.unit_id, rows.c.field, *(func.sum(rows.c[name]).label(name) for name in names)).group_by(
        rows.c.unit_id, rows.c.field
    )


_OFFERED = ("whole", "whole_online", "part", "part_online")
_WITHIN = _sums("", "online", "other", "before", "in_time", "late", *_OFFERED)
_EARLIER = _sums("_before", "online", "other", "before", "in_time", "late")
# As an expression, so that no plan begins with the day of the end: of a past day most dossiers have ended since.
ENDED = func.coalesce(Dossier.ended_on, date(9999, 12, 31))
_OPEN = ENDED > _DAY
_LATE_THEN = (
    select(LateSpell.dossier_id).where(LateSpell.dossier_id == Dossier.id, late_at_end_of(_DAY)).correlate(Dossier)
).exists()
_BY_KEY = (Dossier.unit_id, Dossier.counted_field)
WAITS = Dossier.id.in_(waiting_at(_DAY)) & _OPEN & ~_LATE_THEN
IS_OVERDUE = _OPEN & _LATE_THEN
_WAITING = select(*_BY_KEY, func.count()).where((Dossier.unit_id + 0).in_(_UNITS), WAITS).group_by(*_BY_KEY)
_OVERDUE = (
    select(*_BY_KEY, func.count())
    .select_from(LateSpell)
    .join(Dossier, Dossier.id == LateSpell.dossier_id)
    .where(LateSpell.unit_id.in_(_UNITS), LateSpell.received_on <= _DAY, late_at_end_of(_DAY), _OPEN)
    .group_by(*_BY_KEY)
)


async def results_of(db: Connection, unit_ids: Collection[int], period: Period, today: date) -> dict[Key, Results]:
    """Of a period that has begun, up to today. What its units and fields have nothing of is left out."""
    units, day = sorted(unit_ids), period.as_of(today)
    found: dict[Key, Results] = {}
    for row in await db.execute(_WITHIN, {"units": units, **stretches(period.first, day)}):
        found[row.unit_id, row.field] = Results(
            online=int(row.online),
            other=int(row.other),
            before=int(row.before),
            ended_in_time=int(row.in_time),
            late=int(row.late),
            **{name: int(getattr(row, name)) for name in _OFFERED},
        )
    before = stretches(_BEGINNING, period.first - timedelta(days=1), "_before")
    for row in await db.execute(_EARLIER, {"units": units, **before}):
        one = found.setdefault((row.unit_id, row.field), Results())
        one.earlier = int(row.online + row.other - row.before - row.in_time - row.late)
    for name, statement in (("waiting", _WAITING), ("overdue", _OVERDUE)):
        for unit_id, field, count in await db.execute(statement, {"units": units, "day": day}):
            setattr(found.setdefault((unit_id, field), Results()), name, int(count))
    return {key: one for key, one in found.items() if one != Results()}


def by_field(found: Mapping[Key, Results]) -> dict[str, Results]:
    """In the order of their names; without one last."""
    fields_found = _summed((field, one) for (_, field), one in found.items())
    return dict(sorted(fields_found.items(), key=lambda item: (not item[0], item[0])))


def by_unit(found: Mapping[Key, Results]) -> dict[int, Results]:
    return _summed((key[0], one) for key, one in found.items())


def total_of(found: Iterable[Results]) -> Results:
    total = Results()
    for one in found:
        total.add(one)
    return total


def _summed(rows: Iterable[tuple[Any, Results]]) -> dict[Any, Results]:
    found: dict[Any, Results] = {}
    for key, one in rows:
        found.setdefault(key, Results()).add(one)
    return found
