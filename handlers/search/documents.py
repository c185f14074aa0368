"""`/timvb 990`: a cited document, and where it is cited."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from handlers.context import Answer, Context
from handlers.kit.long_work import Workshop
from handlers.kit.screens import screen
from handlers.plan.actions import ShowTask
from handlers.registers.document_actions import ShowDocument
from handlers.replies import Button
from handlers.search.actions import AskDocumentWords, SearchDocuments, TurnDocuments
from handlers.search.asking import read_texts, shown_words, start_search, steps, still_reached, turn_page, year_words
from handlers.words.catalogue import Keys
from handlers.words.formats import day, integer
from storage.ground.citations import Citation, find_citations
from storage.ground.text import fold, shorten
from storage.plan.names import short_name
from storage.plan.searching import Texts, searchable, searched_words
from storage.plan.texts import TASK_TEXTS
from storage.registers.documents import DocumentRow, documents_with

_PLACE = Keys("search.in_{}", (*TASK_TEXTS, "report"))
PAGE = 4
PLACES_SHOWN = 4
MOST_TASKS = 8
MOST_ENTRIES = 300


async def search_command(context: Context, argument: str) -> Answer:
    if searched_words(argument):
        return await start_search(context, SearchDocuments, argument)
    await context.ask(AskDocumentWords())
    return screen(context.say, context.say("search.ask_documents"))


async def words_answered(context: Context, question: AskDocumentWords, text: str) -> Answer:
    return await search_command(context, text)


async def show_page(context: Context, action: TurnDocuments) -> Answer:
    return await turn_page(context, SearchDocuments, action)


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a document is cited: in the plan's words (`field`: note, product or title), or in a report of a day."""

    task_id: int
    number: int
    year: int
    title: str
    field: str
    reported_on: date | None
    plan: str = ""


@dataclass(slots=True)
class Document:
    """`citation`: the first one with a day, or else the first one. `entry`: its number in the register, whose words
    then stand for it."""

    citation: Citation
    entry: int = 0
    mentions: list[Mention] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Documents:
    """`more`: not all texts with these words were looked through."""

    found: Sequence[Document]
    more: bool


async def look_through(workshop: Workshop, search: SearchDocuments) -> Documents:
    texts = await read_texts(workshop, search)
    async with workshop.database.read() as db:
        entries = await documents_with(db, search.units, search.words, MOST_ENTRIES)
    return Documents(await asyncio.to_thread(find_documents, texts, search.words, entries), texts.more)


def _entered(row: DocumentRow) -> Document:
    on = f"{row.issued_on:%d/%m/%Y}"
    cited = Citation(row.kind, row.number, row.symbol, row.issued_on, on, row.issuer, row.subject, 0, 0)
    return Document(cited, row.id)


def find_documents(texts: Texts, words: Sequence[str], entries: Sequence[DocumentRow] = ()) -> list[Document]:
    """The documents that are meant, each once, however often it is cited; those of the register first."""
    registered = [document for row in entries if _is_meant((document := _entered(row)).citation, words)]
    found = {_key(document.citation): document for document in reversed(registered)}
    found = dict(reversed(list(found.items())))
    for mention, text in _passages(texts):
        for citation in find_citations(text):
            if not _is_meant(citation, words):
                continue
            document = found.setdefault(_key(citation), Document(citation))
            if document.citation.issued_on is None:
                document.citation = citation
            if mention not in document.mentions:
                document.mentions.append(mention)
    return list(found.values())


def _key(citation: Citation) -> tuple[str, ...]:
    return citation.number, fold(citation.symbol), "" if citation.symbol else citation.kind


def _passages(texts: Texts) -> Iterator[tuple[Mention, str]]:
    for task in texts.tasks:
        for name, text in (("note", task.note), ("product", task.product), ("title", task.title)):
            yield Mention(task.id, task.number, task.year, task.title, name, None, task.plan), text
    for report in texts.reports:
        mention = Mention(
            report.task_id, report.number, report.year, report.title, "report", report.reported_on, report.plan
        )
        yield mention, report.text


def _is_meant(citation: Citation, words: Sequence[str]) -> bool:
    """A number must be the whole number: 99 is not 990."""
    own = (citation.kind, citation.number, citation.symbol, citation.day_text, citation.issuer, citation.subject)
    text = searchable(*own)
    return all(f" {word} " in text if word.isdecimal() else f" {word}" in text for word in words)


async def tell(context: Context, search: SearchDocuments, documents: Documents) -> Answer:
    await still_reached(context, search.units)
    say, page, words = context.say, search.page, shown_words(search)
    found = documents.found
    if not found:
        return screen(say, say("search.no_documents", words=words))
    shown = found[page * PAGE : (page + 1) * PAGE]
    key = "search.many_documents" if documents.more else "search.documents"
    lines = [say(key, words=words, count=integer(len(found)))]
    for document in shown:
        lines += ["", *_lines(context, document)]
    pages = steps(context, TurnDocuments, search, len(found) > (page + 1) * PAGE)
    entries = [
        (Button(shorten(f"📄 {document.citation.label}", 58), ShowDocument(document.entry)),)
        for document in shown
        if document.entry
    ]
    return screen(say, lines, [*entries, *_task_rows(context, shown), pages])


def _lines(context: Context, document: Document) -> list[str]:
    say, cited = context.say, document.citation
    on = say("report.document_day", day=day(cited.issued_on)) if cited.issued_on else ""
    lines = [say("report.document", kind=cited.kind, number=cited.label, on=on)]
    if cited.subject:
        lines.append(f"  {shorten(cited.subject, 160)}")
    lines += [f"  • {_mention(context, mention)}" for mention in document.mentions[:PLACES_SHOWN]]
    if len(document.mentions) > PLACES_SHOWN:
        lines.append("  " + say("search.more_places", count=integer(len(document.mentions) - PLACES_SHOWN)))
    return lines


def _mention(context: Context, mention: Mention) -> str:
    say = context.say
    on = day(mention.reported_on) if mention.reported_on else ""
    year = year_words(context, mention.year)
    number = f"{mention.number} ({mention.plan})" if mention.plan else mention.number
    return say("search.mention", number=number, year=year, place=say(_PLACE[mention.field], day=on))


def _of_plan(mention: Mention) -> str:
    return f"{short_name(mention.plan)}: " if mention.plan else ""


def _task_rows(context: Context, shown: Sequence[Document]) -> list[tuple[Button, ...]]:
    mentions = {mention.task_id: mention for document in shown for mention in document.mentions}
    return [
        (Button(shorten(f"📌 {mention.number}. {_of_plan(mention)}{mention.title}", 58), ShowTask(task_id)),)
        for task_id, mention in list(mentions.items())[:MOST_TASKS]
    ]
