import asyncio
import contextlib
import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from bot.application import office_of
from bot.asking_by_phone import AskingByPhone
from bot.channels.served import messengers
from bot.commands.choosing import Prompt, ask_at_terminal, chosen
from bot.commands.opening import opened
from bot.intake import utc_now
from bot.settings.settings import Settings
from handlers.office.import_preview import section_lines, with_not_read
from handlers.office.import_words import outcome_lines, problem_lines
from handlers.office.sent_files import AT_THE_TERMINAL, parse_apart
from handlers.plan.notes import read_note
from handlers.words.catalogue import Words
from handlers.words.formats import integer
from storage.database import Connection, Database
from storage.ground.days.working_time import local_day
from storage.ground.refusals import Refusal
from storage.imports.outcome import Outcome
from storage.imports.parsed import ParsedFile
from storage.imports.phones import phones_in
from storage.imports.questions import Answers, Unanswered, answered
from storage.imports.source import Source
from storage.imports.storing import store_beside, store_parsed
from storage.people.units import UnitRow, add_unit, root_unit, units_named

SAY = Words("vi")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ImportOrder:
    """What the command line was told. `choices`: answers to what the file leaves open, such as `plan=new`. `prompt`:
    asks the person at the terminal. `progress`: is called with the rows done and the rows in all."""

    kind: str
    file: Path
    year: int | None
    unit: str | None
    choices: Sequence[str]
    write: bool
    prompt: Prompt
    progress: Callable[[int, int | None], None]


async def import_into(settings: Settings, order: ImportOrder) -> list[str]:
    """What was done, line by line. Without `write` everything is rolled back. Dossiers are written in pieces: after a
    crash the same command goes on where it stopped."""
    content = await _bytes(order.file)
    told = chosen(answered(kind=order.kind, year=order.year), order.choices)
    answers = replace(told, today=local_day(utc_now()))
    async with _beside(_parsed(content, order, answers)) as first, opened(settings) as database:
        reading: Awaitable[ParsedFile] = first
        while True:
            try:
                parsed = await reading
                source = Source(order.file.name, hashlib.sha256(content).hexdigest(), None, read_note)
                report = await _store(database, settings, order, parsed, answers, source)
                if order.write:
                    report += await _ask_by_phone(settings, database, parsed)
                return report
            except Unanswered as unanswered:
                question = unanswered.question
                value = ask_at_terminal(SAY, question, order.prompt)
                answers = answers.with_answer(question.ask, value, question.about)
                reading = _parsed(content, order, answers)


async def _parsed(content: bytes, order: ImportOrder, answers: Answers) -> ParsedFile:
    return await parse_apart(content, order.file.name, answers, AT_THE_TERMINAL)


@contextlib.asynccontextmanager
async def _beside(work: Coroutine[None, None, T]) -> AsyncIterator[asyncio.Task[T]]:
    """Starts the work at once, while the database is being opened; it ends with the block."""
    task = asyncio.create_task(work)
    try:
        yield task
    finally:
        task.cancel()
        await asyncio.wait([task])


async def _store(
    database: Database,
    settings: Settings,
    order: ImportOrder,
    parsed: ParsedFile,
    answers: Answers,
    source: Source,
) -> list[str]:
    rows = getattr(parsed.content, "rows", None) or getattr(parsed.content, "tasks", [])
    report: list[str] = []

    def progress(done: int) -> None:
        order.progress(done, len(rows))

    async def told(done: int) -> None:
        progress(done)

    secret, now = settings.secret(), utc_now()
    if order.write and parsed.is_long:
        async with database.write(beside=True) as db:
            owner = await _unit(db, settings.agency, order.unit)
        outcome = await store_beside(
            database, secret, owner.id, parsed, now, answers=answers, progress=told, clock=utc_now
        )
        return _report(with_not_read(outcome, parsed.not_read), write=True)
    with contextlib.suppress(_NothingWritten):
        async with database.write(beside=True) as db:
            owner = await _unit(db, settings.agency, order.unit)
            outcome = await store_parsed(
                db,
                secret,
                owner.id,
                parsed,
                now,
                write=order.write,
                answers=answers,
                source=source,
                progress=progress,
                own_symbol=office_of(settings).letterhead.symbol,
            )
            report += _report(with_not_read(outcome, parsed.not_read), write=order.write)
            if not order.write:
                raise _NothingWritten
    return report


async def _ask_by_phone(settings: Settings, database: Database, parsed: ParsedFile) -> list[str]:
    """A line that says so, where anybody is asked."""
    office = office_of(settings)
    phones = phones_in(parsed.content, local_day(utc_now())) if office.asks_by_phone else {}
    if not phones:
        return []
    served = messengers(settings, database, office)
    try:
        await AskingByPhone(served).ask(phones)
    finally:
        for messenger in served:
            await messenger.close()
    return [SAY("import.asks_by_phone", count=integer(len(phones)))]


def _report(outcome: Outcome, *, write: bool) -> list[str]:
    lines = outcome_lines(SAY, outcome, written=write)
    for section in outcome.sections:
        lines += ["", *section_lines(SAY, section)]
    return [*lines, *problem_lines(SAY, outcome.problems), "", SAY(_end(outcome, write=write))]


async def _bytes(file: Path) -> bytes:
    try:
        return await asyncio.to_thread(file.read_bytes)
    except OSError:
        raise Refusal("file.cannot_open", name=str(file)) from None


def _end(outcome: Outcome, *, write: bool) -> str:
    """The sentence that says how the import ended."""
    if not outcome.good:
        return "import.nothing_good"
    if outcome.changes_nothing:
        return "import.unchanged"
    return "import.written" if write else "import.dry_run"


class _NothingWritten(Exception):
    """Raised to roll the transaction back."""


async def _unit(db: Connection, agency: str, name: str | None) -> UnitRow:
    if name is None:
        return await root_unit(db) or await add_unit(db, agency, None)
    found = await units_named(db, name)
    if not found:
        raise Refusal("unit.unknown", name=name)
    return found[0]
