"""Kiosks: registered and revoked by the officer, known by the hash of their token, watched by their heartbeat."""

import hmac
import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, func, insert, or_, select, update

from storage import upsert
from storage.database import Connection
from storage.ground.refusals import Refusal
from storage.keys import keyed_hash
from storage.models import Kiosk, KioskBurst, KioskOutage, KioskTap, Unit
from storage.rows import all_as, one_as

LATELY = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class KioskRow:
    """`seen_at`: None where it was never opened. `silent_since`: of an outage that goes on. `held`: taps of a burst
    that waits for the officer. For the hashes see the table."""

    id: int
    unit_id: int
    name: str
    unit: str
    registered_at: datetime
    seen_at: datetime | None
    emptied_at: datetime | None
    silent_since: datetime | None
    device_hash: str | None
    released_hash: str | None
    refused_at: datetime | None
    held: int

    def moment_of_tap(self, age: timedelta, now: datetime) -> datetime:
        """Not earlier than when the kiosk last kept nothing, whatever its clock says."""
        return max(now - age, self.emptied_at or self.registered_at)

    @property
    def heard_at(self) -> datetime:
        """Its last sign of life, or its registration where it was never opened."""
        return self.seen_at or self.registered_at


def _hash(secret: bytes, token: str) -> str:
    return keyed_hash(secret, "kiosk", token)


async def register_kiosk(db: Connection, secret: bytes, unit_id: int, name: str, now: datetime) -> str:
    """The token for its address; only the hash is kept."""
    token = secrets.token_urlsafe(24)
    row = {"unit_id": unit_id, "name": name, "token_hash": _hash(secret, token), "registered_at": now}
    await db.execute(insert(Kiosk).values(row))
    return token


_KIOSKS = (
    select(
        Kiosk.id,
        Kiosk.unit_id,
        Kiosk.name,
        Unit.name.label("unit"),
        Kiosk.registered_at,
        Kiosk.seen_at,
        Kiosk.emptied_at,
        KioskOutage.began_at.label("silent_since"),
        Kiosk.device_hash,
        Kiosk.released_hash,
        Kiosk.refused_at,
        func.coalesce(KioskBurst.taps, 0).label("held"),
    )
    .join(Unit, Unit.id == Kiosk.unit_id)
    .outerjoin(KioskBurst, (KioskBurst.kiosk_id == Kiosk.id) & KioskBurst.decided_at.is_(None))
    .outerjoin(KioskOutage, (KioskOutage.kiosk_id == Kiosk.id) & KioskOutage.ended_at.is_(None))
    .where(Kiosk.revoked_at.is_(None))
    .order_by(Kiosk.id)
)


_BY_TOKEN = _KIOSKS.where(Kiosk.token_hash == bindparam("token_hash"))
_BY_ID = _KIOSKS.where(Kiosk.id == bindparam("kiosk"))


async def find_kiosk(db: Connection, secret: bytes, token: str) -> KioskRow | None:
    """None for a token that is unknown or revoked."""
    return one_as(KioskRow, await db.execute(_BY_TOKEN, {"token_hash": _hash(secret, token)}))


async def kiosk_by_id(db: Connection, kiosk_id: int) -> KioskRow | None:
    return one_as(KioskRow, await db.execute(_BY_ID, {"kiosk": kiosk_id}))


async def kiosks_of(db: Connection, unit_ids: Collection[int]) -> list[KioskRow]:
    return all_as(KioskRow, await db.execute(_KIOSKS.where(Kiosk.unit_id.in_(unit_ids))))


async def count_kiosks(db: Connection, unit_ids: Collection[int], first: datetime, last: datetime) -> int:
    """How many were in use at some moment of this time."""
    in_use = or_(Kiosk.revoked_at.is_(None), Kiosk.revoked_at > first)
    statement = select(func.count()).where(Kiosk.unit_id.in_(unit_ids), Kiosk.registered_at < last, in_use)
    return (await db.scalars(statement.select_from(Kiosk))).one()


async def revoke_kiosk(db: Connection, unit_ids: Collection[int], kiosk_id: int, now: datetime) -> str:
    """The name of the kiosk. Its token opens nothing from now on; its ratings stay. Refuses with `kiosk.unknown`."""
    statement = (
        update(Kiosk)
        .where(Kiosk.id == kiosk_id, Kiosk.unit_id.in_(unit_ids), Kiosk.revoked_at.is_(None))
        .values(revoked_at=now)
        .returning(Kiosk.name)
    )
    name = (await db.scalars(statement)).one_or_none()
    if name is None:
        raise Refusal("kiosk.unknown")
    await _end_outage(db, kiosk_id, now)
    return name


def _device_hash(secret: bytes, device: str) -> str:
    return keyed_hash(secret, "kiosk device", device)


def is_its_device(secret: bytes, kiosk: KioskRow, device: str | None) -> bool:
    """`device`: a secret of its own; None from a page of before, which goes on until a device comes that has one."""
    if kiosk.device_hash is None:
        return device is None and kiosk.released_hash is None
    return device is not None and hmac.compare_digest(kiosk.device_hash, _device_hash(secret, device))


async def admit_device(db: Connection, secret: bytes, kiosk: KioskRow, device: str | None, now: datetime) -> bool:
    """Whether this device may speak for the kiosk, whose it is not yet: the first that does keeps it."""
    own = None if device is None else _device_hash(secret, device)
    if kiosk.device_hash is None and own is not None and own != kiosk.released_hash:
        free = update(Kiosk).where(Kiosk.id == kiosk.id, Kiosk.device_hash.is_(None))
        await db.execute(free.values(device_hash=own, released_hash=None, refused_at=None))
    bound = (await db.scalars(select(Kiosk.device_hash).where(Kiosk.id == kiosk.id))).one()
    if bound is not None and bound == own:
        return True
    await db.execute(update(Kiosk).where(Kiosk.id == kiosk.id).values(refused_at=now))
    return False


