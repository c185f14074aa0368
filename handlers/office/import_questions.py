"""What only the officer can decide about a file, asked with one tap; some answers may be typed."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import partial

from handlers.context import Answer, Context
from handlers.kit.screens import page_buttons, rows_of
from handlers.office.actions import AnswerImport, ShowImportChoices, StopImport
from handlers.office.import_files import import_unit, own_file
from handlers.office.questions import AskAboutFile, ReadKept
from handlers.replies import Button, Reply, Rows
from handlers.words.catalogue import Keys, Words
from handlers.words.formats import integer
from storage.ground.refusals import Refusal
from storage.ground.text import fold, shorten
from storage.imports.drafts import Draft, keep_answer, keep_question, read_draft
from storage.imports.questions import ALL, NEW, NONE, Answers, Ask, Choice, FileQuestion

_ASK = Keys("import.ask_{}", Ask)
_YEAR = re.compile(r"(?:năm\s*)?((?:19|20)\d\d)\W*", re.IGNORECASE)
_LABEL = 60  # what a phone shows of a button
_ON_A_PAGE = 10
_SHORTEST_PART = 2
_NO_UNITS = (NEW, NONE, ALL)


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
    text = f"{context.say('import.preview', name=name)}\n\n{question_text(context.say, question)}"
    return Reply(text, _rows(context.say, file_id, asked, question))


def _rows(say: Words, file_id: int, asked: int, question: FileQuestion) -> Rows:
    choices = _buttons(say, file_id, asked, enumerate(question.choices))
    if question.hidden:
        more = say("button.import_choices", count=integer(len(question.hidden)))
        choices.append(Button(more, ShowImportChoices(file_id, asked, 1)))
    return rows_of([*choices, Button(say("button.import_stop"), StopImport(file_id))])


def _buttons(say: Words, file_id: int, asked: int, choices: Iterable[tuple[int, Choice]]) -> list[Button]:
    return [Button(choice_text(say, choice), AnswerImport(file_id, asked, index)) for index, choice in choices]


async def show_choices(context: Context, action: ShowImportChoices) -> Answer:
    draft = await _asked(context, action.file_id, action.asked)
    question, say = draft.question, context.say
    if question is None or (action.page - 1) * _ON_A_PAGE >= len(question.hidden):
        raise Refusal("button.stale")
    text = question_text(say, question)
    if not action.page:
        return Reply(text, _rows(say, action.file_id, action.asked, question), replaces=True)
    first = (action.page - 1) * _ON_A_PAGE
    numbered = [*enumerate(question.hidden, len(question.choices))][first : first + _ON_A_PAGE]
    turning = page_buttons(
        say,
        partial(ShowImportChoices, action.file_id, action.asked),
        action.page,
        more=first + _ON_A_PAGE < len(question.hidden),
    )
    return Reply(text, rows_of([*_buttons(say, action.file_id, action.asked, numbered), turning]), replaces=True)


async def choose_answer(context: Context, action: AnswerImport) -> Answer:
    draft = await _asked(context, action.file_id, action.asked)
    known = () if draft.question is None else _known(draft.question)
    if action.index >= len(known):
        raise Refusal("button.stale")
    choice = known[action.index]
    await context.claim(AskAboutFile)
    return await _go_on(context, draft, choice.value, choice_text(context.say, choice))


async def answer_typed(context: Context, question: AskAboutFile, text: str) -> Answer | None:
    draft = await _asked(context, question.file_id, question.asked)
    if draft.question is None:
        return None
    if (value := typed_answer(draft.question, text)) is not None:
        return await _go_on(context, draft, value, text)
    return await _offer(context, draft, draft.question, text)


async def _offer(context: Context, draft: Draft, question: FileQuestion, text: str) -> Answer | None:
    """The choices with these words in their names, where there are several; None where there are none."""
    found = _with_words(question, text)
    if not found:
        return None
    await context.ask(AskAboutFile(draft.file_id, draft.asked))
    say = context.say
    shown = _buttons(say, draft.file_id, draft.asked, found[:_ON_A_PAGE])
    back = Button(say("button.page_before"), ShowImportChoices(draft.file_id, draft.asked, 0))
    key = "import.choices_found" if len(found) <= _ON_A_PAGE else "import.choices_too_many"
    said = say(key, words=shorten(text, _LABEL), count=integer(len(found)), shown=integer(len(shown)))
    return Reply(said, rows_of([*shown, back]))


def typed_answer(question: FileQuestion, text: str) -> str | None:
    """What the words choose; None where they are no answer."""
    if question.ask is Ask.YEAR and (found := _YEAR.fullmatch(text.strip())):
        return found[1]
    if question.ask in (Ask.NOTES, Ask.DEADLINE) and (day := _day(text)):
        return day.isoformat()
    said = fold(text)
    known = _known(question)
    exact = (choice.value for choice in known if said in (fold(choice.value), fold(_named(choice))))
    parts = _with_words(question, text)
    return next(exact, parts[0][1].value if len(parts) == 1 else None)


def _day(text: str) -> date | None:
    from storage.imports.files.cells import read_day  # loaded with the first file

    return read_day(text.strip())


def _known(question: FileQuestion) -> Sequence[Choice]:
    return (*question.choices, *question.hidden)


def _with_words(question: FileQuestion, text: str) -> list[tuple[int, Choice]]:
    """Of units: those whose names hold what was typed, with their places."""
    said = fold(text)
    if question.ask is not Ask.UNIT or len(said) < _SHORTEST_PART:
        return []
    units = ((index, choice) for index, choice in enumerate(_known(question)) if choice.value not in _NO_UNITS)
    return [(index, choice) for index, choice in units if f" {said}" in f" {fold(_named(choice))}"]


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
