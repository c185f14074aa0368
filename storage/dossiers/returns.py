"""Tells people who wait for a dossier of its return, once, and reminds them to rate, once."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, exists, select, update

from storage.database import Connection
from storage.models import Dossier, DossierAccess, Person, RatedDossier
from storage.rows import all_as

REMIND_AFTER = timedelta(days=3)
# Whoever was away so long that the reminder was missed is left in peace.
REMIND_UNTIL = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Waiting:
    person_id: int
    dossier_id: int


def _unrated() -> Select[int]:
    rated = select(RatedDossier.dossier_id)
    return select(Dossier.id).where(Dossier.returned_on.is_not(None), Dossier.id.not_in(rated))


def _stopped() -> Select[int]:
    return select(Person.id).where(Person.stopped_at.is_not(None))


async def claim_returned(db: Connection, now: datetime) -> list[Waiting]:
    """Those to tell now; each is claimed by this, so that nobody is told twice."""
    # Looked up for each who waits: there are few of them, and a million dossiers are returned.
    returned = exists().where(Dossier.id == DossierAccess.dossier_id, Dossier.returned_on.is_not(None))
    statement = (
        update(DossierAccess)
        .where(DossierAccess.told_at.is_(None), returned)
        .values(told_at=now)
        .returning(DossierAccess.person_id, DossierAccess.dossier_id)
    )
    return await _wanted(db, all_as(Waiting, await db.execute(statement)))


async def claim_reminders(db: Connection, now: datetime) -> list[Waiting]:
    """Those who were told three days ago and have not rated."""
    statement = (
        update(DossierAccess)
        .where(DossierAccess.reminded_at.is_(None), DossierAccess.told_at < now - REMIND_AFTER)
        .where(DossierAccess.told_at > now - REMIND_UNTIL)
        .values(reminded_at=now)
        .returning(DossierAccess.person_id, DossierAccess.dossier_id)
    )
    return await _wanted(db, all_as(Waiting, await db.execute(statement)))


async def _wanted(db: Connection, waiting: Sequence[Waiting]) -> list[Waiting]:
    """Leaves out dossiers that are rated and people who want no messages."""
    if not waiting:
        return []
    unrated = set((await db.scalars(_unrated().where(Dossier.id.in_({w.dossier_id for w in waiting})))).all())
    stopped = set((await db.scalars(_stopped().where(Person.id.in_({w.person_id for w in waiting})))).all())
    wanted = (w for w in waiting if w.dossier_id in unrated and w.person_id not in stopped)
    return sorted(wanted, key=lambda w: (w.person_id, w.dossier_id))


async def expect_again(db: Connection, dossier_ids: Collection[int]) -> None:
    """These were marked as returned by mistake. The people who were told are told again at the real return."""
    if not dossier_ids:
        return
    statement = update(DossierAccess).where(DossierAccess.dossier_id.in_(dossier_ids)).values(told_at=None)
    await db.execute(statement)
