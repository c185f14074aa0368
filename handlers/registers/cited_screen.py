"""What reports cite and the register does not have: looked through, and entered with one tap."""

from handlers.context import Answer, Context
from handlers.kit.screens import page_buttons, screen
from handlers.registers.document_actions import ShowCited, ShowDocuments, TakeCited
from handlers.registers.document_screens import cited, document_list, label_of
from handlers.registers.entries import author
from handlers.replies import Button
from handlers.words.formats import integer
from storage.ground.text import shorten
from storage.registers.cited_documents import take_cited

PAGE = 6


async def show_cited(context: Context, action: ShowCited) -> Answer:
    say, page, found = context.say, action.page, await cited(context)
    back = Button(say("button.documents"), ShowDocuments())
    if not found:
        return screen(say, say("documents.none_cited"), [back], replaces=True)
    lines = [say("documents.cited", count=integer(len(found)))]
    for _, document in found[page * PAGE : (page + 1) * PAGE]:
        subject = shorten(document.subject, 90) or say("document.no_subject")
        lines.append(f"• {label_of(say, document)}: {subject}")
    take = Button(say("button.documents_take", count=integer(len(found))), TakeCited())
    pages = page_buttons(say, ShowCited, page, len(found) > (page + 1) * PAGE)
    return screen(say, [*lines, "", say("documents.take_how")], [pages, take, back], replaces=True)


async def take(context: Context, action: TakeCited) -> Answer:
    taken = await take_cited(context.db, await cited(context), author(context))
    shown = await document_list(context, ShowDocuments(), replaces=False)
    return [screen(context.say, context.say("documents.taken", count=integer(taken))), shown]
