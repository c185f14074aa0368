"""`/vanban`: the register of documents, entered by line and corrected part by part."""

from dataclasses import replace

from handlers.context import Answer, Context
from handlers.kit.reach import home_unit, reach
from handlers.kit.screens import screen
from handlers.registers.document_actions import (
    AskDocument,
    EnterDocument,
    ShowDocuments,
)
from handlers.registers.document_line import read_document
from handlers.registers.document_screens import document_list, document_screen, found_list, label_of
from handlers.registers.entries import author, refuse_future
from handlers.replies import Button, Reply
from handlers.routing import STAFF
from storage.ground.refusals import Refusal
from storage.models import DocumentSource
from storage.plan.documents import NewDocument
from storage.plan.searching import searched_words
from storage.plan.task_units import Access
from storage.plan.tasks import TaskRow, tasks_by_number
from storage.registers import documents as register


async def documents_command(context: Context, argument: str) -> Answer:
    """`/vanban`, `/vanban 12`, `/vanban rà soát`, `/vanban Kế hoạch số 12/KH-SM ngày 5/6/2026 về …`"""
    if not argument:
        return await document_list(context, ShowDocuments(), replaces=False)
    if read_document(argument, context.today, _own(context)) is not None:
        return await _enter(context, argument)
    units = await reach(context, STAFF)
    number = argument.strip().lstrip("số ").replace(" ", "")
    if number.partition("/")[0].isdecimal():
        found = await register.documents_named(context.db, units, number)
    else:
        found = await register.documents_with(context.db, units, searched_words(argument), 10)
    return await found_list(context, argument, found)


def _own(context: Context) -> str:
    return context.office.letterhead.symbol


async def ask_new(context: Context, action: EnterDocument) -> Answer:
    await context.ask(AskDocument())
    back = Button(context.say("button.documents"), ShowDocuments())
    return Reply(context.say("document.ask"), ((back,),))


async def new_answered(context: Context, asked: AskDocument, text: str) -> Answer:
    return await _enter(context, text)


async def _enter(context: Context, text: str) -> Answer:
    """Keeps the entry at once; what is wrong with it is put right on its screen."""
    unit_id = home_unit(context)
    line = read_document(text, context.today, _own(context))
    if line is None:
        await context.ask(AskDocument())
        back = Button(context.say("button.documents"), ShowDocuments())
        return screen(context.say, context.say("document.unclear"), [back])
    refuse_future(context, line.document.issued_on)
    task_id, unknown = await _task_of(context, line.document, line.task)
    document = replace(line.document, task_id=task_id)
    entered = await register.add_document(context.db, unit_id, document, DocumentSource.LINE, author(context))
    done = context.say("document.stored", label=label_of(context.say, document))
    return await document_screen(context, entered, f"{done}\n{unknown}".strip())


async def _task_of(context: Context, document: NewDocument, number: int | None) -> tuple[int | None, str]:
    """The task with this number in a plan of the document's year; and what to say where there is none, or several."""
    if number is None:
        return None, ""
    try:
        tasks = await tasks_numbered(context, document, number)
    except Refusal:
        tasks = []
    if len(tasks) == 1:
        return tasks[0].id, ""
    return None, context.say("document.no_such_task", number=number, year=document.issued_on.year)


async def tasks_numbered(context: Context, document: NewDocument, number: int) -> list[TaskRow]:
    units = sorted(await reach(context, STAFF))
    year = document.issued_on.year
    return await tasks_by_number(context.db, units, year, number, context.today, Access.SEES)
