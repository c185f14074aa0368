"""An entry of the register of documents is corrected part by part, withdrawn and restored."""

import re
from dataclasses import replace

from handlers.context import Answer, Context
from handlers.kit.reach import reach
from handlers.registers.document_actions import (
    AskDocumentPart,
    ChangeDocument,
    Part,
    RestoreDocument,
    SetTask,
    SetWay,
    ShowDocument,
    WithdrawDocument,
)
from handlers.registers.document_line import MAX_ISSUER, MAX_SUBJECT, read_label
from handlers.registers.document_screens import document_screen, label_of
from handlers.registers.documents import tasks_numbered
from handlers.registers.entries import author, read_text, refuse_future, refuse_others
from handlers.replies import Button, Reply
from handlers.routing import REPORTERS, STAFF
from handlers.words.catalogue import Keys
from handlers.words.keys import DOCUMENT_WAY
from storage.ground.refusals import Refusal
from storage.ground.text import shorten
from storage.models import What
from storage.plan.documents import NewDocument
from storage.plan.task_units import Access
from storage.plan.tasks import find_task
from storage.registers import documents as register
from storage.registers.documents import DocumentRow, find_document

_ASK = Keys("document.ask_{}", Part)
MAX_TASK_DIGITS = 3
_NUMBERS = re.compile(r"\d+", re.ASCII)
_NOTHING = ("-", "–", "không", "khong")


async def _correctable(context: Context, document_id: int) -> DocumentRow:
    document = await find_document(context.db, await reach(context, REPORTERS), document_id)
    await refuse_others(context, document.unit_id, document.person_id)
    return document


async def _present(context: Context, document_id: int) -> DocumentRow:
    document = await _correctable(context, document_id)
    if document.withdrawn_at is not None:
        raise Refusal("document.withdrawn", label=document.label)
    return document


async def ask_part(context: Context, action: ChangeDocument) -> Answer:
    document = await _present(context, action.document_id)
    await context.ask(AskDocumentPart(document.id, action.part))
    rows = []
    if action.part is Part.TASK and document.task_id is not None:
        rows.append((Button(context.say("button.document_no_task"), SetTask(document.id, 0)),))
    back = (Button(context.say("button.back_to_entry"), ShowDocument(document.id)),)
    return Reply(context.say(_ASK[action.part], label=label_of(context.say, document)), (*rows, back))


async def part_answered(context: Context, asked: AskDocumentPart, text: str) -> Answer:
    document = await _present(context, asked.document_id)
    match asked.part:
        case Part.LABEL:
            return await _relabel(context, document, asked, text)
        case Part.TASK:
            return await _task_given(context, document, asked, text)
        case Part.SUBJECT:
            after = replace(_bare(document), subject=_read_or_nothing(text, MAX_SUBJECT))
            return await _change(context, document, after, What.SUBJECT, (document.subject, after.subject))
        case Part.ISSUER:
            after = replace(_bare(document), issuer=_read_or_nothing(text, MAX_ISSUER))
            return await _change(context, document, after, What.ISSUER, (document.issuer, after.issuer))


def _read_or_nothing(text: str, limit: int) -> str:
    """`-` empties it."""
    return "" if text.strip().casefold() in _NOTHING else read_text(" ".join(text.split()), limit)


def _bare(document: DocumentRow) -> NewDocument:
    names = ("way", "kind", "number", "symbol", "issued_on", "issuer", "subject", "task_id")
    return NewDocument(**{name: getattr(document, name) for name in names})


async def _relabel(context: Context, document: DocumentRow, asked: AskDocumentPart, text: str) -> Answer:
    found = read_label(text, context.today)
    if found is None:
        await context.ask(asked)
        back = Button(context.say("button.back_to_entry"), ShowDocument(document.id))
        return Reply(context.say("document.unclear"), ((back,),))
    cited, on = found
    refuse_future(context, on)
    after = replace(_bare(document), kind=cited.kind, number=cited.number, symbol=cited.symbol, issued_on=on)
    said = (label_of(context.say, document), label_of(context.say, after))
    return await _change(context, document, after, What.LABEL, said)


async def _task_given(context: Context, document: DocumentRow, asked: AskDocumentPart, text: str) -> Answer:
    found = _NUMBERS.findall(text)
    if len(found) != 1 or len(found[0]) > MAX_TASK_DIGITS:
        await context.ask(asked)
        return await document_screen(context, document.id, context.say("document.task_unclear"))
    number = int(found[0])
    tasks = await tasks_numbered(context, document, number)
    if len(tasks) > 1:
        rows = [
            (Button(shorten(f"{task.number}. {task.plan}: {task.title}", 58), SetTask(document.id, task.id)),)
            for task in tasks[:8]
        ]
        back = (Button(context.say("button.back_to_entry"), ShowDocument(document.id)),)
        return Reply(context.say("document.which_task", number=number), (*rows, back))
    return await _put_task(context, document, tasks[0].id)


async def set_task(context: Context, action: SetTask) -> Answer:
    document = await _present(context, action.document_id)
    await context.claim(AskDocumentPart)
    return await _put_task(context, document, action.task_id or None)


async def _put_task(context: Context, document: DocumentRow, task_id: int | None) -> Answer:
    now = ""
    if task_id is not None:
        units = sorted(await reach(context, STAFF))
        now = str((await find_task(context.db, units, task_id, context.today, Access.SEES)).number)
    before = "" if document.task is None else str(document.task)
    return await _change(context, document, replace(_bare(document), task_id=task_id), What.TASK, (before, now))


async def set_way(context: Context, action: SetWay) -> Answer:
    document = await _present(context, action.document_id)
    said = (context.say(DOCUMENT_WAY[document.way]), context.say(DOCUMENT_WAY[action.way]))
    return await _change(context, document, replace(_bare(document), way=action.way), What.WAY, said)


async def _change(
    context: Context, document: DocumentRow, after: NewDocument, what: What, said: tuple[str, str]
) -> Answer:
    await register.change_document(context.db, document, after, what, said, author(context))
    return await document_screen(context, document.id, context.say("entry.corrected"))


async def withdraw(context: Context, action: WithdrawDocument) -> Answer:
    return await _withdraw(context, action.document_id, withdrawn=True)


async def restore(context: Context, action: RestoreDocument) -> Answer:
    return await _withdraw(context, action.document_id, withdrawn=False)


async def _withdraw(context: Context, document_id: int, *, withdrawn: bool) -> Answer:
    """It can be taken back with one tap, so nobody is asked twice."""
    document = await _correctable(context, document_id)
    if withdrawn != (document.withdrawn_at is not None):
        await register.set_document_withdrawn(context.db, document, withdrawn, author(context))
    done = context.say("entry.is_withdrawn" if withdrawn else "entry.is_restored")
    return await document_screen(context, document.id, done, replaces=True)
