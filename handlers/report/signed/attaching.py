"""The signed file of an issued report comes back, is kept beside what was issued, and handed out with it."""

import re
from pathlib import PurePath

from handlers.context import Answer, Context
from handlers.kit.files import Sent
from handlers.kit.long_work import Workshop
from handlers.kit.reach import reach
from handlers.kit.screens import screen
from handlers.replies import Button, Reply
from handlers.report.actions import ShowIssued
from handlers.report.handing_out import unchanged_file, unchanged_files
from handlers.report.issued_words import signed_lines
from handlers.report.signed.actions import AskSigned, Attach, AwaitSigned, Convert, MakePdf, SendSigned
from handlers.report.signed.pdf import as_pdf
from handlers.report.signed.reading import read_signed
from handlers.routing import LEADERS, OFFICER
from storage.ground.refusals import Refusal
from storage.ground.text import fold
from storage.messages.files import store_file
from storage.models import Role
from storage.report.reports import ReportRow, find_report, issued_reports
from storage.report.signed import Found, attach_signed, signed_of

_KINDS = frozenset({".pdf", ".docx"})
_CAPTION = re.compile(r"(?:ban |da |bao cao )?(?:da )?ky\b(?: so)?[ :]*(?P<number>\d{1,6}\s*/\s*\S{1,40})?$", re.ASCII)
_ASKED_HOURS = 1
_MOST_LOOKED_AT = 1000
PDF = "application/pdf"


async def _issued(context: Context, report_id: int) -> ReportRow:
    report = await find_report(context.db, await reach(context, OFFICER), report_id)
    if report.version is None:
        raise Refusal("signed.not_issued")
    return report


async def ask_signed(context: Context, action: AskSigned) -> Answer:
    report = await _issued(context, action.report_id)
    await context.ask(AwaitSigned(report.id), _ASKED_HOURS)
    back = Button(context.say("button.issued_open"), ShowIssued(report.id))
    return screen(context.say, context.say("signed.ask", number=report.number), [back])


async def signed_for(context: Context, caption: str) -> int | None:
    """The report whose signed file has come: its caption says so (`bản ký 12/BC-SM`), or the bot has asked for it."""
    file = context.incoming.file
    if file is None or Role.OFFICER not in context.sender.roles or PurePath(file.name).suffix.lower() not in _KINDS:
        return None
    said = _CAPTION.fullmatch(fold(caption)) if caption else None
    if said is not None and said["number"]:
        return await _named(context, said["number"])
    asked = await context.claim(AwaitSigned)
    if asked is not None:
        return asked.report_id
    if said is None:
        return None
    found = await issued_reports(context.db, await reach(context, OFFICER), 1)
    if not found:
        raise Refusal("signed.not_issued")
    return found[0].id


async def _named(context: Context, number: str) -> int:
    found = await issued_reports(context.db, await reach(context, OFFICER), _MOST_LOOKED_AT)
    wanted = re.sub(r"\s", "", number)
    report = next((one for one in found if fold(one.number or "") == wanted), None)
    if report is None:
        raise Refusal("report.no_such_number", number=number)
    return report.id


async def start_attaching(context: Context, sent: Sent, report_id: int) -> Reply:
    report = await _issued(context, report_id)
    context.start(Attach(*sent, report.id, sorted(await reach(context, OFFICER))))
    return Reply(context.say("signed.reading", name=sent.name))


async def read_attached(workshop: Workshop, job: Attach) -> tuple[bytes, Found]:
    content = await workshop.fetch(job.channel, job.reference)
    async with workshop.database.read() as db:
        await find_report(db, job.units, job.report_id)
        draft = await unchanged_file(db, job.report_id, ".docx")
    return content, await read_signed(content, job.name, draft.content, workshop.office.signature_roots)


async def attach(context: Context, job: Attach, read: tuple[bytes, Found]) -> Answer:
    report = await _issued(context, job.report_id)
    content, found = read
    await attach_signed(context.db, report.id, job.name, job.media_type, content, found, context.sender.id, context.now)
    signed = await signed_of(context.db, report.id)
    say = context.say
    lines = [say("signed.attached", number=report.number), *(signed_lines(say, signed) if signed else [])]
    return screen(say, lines, [Button(say("button.issued_open"), ShowIssued(report.id))])


async def send_signed(context: Context, action: SendSigned) -> Answer:
    """Only bytes that are what was kept."""
    report = await find_report(context.db, await reach(context, LEADERS), action.report_id)
    signed = await signed_of(context.db, report.id)
    if signed is None:
        raise Refusal("signed.none")
    await unchanged_files(context.db, [(signed.file_id, signed.name, signed.sha256)])
    back = Button(context.say("button.issued_open"), ShowIssued(report.id))
    sent = context.say("signed.sent", number=report.number)
    return [Reply(signed.name, file_id=signed.file_id), screen(context.say, sent, [back])]


async def start_pdf(context: Context, action: MakePdf) -> Answer:
    report = await find_report(context.db, await reach(context, LEADERS), action.report_id)
    context.start(Convert(report.id, sorted(await reach(context, LEADERS))))
    return Reply(context.say("pdf.making"))


async def convert(workshop: Workshop, job: Convert) -> tuple[str, bytes]:
    async with workshop.database.read() as db:
        await find_report(db, job.units, job.report_id)
        document = await unchanged_file(db, job.report_id, ".docx", newest=True)
    return f"{PurePath(document.name).stem}.pdf", await as_pdf(document.content)


async def hand_over_pdf(context: Context, job: Convert, made: tuple[str, bytes]) -> Answer:
    name, content = made
    report = await find_report(context.db, await reach(context, LEADERS), job.report_id)
    file_id = await store_file(context.db, name, PDF, content, context.sender.id, context.now)
    back = [Button(context.say("button.issued_open"), ShowIssued(report.id))] if report.version else []
    return [Reply(name, file_id=file_id), screen(context.say, context.say("pdf.made"), back)]
