"""The files of dossiers that were imported: what is being written, how far it is, and as of which day it stands."""

from datetime import datetime

from sqlalchemy import delete, insert, select, true, update

from storage.database import Connection
from storage.imports.dossier_setting import Setting, remember_words
from storage.imports.outcome import Outcome
from storage.models import DossierImport


async def begin_import(db: Connection, setting: Setting, key: str, rows: int, now: datetime) -> int:
    row = {
        "unit_id": setting.unit_id,
        "key": key,
        "as_of": setting.file.as_of,
        "began_at": now,
        "written_at": now,
        "rows": rows,
        **dict.fromkeys(("rows_done", "new", "changed", "same"), 0),
    }
    return (await db.scalars(insert(DossierImport).returning(DossierImport.id), row)).one()


async def resume_import(
    db: Connection, setting: Setting, key: str, rows: int, outcome: Outcome, now: datetime, *, is_run: bool
) -> tuple[int, int]:
    """The import and how many rows of it are written, with their counts put into `outcome`. `is_run`: one that came to
    its end is the same work done once more, and nothing is written anew."""
    known = (
        select(DossierImport)
        .where(DossierImport.unit_id == setting.unit_id, DossierImport.key == key)
        .where(true() if is_run else DossierImport.ended_at.is_(None))
        .order_by(DossierImport.id.desc())
        .limit(1)
    )
    row = (await db.execute(known)).one_or_none()
    if row is None:
        return await begin_import(db, setting, key, rows, now), 0
    outcome.new, outcome.changed, outcome.same = row.new, row.changed, row.same
    return row.id, row.rows_done


async def note_progress(db: Connection, outcome: Outcome, import_id: int, done: int, now: datetime) -> None:
    counts = {"new": outcome.new, "changed": outcome.changed, "same": outcome.same, "written_at": now}
    await db.execute(update(DossierImport).where(DossierImport.id == import_id).values(rows_done=done, **counts))


async def end_import(db: Connection, setting: Setting, outcome: Outcome, import_id: int, now: datetime) -> None:
    """A file that changed nothing, and is no newer than what is known, leaves no trace; nor does one that says nothing
    of any dossier."""
    await remember_words(db, setting)
    known = setting.known_as_of
    is_older = known is not None and setting.file.as_of <= known
    if not (outcome.new or outcome.changed) and (is_older or not outcome.same):
        await db.execute(delete(DossierImport).where(DossierImport.id == import_id))
    else:
        await db.execute(update(DossierImport).where(DossierImport.id == import_id).values(ended_at=now))
