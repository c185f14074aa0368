"""The apology letter as a state document, for the signature."""

import asyncio
from dataclasses import dataclass
from typing import Any

from handlers.catalogue import Words
from handlers.context import Answer, Context
from handlers.documents.model import Head, Paragraph, Signature, StateDocument
from handlers.documents.writer import write_document
from handlers.jobs import Workshop
from handlers.numbers import day
from handlers.occasion import Office
from handlers.reach import reach
from handlers.replies import Button, Reply
from handlers.routing import OFFICER
from storage.days.working_time import local_day
from storage.dossiers.apologies import ApologyOwed, Draft, find_draft, find_owed
from storage.messages.files import store_file
from storage.people.units import find_unit

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def letter_document(say: Words, office: Office, unit: str, dossier: ApologyOwed, draft: Draft) -> StateDocument:
    agency = unit or office.agency
    values = {"agency": agency, "code": dossier.code, "procedure": dossier.procedure}
    days = {"received": day(dossier.received_on), "due": day(dossier.due_on)}
    if dossier.returned_on is not None:
        outcome = say("letter.returned", day=day(dossier.returned_on))
    else:
        outcome = say("letter.promised", day=day(draft.new_due_on) if draft.new_due_on else "")
    paragraphs = [
        say("letter.facts", **values, **days),
        say("letter.reason", reason=draft.reason),
        outcome,
        say("letter.sorry", agency=agency),
    ]
    letterhead = office.letterhead
    head = Head(
        agency=agency,
        parent=letterhead.parent,
        symbol=say("letter.symbol", symbol=letterhead.symbol).rstrip("-"),
        place=letterhead.place,
        kind=say("letter.kind"),
        subject=say("letter.subject", code=dossier.code),
        addressees=[say("letter.addressee", code=dossier.code)],
    )
    return StateDocument(
        head,
        [Paragraph(text) for text in paragraphs],
        Signature([letterhead.signer]),
        [say("letter.recipient"), say("letter.archive")],
    )


@dataclass(frozen=True, slots=True)
class LetterFile:
    code: str
    content: bytes


async def write_letter(workshop: Workshop, data: dict[str, Any]) -> LetterFile:
    """`units`: what the officer reached who asked for it."""
    now = workshop.clock()
    async with workshop.database.read() as db:
        dossier = await find_owed(db, data["units"], data["dossier_id"], local_day(now))
        draft = await find_draft(db, dossier.id)
        unit = await find_unit(db, dossier.unit_id)
    say = Words("vi")
    document = letter_document(say, workshop.office, unit.name if unit else "", dossier, draft)
    return LetterFile(dossier.code, await asyncio.to_thread(write_document, document, now))


async def hand_over_letter(context: Context, data: dict[str, Any], letter: LetterFile) -> Answer:
    dossier = await find_owed(context.db, await reach(context, OFFICER), data["dossier_id"], context.today)
    name = context.say("letters.file", code=dossier.code)
    file_id = await store_file(context.db, name, DOCX, letter.content, context.sender.id, context.now)
    issue = Button(context.say("button.letter_issue"), action=f"letter_issue:{dossier.id}")
    again = Button(context.say("button.letters"), action="letters_back")
    ready = Reply(context.say("letters.ready", code=dossier.code), ((issue,), (again,)))
    return [Reply(name, file_id=file_id), ready]
