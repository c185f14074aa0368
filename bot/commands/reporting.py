import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path

from bot.application import office_of
from bot.commands.opening import opened
from bot.intake import utc_now
from bot.settings.settings import Settings
from handlers.kit.files import DOCX
from handlers.report.changes import change_lines
from handlers.report.comparing import compare
from handlers.report.content import Wanted
from handlers.report.handing_out import unchanged_file
from handlers.report.issued_words import details, line_of, signed_lines
from handlers.report.making import Made, make_report
from handlers.report.signed.attaching import PDF
from handlers.report.signed.reading import read_signed
from handlers.report.stopped import fault_lines, left_out_lines
from handlers.words.catalogue import Words
from storage.database import Connection
from storage.ground.days.calendars import Regime
from storage.ground.days.period_text import parse_period
from storage.ground.days.working_time import local_day
from storage.ground.refusals import Refusal
from storage.ground.text import fold
from storage.people.units import root_unit, subtree
from storage.report.files import files_of
from storage.report.reports import ReportRow, issued_reports
from storage.report.signed import attach_signed, signed_of

ALL = 100_000


async def write_report(
    settings: Settings, text: str, regime: Regime, folder: Path, leave_out: bool, show: Callable[[str], None]
) -> None:
    """The files of `/baocao` into a folder. Refuses with `report.false_sentences`; `leave_out`: without those."""
    now = utc_now()
    period = parse_period(text, local_day(now))
    if period is None:
        raise Refusal("period.unknown")
    if period.first > local_day(now):
        raise Refusal("report.to_come")
    async with opened(settings) as database:
        async with database.read() as db:
            units = await _all_units(db)
        wanted = Wanted(units, period, regime)
        made = await make_report(database, office_of(settings), wanted, now, leave_out=leave_out)
    _tell(made, show)
    await _write(made, folder, show)


def _tell(made: Made, show: Callable[[str], None]) -> None:
    say = Words("vi")
    if made.template:
        show(say("template.used", name=made.template))
    if made.faults:
        show("\n".join(fault_lines(say, made.faults, ALL)))
        raise Refusal("report.false_sentences", count=len(made.faults))
    if made.left_out:
        show("\n".join(left_out_lines(say, made.left_out, ALL)))


async def _write(made: Made, folder: Path, show: Callable[[str], None]) -> None:
    for file in made.files:
        path = folder / file.name
        try:
            await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
            await asyncio.to_thread(path.write_bytes, file.content)
        except OSError:
            raise Refusal("file.cannot_write", name=str(path)) from None
        show(Words("vi")("cli.written", path=path))


async def _all_units(db: Connection) -> frozenset[int]:
    root = await root_unit(db)
    if root is None:
        raise Refusal("setup.empty")
    return frozenset(await subtree(db, [root.id]))


async def attach_file(settings: Settings, number: str, path: Path, show: Callable[[str], None]) -> None:
    """The signed file of the newest issued report of that number; as it is done in the chat."""
    say, now = Words("vi"), utc_now()
    try:
        content = await asyncio.to_thread(path.read_bytes)
    except OSError:
        raise Refusal("file.cannot_read", name=str(path)) from None
    async with opened(settings) as database:
        async with database.read() as db:
            report = _named(await issued_reports(db, await _all_units(db), ALL), number)
            draft = await unchanged_file(db, report.id, ".docx")
        found = await read_signed(content, path.name, draft.content, settings.signature_roots)
        kind = DOCX if path.suffix.lower() == ".docx" else PDF
        async with database.write(beside=True) as db:
            await attach_signed(db, report.id, path.name, kind, content, found, None, now)
            signed = await signed_of(db, report.id)
    show("\n".join([say("signed.attached", number=report.number), *(signed_lines(say, signed) if signed else [])]))


def _named(found: Sequence[ReportRow], number: str) -> ReportRow:
    """The newest of that number: versions may share theirs."""
    report = next((one for one in found if fold(one.number or "") == fold(number)), None)
    if report is None:
        raise Refusal("report.no_such_number", number=number)
    return report


async def print_reports(settings: Settings, number: str, show: Callable[[str], None]) -> None:
    """The issued reports; with a number that one, and all that has changed since."""
    say = Words("vi")
    async with opened(settings) as database:
        async with database.read() as db:
            found = await issued_reports(db, await _all_units(db), ALL)
            if not number:
                show("\n".join(line_of(say, report) for report in found) or say("issued.none"))
                return
            report = _named(found, number)
            files, signed = await files_of(db, report.id), await signed_of(db, report.id)
        compared = await compare(database, office_of(settings), report, utc_now())
    show("\n".join([*details(say, report, files), *(signed_lines(say, signed) if signed else [])]))
    if compared.changes:
        show("\n".join([say("report_changes.title", number=number), *change_lines(say, compared.changes, ALL)]))
    else:
        show(say("report_changes.none", number=number))
