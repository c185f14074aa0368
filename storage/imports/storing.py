"""The rows of a file, stored or only compared with what is."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import assert_never

from storage.database import Connection, Database
from storage.ground.days.working_time import WorkingTime
from storage.imports.dossier_rows import DossiersFile
from storage.imports.outcome import Outcome
from storage.imports.parsed import FileKind, ParsedFile
from storage.imports.plan.plan import PlanFile
from storage.imports.plan.storing import store_plan
from storage.imports.procedures import ProceduresFile
from storage.imports.questions import NO_ANSWERS, Answers
from storage.imports.source import Source
from storage.imports.store_dossiers import store_dossiers, store_in_pieces
from storage.imports.store_procedures import store_procedures
from storage.imports.store_totals import store_totals
from storage.imports.totals import TotalsFile


async def store_parsed(
    db: Connection,
    secret: bytes,
    unit_id: int,
    parsed: ParsedFile,
    now: datetime,
    *,
    write: bool,
    answers: Answers = NO_ANSWERS,
    source: Source | None = None,
    working_time: WorkingTime | None = None,
    progress: Callable[[int], None] = lambda rows: None,
) -> Outcome:
    """Without `write` nothing is changed and the outcome says what would be; raises `Unanswered` where what is stored
    leaves open what is meant. `progress`: rows done so far."""
    match parsed.content:
        case PlanFile() as content:
            return await store_plan(db, unit_id, content, now, write=write, answers=answers, source=source)
        case ProceduresFile() as content:
            return await store_procedures(db, unit_id, content, write=write)
        case TotalsFile() as content:
            return await store_totals(db, unit_id, content, now, write=write)
        case DossiersFile() as content:
            outcome = Outcome(FileKind.DOSSIERS)
            async for outcome in store_dossiers(
                db, secret, unit_id, content, now, write=write, answers=answers, working_time=working_time
            ):
                progress(outcome.good + len(outcome.problems))
            return outcome
        case _:
            assert_never(parsed.content)


async def store_beside(
    database: Database,
    secret: bytes,
    unit_id: int,
    parsed: ParsedFile,
    now: datetime,
    *,
    run: str = "",
    answers: Answers = NO_ANSWERS,
    working_time: WorkingTime | None = None,
    progress: Callable[[int], Awaitable[None]] | None = None,
    clock: Callable[[], datetime] | None = None,
) -> Outcome:
    """Writes a long file (`is_long`) in pieces while others write, too. `run`: see `store_in_pieces`. `progress`: is
    told how many rows are done."""
    if not isinstance(parsed.content, DossiersFile):
        raise TypeError(parsed.kind)
    outcome = Outcome(FileKind.DOSSIERS)
    pieces = store_in_pieces(
        database, secret, unit_id, parsed.content, now, answers=answers, working_time=working_time, run=run, clock=clock
    )
    async for outcome in pieces:
        if progress is not None:
            await progress(outcome.good + len(outcome.problems))
    return outcome
