"""Work too long for the intake, kept as rows until it is done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, insert, or_, select, update

from storage.database import Connection
from storage.ground.channels import needs_of
from storage.models import Job

CLAIM = timedelta(minutes=10)
KEPT = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class JobRow:
    id: int
    kind: str
    person_id: int
    data: dict[str, Any]
    attempts: int


async def add_jobs(db: Connection, jobs: Sequence[tuple[str, int, dict[str, Any]]], now: datetime) -> None:
    """Each is (kind, person who is told the result, data)."""
    rows = [{"kind": kind, "person_id": person, "data": data, "created_at": now} for kind, person, data in jobs]
    if rows:
        await db.execute(insert(Job), rows)


async def claim_job(db: Connection, now: datetime) -> JobRow | None:
    """The oldest job that nobody works on; it belongs to the caller for the time of a claim."""
    statement = (
        select(Job.id, Job.kind, Job.person_id, Job.data, Job.attempts)
        .where(Job.ended_at.is_(None), or_(Job.claimed_until.is_(None), Job.claimed_until < now))
        .order_by(Job.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    row = (await db.execute(statement)).one_or_none()
    if row is None:
        return None
    await db.execute(update(Job).where(Job.id == row.id).values(claimed_until=now + CLAIM, attempts=Job.attempts + 1))
    return JobRow(row.id, row.kind, row.person_id, row.data, row.attempts)


async def postpone_job(db: Connection, job_id: int, until: datetime) -> None:
    await db.execute(update(Job).where(Job.id == job_id).values(claimed_until=until))


async def give_back(db: Connection, job: JobRow) -> None:
    """Claimed by the caller and not begun: it waits again, and this was no attempt. One that somebody else has claimed
    since, or that has ended, stays as it is."""
    claimed = (Job.id == job.id, Job.ended_at.is_(None), Job.attempts == job.attempts + 1)
    await db.execute(update(Job).where(*claimed).values(claimed_until=None, attempts=job.attempts))


async def release_jobs(db: Connection) -> None:
    """At the start of the only process: makes the jobs of the last one available again."""
    await db.execute(update(Job).where(Job.ended_at.is_(None)).values(claimed_until=None))


async def end_job(db: Connection, job_id: int, now: datetime) -> None:
    await db.execute(update(Job).where(Job.id == job_id).values(ended_at=now))


async def waiting_with(db: Connection, kind: str, name: str, value: str) -> list[int]:
    """The jobs of this kind that have not ended and whose data hold this value under that name, the oldest first."""
    statement = select(Job.id, Job.data).where(Job.kind == kind, Job.ended_at.is_(None)).order_by(Job.id)
    return [row.id for row in await db.execute(statement) if row.data.get(name) == value]


async def take_jobs(db: Connection, job_ids: Sequence[int], now: datetime) -> list[dict[str, Any]]:
    """Ends these of them that nobody else has ended meanwhile: what they hold, for who does them together."""
    statement = update(Job).where(Job.id.in_(job_ids), Job.ended_at.is_(None)).values(ended_at=now).returning(Job.data)
    return list((await db.scalars(statement)).all())


async def awaited_files(db: Connection) -> set[int]:
    """Stored files that a job still needs."""
    waiting = (await db.scalars(select(Job.data).where(Job.ended_at.is_(None)))).all()
    sent = {int(data["reference"]) for data in waiting if needs_of(data.get("channel", "")).kept_here}
    return sent | {data["file_id"] for data in waiting if "file_id" in data}


async def forget_ended_jobs(db: Connection, now: datetime) -> None:
    await db.execute(delete(Job).where(Job.ended_at < now - KEPT))
