"""Alerts: raised once for each person and thing, told at once or held until morning."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select, update

from storage import upsert
from storage.database import Connection
from storage.ground.refusals import Refusal
from storage.models import Alert, Person
from storage.models.base import aliased
from storage.rows import all_as, one_as


@dataclass(frozen=True, slots=True)
class AlertRow:
    id: int
    person_id: int
    kind: str
    subject_id: int
    unit_id: int
    text: str
    raised_at: datetime


_COLUMNS = (
    Alert.id,
    Alert.person_id,
    Alert.kind,
    Alert.subject_id,
    Alert.unit_id,
    Alert.text,
    Alert.raised_at,
)
_RAISE = upsert.insert(Alert).on_conflict_do_nothing().returning(*_COLUMNS)


async def raise_alerts(
    db: Connection,
    people: Collection[int],
    kind: str,
    subject_id: int,
    unit_id: int,
    text: str,
    now: datetime,
    *,
    held: bool,
) -> list[AlertRow]:
    """Returns the new alerts only: nobody is told the same thing twice."""
    row = {"kind": kind, "subject_id": subject_id, "unit_id": unit_id, "text": text, "raised_at": now}
    rows = [{**row, "person_id": person_id, "told_at": None if held else now} for person_id in sorted(people)]
    return all_as(AlertRow, await db.execute(_RAISE, rows)) if rows else []


async def alerts_by_id(db: Connection, alert_ids: Collection[int]) -> list[AlertRow]:
    rows = await db.execute(select(*_COLUMNS).where(Alert.id.in_(alert_ids)).order_by(Alert.id))
    return all_as(AlertRow, rows)


async def claim_held(db: Connection, now: datetime) -> list[AlertRow]:
    """All alerts that were held, oldest first; from now on they count as told."""
    statement = update(Alert).where(Alert.told_at.is_(None)).values(told_at=now).returning(*_COLUMNS)
    return sorted(all_as(AlertRow, await db.execute(statement)), key=lambda alert: alert.id)


_OWN = select(*_COLUMNS).where(
    Alert.person_id == bindparam("person"), Alert.unit_id.in_(bindparam("units", expanding=True))
)
# Of two people who were told of one thing and have been joined since, each has a button that opens it.
_told = aliased(Alert)
_OWN_ONE = (
    _OWN.join(_told, (_told.kind == Alert.kind) & (_told.subject_id == Alert.subject_id))
    .join(Person, Person.id == _told.person_id)
    .where(_told.id == bindparam("alert"), func.coalesce(Person.joined_to_id, Person.id) == bindparam("person"))
)


async def own_alert(db: Connection, person_id: int, unit_ids: Collection[int], alert_id: int) -> AlertRow:
    """One that was told to this person, about a unit they still reach; refuses with `alert.unknown`."""
    asked = {"person": person_id, "units": list(unit_ids), "alert": alert_id}
    row = one_as(AlertRow, await db.execute(_OWN_ONE, asked))
    if row is None:
        raise Refusal("alert.unknown")
    return row


async def unseen_alerts(
    db: Connection, person_id: int, unit_ids: Collection[int], limit: int, offset: int = 0
) -> list[AlertRow]:
    """The newest first."""
    statement = _OWN.where(Alert.seen_at.is_(None)).order_by(Alert.id.desc()).limit(limit).offset(offset)
    rows = await db.execute(statement, {"person": person_id, "units": list(unit_ids)})
    return all_as(AlertRow, rows)


async def mark_seen(db: Connection, alert_id: int, now: datetime) -> None:
    await db.execute(update(Alert).where(Alert.id == alert_id, Alert.seen_at.is_(None)).values(seen_at=now))


async def mark_asked(db: Connection, alert_id: int, now: datetime) -> bool:
    """False where the unit was asked before."""
    statement = update(Alert).where(Alert.id == alert_id, Alert.asked_at.is_(None)).values(asked_at=now)
    return (await db.execute(statement)).rowcount == 1


async def asked_alert(db: Connection, unit_ids: Sequence[int], alert_id: int) -> AlertRow:
    """One about which a leader asked one of these units for a word; refuses with `alert.unknown`."""
    statement = select(*_COLUMNS).where(Alert.id == alert_id, Alert.unit_id.in_(unit_ids), Alert.asked_at.is_not(None))
    row = one_as(AlertRow, await db.execute(statement))
    if row is None:
        raise Refusal("alert.unknown")
    return row
