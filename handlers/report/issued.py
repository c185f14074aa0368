"""`/phathanh`: the issued reports, their files as they were issued, and what has changed since."""

import asyncio
from dataclasses import dataclass

from handlers.context import Answer, Context
from handlers.kit.files import XLSX
from handlers.kit.long_work import Workshop
from handlers.kit.reach import reach
from handlers.kit.screens import page_buttons, screen
from handlers.replies import Button, Reply
from handlers.report.actions import SendIssued, ShowIssued, ShowIssuedList
from handlers.report.changes import SHOWN_CHANGES, change_lines, changes_sheet
from handlers.report.commands import file_replies
from handlers.report.comparing import Compared, compare_in_job
from handlers.report.issued_words import details, line_of, title_of
from handlers.report.questions import FindChanges
from handlers.routing import LEADERS
from handlers.words.catalogue import Words
from storage.ground.refusals import Refusal
from storage.ground.text import shorten
from storage.messages.files import store_file
from storage.report.reports import ReportRow, files_of, find_report, issued_reports

PAGE = 8


async def issued_command(context: Context, argument: str) -> Answer:
    return await _list(context, 0, replaces=False)


async def show_list(context: Context, action: ShowIssuedList) -> Answer:
    return await _list(context, action.page, replaces=True)


async def _list(context: Context, page: int, *, replaces: bool) -> Reply:
    say = context.say
    found = await issued_reports(context.db, await reach(context, LEADERS), PAGE + 1, page * PAGE)
    lines = [say("issued.list"), *(line_of(say, report) for report in found[:PAGE])] if found else [say("issued.none")]
    rows = [
        (Button(shorten(f"{report.number}, {title_of(say, report)}", 60), ShowIssued(report.id)),)
        for report in found[:PAGE]
    ]
    pages = page_buttons(say, ShowIssuedList, page, len(found) > PAGE)
    return screen(say, lines, [*rows, pages], replaces=replaces)


async def _issued(context: Context, report_id: int) -> ReportRow:
    report = await find_report(context.db, await reach(context, LEADERS), report_id)
    if report.version is None:
        raise Refusal("report.unknown")
    return report


async def show_issued(context: Context, action: ShowIssued) -> Answer:
    """Says at once what the report is. What has changed follows as soon as the period is counted again."""
    report = await _issued(context, action.report_id)
    say = context.say
    units = sorted(await reach(context, LEADERS))
    context.start(FindChanges(report.id, units))
    lines = [*details(say, report, await files_of(context.db, report.id)), "", say("issued.comparing")]
    files = Button(say("button.issued_files"), SendIssued(report.id))
    back = Button(say("button.issued_list"), ShowIssuedList(0))
    return screen(say, lines, [files, back])


async def send_files(context: Context, action: SendIssued) -> Answer:
    report = await _issued(context, action.report_id)
    again = Button(context.say("button.issued_open"), ShowIssued(report.id))
    closing = screen(context.say, context.say("issued.sent", number=report.number), [again])
    return [*await file_replies(context, report.id), closing]


@dataclass(frozen=True, slots=True)
class Changes:
    """`sheet`: all of them as a file, where the message does not hold them."""

    compared: Compared
    sheet: bytes | None


async def find_changes(workshop: Workshop, job: FindChanges) -> Changes:
    from handlers.making.workbooks.workbook import write_workbook  # loaded with the first workbook

    compared = await compare_in_job(workshop, job)
    if len(compared.changes) <= SHOWN_CHANGES:
        return Changes(compared, None)
    sheets = [changes_sheet(Words("vi"), compared.changes)]
    written = await asyncio.to_thread(write_workbook, sheets, workshop.clock(), title=sheets[0].name, author="")
    return Changes(compared, written)


async def show_changes(context: Context, job: FindChanges, changes: Changes) -> Answer:
    say = context.say
    report = await _issued(context, job.report_id)
    back = (Button(say("button.issued_open"), ShowIssued(report.id)),)
    found = changes.compared.changes
    if not found:
        return screen(say, say("report_changes.none", number=report.number), [back])
    lines = [say("report_changes.title", number=report.number), *change_lines(say, found)]
    text = screen(say, lines, [back])
    if changes.sheet is None:
        return text
    name = say("report_changes.file", id=report.id)
    file_id = await store_file(context.db, name, XLSX, changes.sheet, context.sender.id, context.now)
    return [Reply(name, file_id=file_id), text]