async def release_kiosk(db: Connection, unit_ids: Collection[int], kiosk_id: int) -> str:
    """The name of the kiosk. The next device that opens its link takes the place of the one it had. Refuses with
    `kiosk.no_device` where it has none."""
    return await _move_device(
        db, unit_ids, kiosk_id, Kiosk.device_hash, {"device_hash": None, "released_hash": Kiosk.device_hash}
    )


async def keep_device(db: Connection, unit_ids: Collection[int], kiosk_id: int) -> str:
    """Takes `release_kiosk` back: the kiosk's own device has it again. Refuses with `kiosk.no_device` where another
    device has come, or none was there."""
    return await _move_device(
        db, unit_ids, kiosk_id, Kiosk.released_hash, {"device_hash": Kiosk.released_hash, "released_hash": None}
    )


async def _move_device(
    db: Connection, unit_ids: Collection[int], kiosk_id: int, there: Any, values: dict[str, Any]
) -> str:
    own = (Kiosk.id == kiosk_id, Kiosk.unit_id.in_(unit_ids), Kiosk.revoked_at.is_(None), there.is_not(None))
    moved = update(Kiosk).where(*own).values(refused_at=None, **values).returning(Kiosk.name)
    name = (await db.scalars(moved)).one_or_none()
    if name is None:
        raise Refusal("kiosk.no_device")
    return name


async def beat(db: Connection, kiosk_id: int, now: datetime, *, keeps_taps: bool) -> None:
    """A sign of life; ends an outage, which the schedule then tells of."""
    seen = {"seen_at": now} if keeps_taps else {"seen_at": now, "emptied_at": now}
    await db.execute(update(Kiosk).where(Kiosk.id == kiosk_id).values(seen))
    await _end_outage(db, kiosk_id, now)


async def _end_outage(db: Connection, kiosk_id: int, now: datetime) -> None:
    ended = update(KioskOutage).where(KioskOutage.kiosk_id == kiosk_id, KioskOutage.ended_at.is_(None))
    await db.execute(ended.values(ended_at=now))


_NEW_TAP = upsert.insert(KioskTap).on_conflict_do_nothing().returning(KioskTap.client_id)


async def is_new_tap(db: Connection, kiosk_id: int, client_id: str) -> bool:
    """Whether this tap has not been seen before; from now on it has. The same tap may be sent again at any time."""
    added = await db.scalars(_NEW_TAP, {"kiosk_id": kiosk_id, "client_id": client_id})
    return added.one_or_none() is not None


_COUNTS = (
    update(KioskTap)
    .where(KioskTap.kiosk_id == bindparam("kiosk"), KioskTap.client_id == bindparam("client"))
    .values(rating_id=bindparam("rating"), tapped_at=bindparam("at"))
)


async def link_tap(db: Connection, kiosk_id: int, client_id: str, rating_id: int, at: datetime) -> None:
    """Keeps which rating the tap became."""
    await db.execute(_COUNTS, {"kiosk": kiosk_id, "client": client_id, "rating": rating_id, "at": at})


async def rating_of_tap(db: Connection, kiosk_id: int, client_id: str) -> int | None:
    statement = select(KioskTap.rating_id).where(KioskTap.kiosk_id == kiosk_id, KioskTap.client_id == client_id)
    return (await db.scalars(statement)).one_or_none()


async def silent_kiosks(db: Connection, since: datetime) -> list[KioskRow]:
    """Kiosks without a sign of life since then and without an open outage."""
    heard_at = func.coalesce(Kiosk.seen_at, Kiosk.registered_at)
    statement = _KIOSKS.where(KioskOutage.id.is_(None), heard_at < since)
    return all_as(KioskRow, await db.execute(statement))


_BEGIN = upsert.insert(KioskOutage).on_conflict_do_nothing().returning(KioskOutage.id)


async def begin_outage(db: Connection, kiosk_id: int, began_at: datetime) -> int | None:
    """The outage's id; None where another process has begun it."""
    return (await db.scalars(_BEGIN, {"kiosk_id": kiosk_id, "began_at": began_at})).one_or_none()


@dataclass(frozen=True, slots=True)
class OutageRow:
    id: int
    kiosk_id: int
    unit_id: int
    name: str
    began_at: datetime
    ended_at: datetime | None


_OUTAGES = (
    select(
        KioskOutage.id,
        Kiosk.id.label("kiosk_id"),
        Kiosk.unit_id,
        Kiosk.name,
        KioskOutage.began_at,
        KioskOutage.ended_at,
    )
    .join(Kiosk, Kiosk.id == KioskOutage.kiosk_id)
    .order_by(KioskOutage.began_at, KioskOutage.id)
)


async def outages_ended(db: Connection, now: datetime) -> list[OutageRow]:
    """Those that ended lately, of kiosks still in use."""
    statement = _OUTAGES.where(KioskOutage.ended_at > now - LATELY, Kiosk.revoked_at.is_(None))
    return all_as(OutageRow, await db.execute(statement))


async def outages_between(
    db: Connection, unit_ids: Collection[int], first: datetime, last: datetime
) -> Sequence[OutageRow]:
    """Outages that touch this time, oldest first."""
    statement = _OUTAGES.where(Kiosk.unit_id.in_(unit_ids), KioskOutage.began_at < last).where(
        or_(KioskOutage.ended_at.is_(None), KioskOutage.ended_at >= first)
    )
    return all_as(OutageRow, await db.execute(statement))
