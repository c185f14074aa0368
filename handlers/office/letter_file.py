"""The apology letter as a state document: for the signature, and as it went out for the citizen."""

import asyncio
from dataclasses import dataclass

from handlers.context import Answer, Context
from handlers.kit.files import DOCX
from handlers.kit.long_work import Workshop
from handlers.kit.occasion import Office, words_for
from handlers.kit.reach import reach
from handlers.making.documents.model import Head, Paragraph, Signature, StateDocument
from handlers.making.documents.writer import write_document
from handlers.office.actions import IssueLetter, ShowLettersOfYear
from handlers.office.questions import MakeLetter, SendCopies
from handlers.replies import Button, Reply
from handlers.routing import OFFICER
from handlers.words.catalogue import Words
from handlers.words.formats import day
from storage.dossiers.apologies import ApologyOwed, Draft, Issued, find_draft, find_issued, find_owed
from storage.ground.days.working_time import local_day
from storage.ground.document_numbers import parts_of
from storage.messages.files import store_file
from storage.people.people import senders_by_id
from storage.people.units import find_unit


def letter_document(
    say: Words, office: Office, unit: str, dossier: ApologyOwed, draft: Draft, issued: Issued | None = None
) -> StateDocument:
    """With room for number and day where it is not issued yet."""
    agency = unit or office.agency
    values = {"agency": agency, "code": dossier.code, "procedure": dossier.procedure}
    days = {"received": day(dossier.received_on), "due": day(dossier.due_on)}
    if dossier.returned_on is not None:
        outcome = say("letter.returned", day=day(dossier.returned_on))
    elif dossier.finished_on is not None:
        outcome = say("letter.finished", day=day(dossier.finished_on))
    else:
        outcome = say("letter.promised", day=day(draft.new_due_on) if draft.new_due_on else "")
    paragraphs = [
        say("letter.facts", **values, **days),
        say("letter.reason", reason=draft.reason),
        outcome,
        say("letter.sorry", agency=agency),
    ]
    letterhead = office.letterhead
    number, symbol = parts_of(issued.number) if issued else ("", "")
    head = Head(
        agency=agency,
        parent=letterhead.parent,
        number=number,
        day=issued.on if issued else None,
        symbol=symbol or say("letter.symbol", symbol=letterhead.symbol).rstrip("-"),
        place=letterhead.place,
        kind=say("letter.kind"),
        subject=say("letter.subject", code=dossier.code),
        addressees=[say("letter.addressee", code=dossier.code)],
    )
    return StateDocument(
        head,
        [Paragraph(text) for text in paragraphs],
        Signature(letterhead.signed_by, letterhead.name),
        [say("letter.recipient"), say("letter.archive")],
    )


@dataclass(frozen=True, slots=True)
class LetterFile:
    code: str
    content: bytes


async def write_letter(workshop: Workshop, job: MakeLetter) -> LetterFile:
    async with workshop.database.read() as db:
        dossier = await find_owed(db, job.units, job.dossier_id, local_day(workshop.clock()))
        draft = await find_draft(db, dossier.id)
    return await _written(workshop, dossier, draft)


async def write_copy(workshop: Workshop, job: SendCopies) -> LetterFile:
    """The letter as it went out."""
    async with workshop.database.read() as db:
        found = await find_issued(db, job.units, job.dossier_id, local_day(workshop.clock()))
    return await _written(workshop, *found)


async def _written(workshop: Workshop, dossier: ApologyOwed, draft: Draft, issued: Issued | None = None) -> LetterFile:
    async with workshop.database.read() as db:
        unit = await find_unit(db, dossier.unit_id)
    document = letter_document(Words("vi"), workshop.office, unit.name if unit else "", dossier, draft, issued)
    return LetterFile(dossier.code, await asyncio.to_thread(write_document, document, workshop.clock()))


async def hand_over_letter(context: Context, job: MakeLetter, letter: LetterFile) -> Answer:
    dossier = await find_owed(context.db, await reach(context, OFFICER), job.dossier_id, context.today)
    name = context.say("letters.file", code=dossier.code)
    file_id = await store_file(context.db, name, DOCX, letter.content, context.sender.id, context.now)
    issue = Button(context.say("button.letter_issue"), IssueLetter(dossier.id))
    again = Button(context.say("button.letters"), ShowLettersOfYear())
    ready = Reply(context.say("letters.ready", code=dossier.code), ((issue,), (again,)))
    return [Reply(name, file_id=file_id), ready]


async def send_copy(context: Context, job: SendCopies, letter: LetterFile) -> Answer:
    """A file for each of the people: whoever has their data erased takes only their own along."""
    people = await senders_by_id(context.db, job.person_ids)
    name = context.say("letters.file", code=letter.code)
    for person in people.values():
        file_id = await store_file(context.db, name, DOCX, letter.content, person.id, context.now)
        context.notify(person, Reply(words_for(person)("letters.copy", code=letter.code), file_id=file_id))
    return []
