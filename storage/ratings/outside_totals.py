"""Totals counted outside, imported or entered by hand. Two totals of one channel never overlap: a person would be
counted twice. A correction keeps what was there before."""

import enum
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Self

from sqlalchemy import insert, select

from storage import upsert
from storage.database import Connection
from storage.ground.text import fold
from storage.models import WHO, OutsideTotal, OutsideTotalChange, Person, Unit, Who
from storage.rows import all_as


@dataclass(frozen=True, slots=True)
class Total:
    channel: str
    first: date
    last: date
    satisfied: int
    rated: int

    @property
    def key(self) -> tuple[str, date, date]:
        return fold(self.channel), self.first, self.last


class Placed(enum.Enum):
    NEW = enum.auto()
    SAME = enum.auto()
    CHANGED = enum.auto()
    OVERLAP = enum.auto()


_insert = upsert.insert(OutsideTotal)
_WRITE = _insert.on_conflict_do_update(
    index_elements=["unit_id", "folded_channel", "first", "last"],
    set_={name: _insert.excluded[name] for name in ("channel", "satisfied", "rated", "entered_at")},
).returning(OutsideTotal.id)


@dataclass(slots=True)
class TotalsBook:
    """All totals of a unit, and those that are being added."""

    unit_id: int
    known: dict[tuple[str, date, date], Total] = field(default_factory=dict)

    @classmethod
    async def of(cls, db: Connection, unit_id: int) -> Self:
        # Two processes would each see no overlap; ratings of the unit, which only refer to it, do not wait.
        await db.execute(select(Unit.id).where(Unit.id == unit_id).with_for_update(key_share=True))
        columns = (
            OutsideTotal.channel,
            OutsideTotal.first,
            OutsideTotal.last,
            OutsideTotal.satisfied,
            OutsideTotal.rated,
        )
        rows = await db.execute(select(*columns).where(OutsideTotal.unit_id == unit_id))
        return cls(unit_id, {total.key: total for total in all_as(Total, rows)})

    def of_day(self, channel: str, day: date) -> Total | None:
        return self.known.get((fold(channel), day, day))

    def place(self, total: Total) -> Placed:
        """Says what this total would be: new, the same, a correction, or an overlap. Unless it overlaps, it counts as
        known from then on."""
        old = self.known.get(total.key)
        if old is None and self.overlapping(total) is not None:
            return Placed.OVERLAP
        self.known[total.key] = total
        if old is None:
            return Placed.NEW
        return Placed.SAME if (old.satisfied, old.rated) == (total.satisfied, total.rated) else Placed.CHANGED

    def overlapping(self, total: Total) -> Total | None:
        folded = fold(total.channel)
        return next(
            (
                other
                for (channel, first, last), other in self.known.items()
                if channel == folded and first <= total.last and last >= total.first
            ),
            None,
        )

    async def write(self, db: Connection, total: Total, person_id: int | None, now: datetime) -> None:
        """`person_id`: who entered it by hand."""
        folded, first, last = total.key
        statement = select(OutsideTotal.id, OutsideTotal.satisfied, OutsideTotal.rated).where(
            OutsideTotal.unit_id == self.unit_id,
            OutsideTotal.folded_channel == folded,
            OutsideTotal.first == first,
            OutsideTotal.last == last,
        )
        old = (await db.execute(statement)).one_or_none()
        row = {"unit_id": self.unit_id, "channel": total.channel, "folded_channel": folded, "first": first}
        row |= {"last": last, "satisfied": total.satisfied, "rated": total.rated, "entered_at": now}
        await db.execute(_WRITE, row)
        if old is not None:
            trace = {"total_id": old.id, "person_id": person_id, "satisfied": old.satisfied, "rated": old.rated}
            await db.execute(insert(OutsideTotalChange).values(**trace, changed_at=now))


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A total as it was before it was corrected; `person`: who corrected it, gone where it was an import."""

    channel: str
    first: date
    last: date
    satisfied: int
    rated: int
    changed_at: datetime
    person: Who


async def changes_of(db: Connection, unit_ids: Collection[int], limit: int) -> list[ChangeRow]:
    """The newest corrections first."""
    statement = (
        select(
            OutsideTotal.channel,
            OutsideTotal.first,
            OutsideTotal.last,
            OutsideTotalChange.satisfied,
            OutsideTotalChange.rated,
            OutsideTotalChange.changed_at,
            WHO.label("person"),
        )
        .join(OutsideTotal, OutsideTotal.id == OutsideTotalChange.total_id)
        .outerjoin(Person, Person.id == OutsideTotalChange.person_id)
        .where(OutsideTotal.unit_id.in_(unit_ids))
        .order_by(OutsideTotalChange.id.desc())
        .limit(limit)
    )
    return all_as(ChangeRow, await db.execute(statement))
