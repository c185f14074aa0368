"""Dossiers that were read are written in pieces; importing again updates by code."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from datetime import datetime

from storage.database import Connection, Database
from storage.ground.days.working_time import WorkingTime
from storage.imports.dossier_comparing import Comparison
from storage.imports.dossier_imports import begin_import, end_import, note_progress, resume_import
from storage.imports.dossier_preparing import Preparing
from storage.imports.dossier_rows import DossierRow, DossiersFile
from storage.imports.dossier_setting import setting_of
from storage.imports.outcome import Outcome
from storage.imports.questions import NO_ANSWERS, Answers, Ask

# Rows written in one transaction: so long waits whoever else writes.
PIECE = 500


def _chunks(rows: Sequence[DossierRow], start: int = 0) -> Iterator[Sequence[DossierRow]]:
    return (rows[begin : begin + PIECE] for begin in range(start, len(rows), PIECE))


async def store_dossiers(
    db: Connection,
    secret: bytes,
    unit_id: int,
    file: DossiersFile,
    now: datetime,
    *,
    write: bool,
    answers: Answers = NO_ANSWERS,
    working_time: WorkingTime | None = None,
) -> AsyncIterator[Outcome]:
    """Yields the outcome so far after each piece, so that progress can be shown; the last one is whole. All of it in
    the caller's transaction."""
    store = await _begin(db, secret, unit_id, file, now, answers, working_time)
    import_id = await begin_import(db, store.setting, store.key(file), len(file.rows), now) if write else 0
    for rows in _chunks(file.rows):
        await store.piece(db, store.preparing.now(rows), import_id if write else None)
        yield store.outcome
    if write:
        await end_import(db, store.setting, store.outcome, import_id, now)
    yield store.whole()


async def store_in_pieces(
    database: Database,
    secret: bytes,
    unit_id: int,
    file: DossiersFile,
    now: datetime,
    *,
    answers: Answers = NO_ANSWERS,
    working_time: WorkingTime | None = None,
    run: str = "",
    clock: Callable[[], datetime] | None = None,
) -> AsyncIterator[Outcome]:
    """The same in transactions of its own, between which others write: each piece is whole in itself, with its counts.
    Called again with the same file after a crash, it goes on where it stopped and counts all of it. `run`: names the
    work that may be done again, so that it does nothing anew even where it had come to its end. Raises `Unanswered`
    before anything is written. `clock`: by which others see that it goes on."""
    clock = clock or (lambda: now)
    async with database.read() as db:
        await _ask_before(db, await _begin(db, secret, unit_id, file, now, answers, working_time), file)
    async with database.write(beside=True) as db:
        store = await _begin(db, secret, unit_id, file, now, answers, working_time)
        key = store.key(file, run)
        import_id, done = await resume_import(
            db, store.setting, key, len(file.rows), store.outcome, now, is_run=bool(run)
        )
    yield store.outcome
    rows = file.rows[done : done + PIECE]
    prepared = store.preparing.now(rows)
    while rows:
        async with database.write(beside=True) as db:
            await store.piece(db, prepared, import_id)
            done += len(rows)
            await note_progress(db, store.outcome, import_id, done, clock())
            # While the disk is waited for. Not beside the statements: they need the interpreter for each row.
            rows = file.rows[done : done + PIECE]
            coming = asyncio.create_task(store.preparing.meanwhile(rows))
        yield store.outcome
        prepared = await coming
    async with database.write(beside=True) as db:
        await end_import(db, store.setting, store.outcome, import_id, now)
    yield store.whole()


async def _begin(
    db: Connection,
    secret: bytes,
    unit_id: int,
    file: DossiersFile,
    now: datetime,
    answers: Answers,
    working_time: WorkingTime | None,
) -> Comparison:
    setting = await setting_of(db, unit_id, file, now, answers)
    outcome = Outcome("dossiers", problems=list(file.problems), examples=[row.code for row in file.rows[:3]])
    older = answers.get(Ask.OLDER)
    return Comparison(setting, outcome, Preparing(secret, setting), now, older, working_time or WorkingTime())


async def _ask_before(db: Connection, store: Comparison, file: DossiersFile) -> None:
    """Whether an older file would take something back is seen from all its rows."""
    if store.setting.file.is_older and store.older is None:
        for rows in _chunks(file.rows):
            await store.piece(db, store.preparing.now(rows), None)
