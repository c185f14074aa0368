"""Files of dossiers that are being written just now, and what becomes of those that were cut off."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select, update

from storage.database import Connection
from storage.models import DossierImport, Job

# Pieces take a fraction of a second each: after this time nobody writes any more.
STILL = timedelta(minutes=3)
_OF_JOB = re.compile(r":file (\d+)$")


@dataclass(frozen=True, slots=True)
class Running:
    """Rows written so far and in all, of all such files together."""

    done: int
    rows: int


async def running_imports(db: Connection, unit_ids: Collection[int], now: datetime) -> Running | None:
    """None where the unit's dossiers are whole."""
    open_one = DossierImport.ended_at.is_(None) & (DossierImport.written_at > now - STILL)
    sums = select(func.sum(DossierImport.rows_done), func.sum(DossierImport.rows))
    done, rows = (await db.execute(sums.where(open_one, DossierImport.unit_id.in_(unit_ids)))).one()
    return None if rows is None else Running(int(done), int(rows))


async def end_cut_off_imports(db: Connection, now: datetime) -> None:
    """Pieces that were written stay. An import whose job will run again goes on by itself."""
    still = or_(DossierImport.written_at.is_(None), DossierImport.written_at <= now - STILL)
    found = (
        await db.execute(select(DossierImport.id, DossierImport.key).where(DossierImport.ended_at.is_(None), still))
    ).all()
    if not found:
        return
    jobs = (await db.scalars(select(Job.data).where(Job.ended_at.is_(None), Job.kind == "import_write"))).all()
    awaited = {data.get("file_id") for data in jobs}
    cut_off = [row.id for row in found if not (of := _OF_JOB.search(row.key)) or int(of[1]) not in awaited]
    if cut_off:
        await db.execute(update(DossierImport).where(DossierImport.id.in_(cut_off)).values(ended_at=now))
