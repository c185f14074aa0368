"""What only the officer can decide about a file, asked with one tap; some answers may be typed."""

import re
from collections.abc import Mapping

from handlers.catalogue import Keys, Words
from handlers.context import Answer, Context
from handlers.office.actions import AnswerImport, StopImport
from handlers.office.import_files import import_unit, own_file
from handlers.office.questions import AskAboutFile, ReadKept
from handlers.replies import Button, Reply
from storage.imports.drafts import Draft, keep_answer, keep_question, read_draft
from storage.imports.files.cells import read_day
from storage.imports.questions import Answers, Ask, Choice, FileQuestion
from storage.refusals import Refusal
from storage.text import fold, shorten

_ASK = Keys("import.ask_{}", Ask)
_YEAR = re.compile(r"(?:năm\s*)?((?:19|20)\d\d)\W*", re.IGNORECASE)
_LABEL = 60  # what a phone shows of a button


def question_text(say: Words, question: FileQuestion) -> str:
    return say(_ASK[question.ask], **_shown(say, question.values))


def choice_text(say: Words, choice: Choice) -> str:
    return shorten(say(choice.label, **_shown(say, choice.values)), _LABEL)


def _shown(say: Words, values: Mapping[str, str | int]) -> dict[str, str]:
    """A gap is never left empty: what the file does not say (a title) is called so."""
    return {name: str(value) or say("import.not_in_file") for name, value in values.items()}


async def ask_about_file(
    context: Context, file_id: int, name: str, answers: Answers, question: FileQuestion, asked: int
) -> Reply:
    await keep_question(context.db, file_id, answers, question, asked)
    if question.typed:
        await context.ask(AskAboutFile(file_id, asked))
    say = context.say
    rows = [
        (Button(choice_text(say, choice), AnswerImport(file_id, asked, index)),)
        for index, choice in enumerate(question.choices)
    ]
    text = f"{say('import.preview', name=name)}\n\n{question_text(say, question)}"
    return Reply(text, (*rows, (Button(say("button.import_stop"), StopImport(file_id)),)))


async def choose_answer(context: Context, action: AnswerImport) -> Answer:
    draft = await _asked(context, action.file_id, action.asked)
    if draft.question is None or action.index >= len(draft.question.choices):
        raise Refusal("button.stale")
    choice = draft.question.choices[action.index]
    await context.claim(AskAboutFile)
    return await _go_on(context, draft, choice.value, choice_text(context.say, choice))


async def answer_typed(context: Context, question: AskAboutFile, text: str) -> Answer | None:
    draft = await _asked(context, question.file_id, question.asked)
    value = None if draft.question is None else typed_answer(draft.question, text)
    return None if value is None else await _go_on(context, draft, value, text)


def typed_answer(question: FileQuestion, text: str) -> str | None:
    """What the words choose; None where they are no answer."""
    if question.ask is Ask.YEAR and (found := _YEAR.fullmatch(text.strip())):
        return found[1]
    if question.ask in (Ask.NOTES, Ask.DEADLINE) and (day := read_day(text.strip())):
        return day.isoformat()
    said = fold(text)
    known = (*question.choices, *question.hidden)
    return next((choice.value for choice in known if said in (fold(choice.value), fold(_named(choice)))), None)


def _named(choice: Choice) -> str:
    """What a person calls it who types it."""
    return str(choice.values.get("unit", choice.value))


async def _asked(context: Context, file_id: int, asked: int) -> Draft:
    await own_file(context, file_id)
    draft = await read_draft(context.db, file_id)
    if draft.asked != asked or draft.question is None:
        raise Refusal("button.stale")
    return draft


async def _go_on(context: Context, draft: Draft, value: str, shown: str) -> Reply:
    await keep_answer(context.db, draft, value)
    context.start(ReadKept(draft.file_id, import_unit(context)))
    return Reply(context.say("import.answered", answer=shown), replaces=True)
