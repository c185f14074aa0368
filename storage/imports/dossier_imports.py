"""The files of dossiers that were imported: what is being written, how far it is, and as of which day it stands."""

import hashlib
from datetime import datetime

from sqlalchemy import delete, insert, select, true, update

from storage.database import Connection
from storage.imports.dossier_setting import Setting, remember_words
from storage.imports.dossiers import DossiersFile
from storage.imports.outcome import Outcome
from storage.models import DossierImport


def _key(file: DossiersFile, run: str = "") -> str:
    """Of the content, so that the same file is known again; without phones."""
    digest = hashlib.sha256()
    for row in file.rows:
        digest.update(f"{row.code}|{row.received_on}|{row.due_on}|{row.finished_on}|{row.returned_on}\n".encode())
    return digest.hexdigest() + run


async def begin_import(db: Connection, setting: Setting, file: DossiersFile, now: datetime, run: str = "") -> int:
    row = {
        "unit_id": setting.unit_id,
        "key": _key(file, run),
        "as_of": setting.file.as_of,
        "began_at": now,
        **dict.fromkeys(("rows_done", "new", "changed", "same"), 0),
    }
    return (await db.scalars(insert(DossierImport).returning(DossierImport.id), row)).one()


async def resume_import(
    db: Connection, setting: Setting, file: DossiersFile, outcome: Outcome, now: datetime, run: str = ""
) -> tuple[int, int]:
    """The import and how many rows of it are written, with their counts put into `outcome`."""
    unfinished = (
        select(DossierImport)
        .where(DossierImport.unit_id == setting.unit_id, DossierImport.key == _key(file, run))
        .where(true() if run else DossierImport.ended_at.is_(None))
        .order_by(DossierImport.id.desc())
        .limit(1)
    )
    row = (await db.execute(unfinished)).one_or_none()
    if row is None:
        return await begin_import(db, setting, file, now, run), 0
    outcome.new, outcome.changed, outcome.same = row.new, row.changed, row.same
    return row.id, row.rows_done


async def note_progress(db: Connection, outcome: Outcome, import_id: int, done: int) -> None:
    counts = {"new": outcome.new, "changed": outcome.changed, "same": outcome.same}
    await db.execute(update(DossierImport).where(DossierImport.id == import_id).values(rows_done=done, **counts))


async def end_import(db: Connection, setting: Setting, outcome: Outcome, import_id: int, now: datetime) -> None:
    """A file that changed nothing, and is no newer than what is known, leaves no trace."""
    await remember_words(db, setting)
    known = setting.known_as_of
    if not (outcome.new or outcome.changed) and known is not None and setting.file.as_of <= known:
        await db.execute(delete(DossierImport).where(DossierImport.id == import_id))
    else:
        await db.execute(update(DossierImport).where(DossierImport.id == import_id).values(ended_at=now))
