import asyncio
import contextlib
from collections.abc import Callable
from pathlib import Path

from bot.intake import utc_now
from bot.opening import opened
from bot.settings import Settings
from handlers.catalogue import Words
from handlers.office.import_words import outcome_lines, problem_lines
from handlers.office.sent_files import parse_apart
from storage.database import Connection
from storage.imports.importing import FileKind, ParsedFile, store_parsed
from storage.imports.outcome import Outcome
from storage.people.units import UnitRow, add_unit, root_unit, units_named
from storage.refusals import Refusal


async def import_into(
    settings: Settings,
    kind: str,
    file: Path,
    *,
    year: int | None,
    unit: str | None,
    write: bool,
    progress: Callable[[int, int | None], None],
    report: list[str],
) -> None:
    """Appends to `report` what was done; without `write` everything is rolled back."""
    parsed = await _parsed(file, FileKind(kind), year)
    rows = getattr(parsed.content, "rows", None) or getattr(parsed.content, "tasks", [])
    say = Words("vi")
    async with opened(settings) as database:
        with contextlib.suppress(_NothingWritten):
            async with database.write(beside=True) as db:
                owner = await _unit(db, settings.agency, unit)
                outcome = await store_parsed(
                    db,
                    settings.secret(),
                    owner.id,
                    parsed,
                    utc_now(),
                    write=write,
                    progress=lambda done: progress(done, len(rows)),
                )
                report += outcome_lines(say, outcome) + problem_lines(say, outcome.problems)
                report += ["", say(_end(outcome, write=write))]
                if not write:
                    raise _NothingWritten


async def _parsed(file: Path, kind: FileKind, year: int | None) -> ParsedFile:
    try:
        content = await asyncio.to_thread(file.read_bytes)
    except OSError:
        raise Refusal("file.cannot_open", name=str(file)) from None
    return await parse_apart(content, file.name, kind, year)


def _end(outcome: Outcome, *, write: bool) -> str:
    """Which sentence says what has become of it."""
    if not outcome.good:
        return "import.nothing_good"
    if outcome.changes_nothing:
        return "import.unchanged"
    return "import.written" if write else "import.dry_run"


class _NothingWritten(Exception):
    """Takes the transaction back."""


async def _unit(db: Connection, agency: str, name: str | None) -> UnitRow:
    if name is None:
        return await root_unit(db) or await add_unit(db, agency, None)
    found = await units_named(db, name)
    if not found:
        raise Refusal("unit.unknown", name=name)
    return found[0]
