"""A report that was made gets its number: from then on it stands as it is.

What is issued is what the officer was given, byte for byte. If the data has changed since, they are told what, and
decide: make it anew, or issue it all the same.
"""

import asyncio
from pathlib import PurePath

from handlers.context import Answer, Context
from handlers.kit.reach import reach
from handlers.kit.screens import screen
from handlers.replies import Button, Reply
from handlers.report.actions import IssueAsMade, IssueReport, MakeReport, ShowIssued
from handlers.report.changes import change_lines
from handlers.report.comparing import Compared
from handlers.report.handing_out import unchanged_file
from handlers.report.issued_words import title_of, values_of
from handlers.report.questions import AskNumber, Issue
from handlers.report.signed.signers import Signer, split_signer
from handlers.routing import OFFICER
from handlers.words.formats import day, moment
from storage.ground.document_numbers import example_number, parts_of, read_signed
from storage.ground.refusals import Refusal
from storage.report.files import add_report_file
from storage.report.reports import ReportRow, find_report, issue_report


async def _unissued(context: Context, report_id: int) -> ReportRow:
    report = await find_report(context.db, await reach(context, OFFICER), report_id)
    if report.version is not None:
        raise Refusal("report.issued_already")
    return report


async def ask_number(context: Context, action: IssueReport | IssueAsMade) -> Answer:
    report = await _unissued(context, action.report_id)
    await context.ask(AskNumber(report.id))
    title = title_of(context.say, report)
    return screen(context.say, context.say("issuing.ask_number", title=title, **_example(context)))


def _example(context: Context) -> dict[str, str]:
    return {"example": example_number("BC", context.office.letterhead.symbol), "today": day(context.today)}


async def number_answered(context: Context, question: AskNumber, text: str) -> Answer:
    report = await _unissued(context, question.report_id)
    first, signer = split_signer(text)
    signed = read_signed(first, context.today)
    if signed is None:
        return await _ask_again(context, question, report, "issuing.number_unclear")
    if signer is None:
        return await _ask_again(context, question, report, "issuing.signer_unclear")
    if signed.on < report.period.first:
        return await _ask_again(context, question, report, "issuing.before_the_period")
    # Written anew, it was not written for the changes they were told of.
    return await _start(context, AskNumber(report.id, signed.number, signed.on, signer=signer))


async def _ask_again(context: Context, question: AskNumber, report: ReportRow, key: str) -> Reply:
    await context.ask(question)
    return screen(context.say, context.say(key, first=day(report.period.first), **_example(context)))


async def _start(context: Context, asked: AskNumber) -> Reply:
    units, on = sorted(await reach(context, OFFICER)), asked.on or context.today
    context.start(Issue(asked.report_id, asked.number, on, units, asked.seen, asked.signer))
    return Reply(context.say("issuing.comparing", number=asked.number))


async def issue_as_made(context: Context, action: IssueAsMade) -> Answer:
    """They have seen what changed. Number and day wait in the question."""
    asked = await context.claim(AskNumber)
    if asked is None or asked.report_id != action.report_id or asked.on is None:
        return await ask_number(context, action)
    await _unissued(context, action.report_id)
    return await _start(context, asked)


async def issue(context: Context, job: Issue, compared: Compared) -> Answer:
    report = await _unissued(context, job.report_id)
    if compared.changes and compared.digest != job.seen:
        return await _tell_changes(context, report, job, compared)
    issued = await issue_report(context.db, report, job.number, job.on, context.sender.id, context.now)
    told = await _add_numbered(context, issued, job.signer)
    say = context.say
    text = say("issuing.issued", **values_of(say, issued), title=title_of(say, issued)) + told
    return screen(say, text, [Button(say("button.issued_open"), ShowIssued(issued.id))])


async def _add_numbered(context: Context, issued: ReportRow, signer: Signer) -> str:
    """The document with number, day and signer, beside the one that was handed over: to be signed. What is to be said
    of the signer."""
    from handlers.report.signed.numbering import has_room_for_signer, numbered  # loaded with the first document

    draft = await unchanged_file(context.db, issued.id, ".docx")
    number, on = issued.number or "", issued.issued_on or context.today
    content = await asyncio.to_thread(numbered, draft.content, parts_of(number)[0], on, signer)
    name = context.say("issuing.numbered", stem=PurePath(draft.name).stem, number=parts_of(number)[0])
    await add_report_file(context.db, issued.id, name, draft.media_type, content, context.now)
    if not signer:
        return ""
    who = " ".join(filter(None, ("; ".join(signer.lines), signer.name)))
    return "\n" + context.say("issuing.signer" if has_room_for_signer(content) else "issuing.no_room", who=who)


async def _tell_changes(context: Context, report: ReportRow, job: Issue, compared: Compared) -> Reply:
    await context.ask(AskNumber(job.report_id, job.number, job.on, compared.digest, job.signer))
    say = context.say
    lines = [say("issuing.changed", made=moment(report.made_at)), ""]
    lines += [*change_lines(say, compared.changes), "", say("issuing.decide", number=job.number)]
    anew = Button(say("button.report_anew"), MakeReport(report.regime, report.period))
    as_made = Button(say("button.report_as_made"), IssueAsMade(report.id))
    return screen(say, lines, [anew, as_made])
