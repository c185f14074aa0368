"""The register of documents page by page, and one of them."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from handlers.context import Answer, Context
from handlers.kit.naming import called
from handlers.kit.reach import reach
from handlers.kit.screens import main_button, page_buttons, screen
from handlers.plan.actions import ShowTask
from handlers.registers.actions import ShowHistory
from handlers.registers.document_actions import (
    ChangeDocument,
    EnterDocument,
    Part,
    RestoreDocument,
    SetWay,
    ShowBases,
    ShowCited,
    ShowDocument,
    ShowDocuments,
    WithdrawDocument,
)
from handlers.registers.entries import may_correct
from handlers.replies import Button, Reply, Rows
from handlers.routing import REPORTERS, STAFF
from handlers.words.catalogue import Keys, Words
from handlers.words.formats import day, integer
from handlers.words.keys import DOCUMENT_WAY
from storage.ground.days.calendars import Regime
from storage.ground.days.working_time import local_day
from storage.ground.text import shorten
from storage.models import DocumentSource, DocumentWay, Register, Role
from storage.plan.documents import NewDocument
from storage.registers.cited_documents import cited_only
from storage.registers.documents import (
    DocumentRow,
    count_documents,
    documents_page,
    find_document,
)

_SOURCE = Keys("document.from_{}", DocumentSource)
_TO = Keys("button.documents_{}", DocumentWay)
_EDIT = Keys("button.document_{}", Part)
_MAKE = Keys("button.document_make_{}", DocumentWay)
PAGE = 8
MOST_CITED = 500


def label_of(say: Words, document: NewDocument) -> str:
    """`Kế hoạch số 12/KH-SM ngày 05/06/2026`"""
    return say("document.label", kind=document.kind, label=document.label, day=day(document.issued_on))


def _other(way: DocumentWay) -> DocumentWay:
    return next(other for other in DocumentWay if other is not way)


async def show_documents(context: Context, action: ShowDocuments) -> Answer:
    return await document_list(context, action, replaces=True)


async def document_list(context: Context, action: ShowDocuments, *, replaces: bool) -> Reply:
    units, say = await reach(context, STAFF), context.say
    way, page = action.way or DocumentWay.ISSUED, action.page or 0
    counts = await count_documents(context.db, units)
    found = await documents_page(context.db, units, way, PAGE + 1, page * PAGE)
    lines = [say("documents.title", way=say(DOCUMENT_WAY[way]), count=integer(counts.get(way, 0)))]
    lines += [f"• {_line(say, document)}" for document in found[:PAGE]] or [say("documents.none")]
    rows: list[tuple[Button, ...]] = [(_button(document),) for document in found[:PAGE]]
    rows.append(page_buttons(say, partial(ShowDocuments, way), page, len(found) > PAGE))
    other = _other(way)
    rows.append((Button(say(_TO[other], count=integer(counts.get(other, 0))), ShowDocuments(other, 0)),))
    if not REPORTERS.isdisjoint(context.sender.roles):
        lines += ["", say("documents.how")]
        rows.append((Button(say("button.document_new"), EnterDocument()),))
    return screen(say, lines, [*rows, *await _officer_rows(context)], replaces=replaces)


def _line(say: Words, document: DocumentRow) -> str:
    subject = say("documents.about", subject=shorten(document.subject, 60)) if document.subject else ""
    return shorten(label_of(say, document), 70) + subject


def _button(document: DocumentRow) -> Button:
    return Button(shorten(f"📄 {document.label}: {document.subject or document.kind}", 58), ShowDocument(document.id))


async def _officer_rows(context: Context) -> list[tuple[Button, ...]]:
    if Role.OFFICER not in context.sender.roles:
        return []
    say, rows = context.say, []
    if count := len(await cited(context)):
        rows.append((Button(say("button.documents_cited", count=integer(count)), ShowCited(0)),))
    return [*rows, (Button(say("button.bases"), ShowBases(Regime.CCHC, context.today.year)),)]


async def cited(context: Context) -> list[tuple[int, NewDocument]]:
    """What reports of this year and the last cite of the agency's own, and the register lacks."""
    units, own = await reach(context, [Role.OFFICER]), context.office.letterhead.symbol
    return await cited_only(context.db, units, own, date(context.today.year - 1, 1, 1), MOST_CITED)


async def found_list(context: Context, words: str, found: Sequence[DocumentRow]) -> Reply:
    say, back = context.say, Button(context.say("button.documents"), ShowDocuments())
    if len(found) == 1:
        return await document_screen(context, found[0].id)
    if not found:
        return screen(say, say("documents.not_found", words=shorten(words, 100)), [back])
    lines = [say("documents.found", words=shorten(words, 100), count=integer(len(found)))]
    lines += [f"• {_line(say, document)}" for document in found]
    return screen(say, lines, [*((_button(document),) for document in found), back])


async def show_document(context: Context, action: ShowDocument) -> Answer:
    return await document_screen(context, action.document_id, replaces=True)


async def document_screen(context: Context, document_id: int, done: str = "", *, replaces: bool = False) -> Reply:
    """`done`: what has just been done, above it."""
    document = await find_document(context.db, await reach(context, STAFF), document_id)
    lines = [done, ""] if done else []
    return Reply("\n".join([*lines, *_lines(context.say, document)]), await _rows(context, document), replaces=replaces)


def _lines(say: Words, document: DocumentRow) -> list[str]:
    lines = [say("document.title", way=say(DOCUMENT_WAY[document.way]), label=label_of(say, document))]
    if document.withdrawn_at is not None:
        lines.append(say("document.is_withdrawn"))
    lines.append(say("document.subject", subject=document.subject or say("document.no_subject")))
    if document.issuer:
        lines.append(say("document.issuer", issuer=document.issuer))
    if document.task is not None:
        lines.append(say("document.task", number=document.task, year=document.task_year))
    who = called(say, document.author) if document.author else ""
    on = day(local_day(document.entered_at)) if document.entered_at else ""
    return [*lines, "", say(_SOURCE[document.source], who=who, unit=document.unit, day=on)]


async def _rows(context: Context, document: DocumentRow) -> Rows:
    say, id_ = context.say, document.id
    rows: list[tuple[Button, ...]] = []
    if await may_correct(context, document.unit_id, document.person_id):
        rows += _correction_rows(say, document)
    if document.task_id is not None:
        rows.append((Button(say("button.document_open_task"), ShowTask(document.task_id)),))
    rows.append((Button(say("button.entry_history"), ShowHistory(Register.DOCUMENT, id_, 0)),))
    return (*rows, (Button(say("button.documents"), ShowDocuments()), main_button(say)))


def _correction_rows(say: Words, document: DocumentRow) -> list[tuple[Button, ...]]:
    id_ = document.id
    if document.withdrawn_at is not None:
        return [(Button(say("button.restore"), RestoreDocument(id_)),)]
    edits = [Button(say(_EDIT[part]), ChangeDocument(id_, part)) for part in Part]
    other = _other(document.way)
    way = Button(say(_MAKE[other]), SetWay(id_, other))
    return [tuple(edits[:2]), tuple(edits[2:]), (way,), (Button(say("button.withdraw"), WithdrawDocument(id_)),)]
