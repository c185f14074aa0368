"""Taps no counter can make: they are held apart from the figures until the officer counts or drops them."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, case, delete, func, insert, or_, select, update

from storage import upsert
from storage.database import Connection
from storage.ground.refusals import Refusal
from storage.models import HeldTap, Kiosk, KioskBurst, KioskTap, Unit
from storage.rows import all_as, one_as

# A family taps one after the other: so many may come quickly.
QUICK = 5
HOUR = timedelta(hours=1)
# More are not taken before the officer has decided: the kiosk keeps them.
MOST_HELD = 500


@dataclass(frozen=True, slots=True)
class Pace:
    """What people at a counter can do. `between`: seconds from one tap to the next, on the average of `QUICK`."""

    between: float = 2.0
    an_hour: int = 120

    @property
    def quick(self) -> timedelta:
        return timedelta(seconds=self.between * QUICK)


def _within(since: str, until: str) -> Any:
    inside = KioskTap.tapped_at.between(bindparam(since), bindparam(until))
    return func.coalesce(func.sum(case((inside, 1), else_=0)), 0)


_SHORTEST = timedelta(microseconds=1)
# The windows that end, and those that begin with this tap: offline taps come in later, and in any order.
_AROUND = select(
    _within("quick_before", "at"),
    _within("at", "quick_after"),
    _within("hour_before", "at"),
    _within("at", "hour_after"),
).where(
    KioskTap.kiosk_id == bindparam("kiosk"),
    KioskTap.tapped_at.between(bindparam("hour_before"), bindparam("hour_after")),
)
_ALONE = select(Kiosk.id).where(Kiosk.id == bindparam("kiosk")).with_for_update()


async def is_possible(db: Connection, kiosk_id: int, at: datetime, pace: Pace) -> bool:
    """Whether a person can have tapped at that moment, given the taps that count already. Locks the kiosk, so that a
    second process sees the taps of this one."""
    await db.execute(_ALONE, {"kiosk": kiosk_id})  # of two processes the second sees what the first has counted
    values = {"kiosk": kiosk_id, "at": at}
    for name, window in (("quick", pace.quick), ("hour", HOUR)):
        values[f"{name}_before"] = at - window + _SHORTEST
        values[f"{name}_after"] = at + window - _SHORTEST
    row = (await db.execute(_AROUND, values)).one()
    return bool(max(row[0], row[1]) < QUICK and max(row[2], row[3]) < pace.an_hour)


@dataclass(frozen=True, slots=True)
class TapToHold:
    kiosk_id: int
    client_id: str
    level: int
    at: datetime
    dossier_id: int | None


_BEGIN = upsert.insert(KioskBurst).on_conflict_do_nothing().returning(KioskBurst.id)
_OPEN = select(KioskBurst.id).where(KioskBurst.kiosk_id == bindparam("kiosk"), KioskBurst.decided_at.is_(None))


async def hold(db: Connection, tap: TapToHold) -> tuple[int, bool]:
    """The burst it belongs to, and whether that began with it."""
    new = {"kiosk_id": tap.kiosk_id, "taps": 0, "first_at": tap.at, "last_at": tap.at}
    begun = (await db.scalars(_BEGIN, [new])).one_or_none()
    burst_id = begun if begun is not None else (await db.scalars(_OPEN, {"kiosk": tap.kiosk_id})).one()
    row = {"level": tap.level, "tapped_at": tap.at, "dossier_id": tap.dossier_id, "reasons": []}
    await db.execute(insert(HeldTap).values(burst_id=burst_id, client_id=tap.client_id, **row))
    grown = {
        "taps": KioskBurst.taps + 1,
        "first_at": case((KioskBurst.first_at > tap.at, tap.at), else_=KioskBurst.first_at),
        "last_at": case((KioskBurst.last_at < tap.at, tap.at), else_=KioskBurst.last_at),
    }
    await db.execute(update(KioskBurst).where(KioskBurst.id == burst_id).values(grown))
    return burst_id, begun is not None


async def add_held_reason(db: Connection, kiosk_id: int, client_id: str, reason: str) -> None:
    bursts = select(KioskBurst.id).where(KioskBurst.kiosk_id == kiosk_id, KioskBurst.decided_at.is_(None))
    own = (HeldTap.burst_id.in_(bursts), HeldTap.client_id == client_id)
    reasons = (await db.scalars(select(HeldTap.reasons).where(*own))).one_or_none()
    if reasons is not None and reason not in reasons:
        await db.execute(update(HeldTap).where(*own).values(reasons=[*reasons, reason]))


@dataclass(frozen=True, slots=True)
class BurstRow:
    """`counted`: None while it is open."""

    id: int
    kiosk_id: int
    unit_id: int
    name: str
    unit: str
    taps: int
    first_at: datetime
    last_at: datetime
    counted: bool | None


_BURSTS = (
    select(
        KioskBurst.id,
        Kiosk.id.label("kiosk_id"),
        Kiosk.unit_id,
        Kiosk.name,
        Unit.name.label("unit"),
        KioskBurst.taps,
        KioskBurst.first_at,
        KioskBurst.last_at,
        KioskBurst.counted,
    )
    .join(Kiosk, Kiosk.id == KioskBurst.kiosk_id)
    .join(Unit, Unit.id == Kiosk.unit_id)
    .order_by(KioskBurst.id.desc())
)


async def find_burst(db: Connection, unit_ids: Collection[int], burst_id: int) -> BurstRow:
    """Refuses with `burst.unknown`, also for a unit the person does not reach."""
    statement = _BURSTS.where(KioskBurst.id == burst_id, Kiosk.unit_id.in_(unit_ids))
    row = one_as(BurstRow, await db.execute(statement))
    if row is None:
        raise Refusal("burst.unknown")
    return row


async def open_bursts(db: Connection, unit_ids: Collection[int]) -> list[BurstRow]:
    statement = _BURSTS.where(Kiosk.unit_id.in_(unit_ids), KioskBurst.decided_at.is_(None))
    return all_as(BurstRow, await db.execute(statement))


async def bursts_between(
    db: Connection, unit_ids: Collection[int], first: datetime, last: datetime, limit: int
) -> list[BurstRow]:
    """With taps in this time, newest first; open ones are there whenever they were."""
    during = (KioskBurst.last_at >= first) & (KioskBurst.first_at < last)
    statement = _BURSTS.where(Kiosk.unit_id.in_(unit_ids), or_(KioskBurst.decided_at.is_(None), during)).limit(limit)
    return all_as(BurstRow, await db.execute(statement))


async def levels_of(db: Connection, burst_id: int) -> Counter[int]:
    """Level → how many taps."""
    statement = select(HeldTap.level, func.count()).where(HeldTap.burst_id == burst_id).group_by(HeldTap.level)
    return Counter({row[0]: row[1] for row in await db.execute(statement)})


@dataclass(frozen=True, slots=True)
class HeldRow:
    client_id: str
    level: int
    at: datetime
    dossier_id: int | None
    reasons: Sequence[str]


async def decide(db: Connection, burst: BurstRow, person_id: int, now: datetime, *, counted: bool) -> list[HeldRow]:
    """Ends a burst and returns the taps it held. Refuses with `burst.decided` where somebody else has decided."""
    mine = update(KioskBurst).where(KioskBurst.id == burst.id, KioskBurst.decided_at.is_(None))
    decided = {"decided_at": now, "decided_by": person_id or None, "counted": counted}
    if (await db.execute(mine.values(decided))).rowcount != 1:
        raise Refusal("burst.decided")
    columns = (HeldTap.client_id, HeldTap.level, HeldTap.tapped_at.label("at"), HeldTap.dossier_id, HeldTap.reasons)
    held = select(*columns).where(HeldTap.burst_id == burst.id).order_by(HeldTap.tapped_at, HeldTap.client_id)
    rows = all_as(HeldRow, await db.execute(held))
    await db.execute(delete(HeldTap).where(HeldTap.burst_id == burst.id))
    return rows
