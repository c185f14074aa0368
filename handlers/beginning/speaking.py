"""What a citizen types without having been asked: a question of theirs is answered, and what they tell is offered as
feedback with its words kept. Nothing is stored before a tap."""

import re
from collections.abc import Awaitable, Callable, Mapping

from handlers.beginning.menus import main_rows
from handlers.cases.actions import ShowOwnCases
from handlers.cases.formal import formal_first
from handlers.cases.offering import ask_kind
from handlers.cases.reading import show_mine
from handlers.citizens.actions import AskErasure, ChooseLanguage, EnterCode, Language, LookUp, StopMessages
from handlers.citizens.dossiers import ask_code, how_to_look_up, lost_receipt, open_given
from handlers.citizens.languages import choose_language, follow_language
from handlers.citizens.privacy import ask_erase, privacy, stop
from handlers.citizens.rating_details import comment_after_face
from handlers.context import Answer, Context
from handlers.information.actions import EnterProcedure, ShowAnswer, ShowContacts, ShowInformation
from handlers.information.answers import TITLE, answer_on, show_contacts
from handlers.information.naming import names_something
from handlers.information.procedures import buttons_by_name, by_name, enter_procedure, found_by_name
from handlers.kit.codes import has_phone, read_given, read_typed, without_phones
from handlers.kit.screens import Row, screen
from handlers.language.citizens import STORY, Understood, Wish, elsewhere, understood
from handlers.language.questions import is_question
from handlers.replies import Button, Reply
from storage.ground.text import shorten
from storage.models import Topic

_LABELLED = re.compile(
    r"(?:phản ánh|phan anh|góp ý|gop y|kiến nghị|kien nghi|feedback)\s*[:：–-]\s*(.+)", re.IGNORECASE | re.DOTALL
)
_FEWEST_WORDS, _FEWEST_LETTERS = 3, 10
_TOPICS = {Wish.HOURS: Topic.HOURS, Wish.ADDRESS: Topic.ADDRESS, Wish.HOTLINE: Topic.HOTLINE,
           Wish.RECEPTION: Topic.RECEPTION, Wish.FEES: Topic.FEES}  # fmt: skip
_CODE_AND_DIGITS = 2
_BESIDE = 2  # of what else somebody may have meant


async def listen_first(context: Context, text: str) -> Answer | None:
    """Before a text is taken for an answer to anything."""
    await follow_language(context, text)
    return await formal_first(context, text)


async def read_citizen(context: Context, text: str) -> Answer | None:
    """None for a command's words."""
    if not context.sender.is_citizen or not text or context.routes.whole_phrase(text, context.sender) is not None:
        return None
    if _names_dossier(context, text):
        return None
    if labelled := _LABELLED.fullmatch(text):
        return await ask_kind(context, labelled[1])
    given = read_given(text)
    said = understood(given.rest if given.code else text)
    if given.code and said.words < STORY:
        return await open_given(context, given)
    if elsewhere(text, of_comment=True) or said.wish is Wish.FEEDBACK:
        return await _answer(context, said, text)
    return await comment_after_face(context, text) or await _answer(context, said, text)


def _names_dossier(context: Context, text: str) -> bool:
    """`đánh giá H-1 5678`: the command, with a code that is too short to be known for one among other words."""
    found = context.routes.phrase(text, context.sender)
    if found is None or found[0].name not in ("danhgia", "hoso") or len(found[1].split()) > _CODE_AND_DIGITS:
        return False
    code = read_typed(found[1]).code
    return any(letter.isdecimal() for letter in code) and any(letter.isalpha() for letter in code)


async def _answer(context: Context, said: Understood, text: str) -> Answer:
    topics = [topic for wish, topic in _TOPICS.items() if wish in said.wishes]
    if said.wish in _TOPICS and len(topics) > 1 and Wish.FEES not in said.wishes:
        return [await answer_on(context, topic) for topic in topics]
    if said.wish is None and said.begins is Wish.PROCEDURE and not said.complains:
        found = await found_by_name(context, text)  # `thủ tục …`, with a long name behind it
        if found is not None:
            return found
    if said.wish is not None:
        return await _WISHES[said.wish](context, text)
    return await _offer(context, said, text)


async def _offer(context: Context, said: Understood, text: str) -> Answer:
    """As feedback; and what else it may be, one tap away."""
    if len(text.split()) < _FEWEST_WORDS or len(text) < _FEWEST_LETTERS:
        found = await found_by_name(context, text) if len(text) > _FEWEST_WORDS else None
        return found or quoted(context, text)
    return await ask_kind(context, text, beside=await _others(context, said, text))


def quoted(context: Context, text: str) -> Reply:
    """What could not be used is shown, with the likeliest things to do; a phone number stays nowhere."""
    shown = without_phones(text)
    context.said = shown if has_phone(text) else None
    return Reply(context.say("not_understood_quoted", text=shorten(shown, 100)), main_rows(context))


async def _others(context: Context, said: Understood, text: str) -> list[Row]:
    say = context.say
    rows: list[Row] = []
    for wish in said.wishes:
        if wish in _TOPICS:
            rows.append(Button(say(TITLE[_TOPICS[wish]]), ShowAnswer(_TOPICS[wish])))
        elif wish is Wish.PROCEDURE:
            rows += await buttons_by_name(context, text)
        elif wish in (Wish.OWN_DOSSIERS, Wish.LOST):
            rows.append(Button(say("button.look_up"), LookUp()))
        elif wish is Wish.HUMAN:
            rows.append(Button(say("button.contacts"), ShowContacts()))
        elif wish is Wish.RATE:
            rows.append(Button(say("button.rate"), EnterCode()))
    if not rows and is_question(text):
        rows = [Button(say("button.info"), ShowInformation()), Button(say("button.contacts"), ShowContacts())]
    return rows[:_BESIDE]


async def _procedure(context: Context, text: str) -> Answer:
    return await by_name(context, text) if names_something(text) else await enter_procedure(context, EnterProcedure())


async def _fees(context: Context, text: str) -> Answer:
    """Of a procedure where one is named."""
    found = await found_by_name(context, text) if names_something(text) else None
    return found or await answer_on(context, Topic.FEES)


async def _greeted(context: Context, text: str) -> Answer:
    return Reply(context.say("start.citizen", agency=context.office.agency), main_rows(context))


def _says(key: str) -> Callable[[Context, str], Awaitable[Answer]]:
    async def answer(context: Context, text: str) -> Answer:
        return screen(context.say, context.say(key))

    return answer


def _tells(topic: Topic) -> Callable[[Context, str], Awaitable[Answer]]:
    async def answer(context: Context, text: str) -> Answer:
        return await answer_on(context, topic)

    return answer


async def _for_staff(context: Context) -> Answer:
    """A member of staff before their invitation: to the bot they are a citizen."""
    return screen(context.say, context.say("courtesy.staff", agency=context.office.agency))


async def _helped(context: Context, text: str) -> Answer:
    contacts = (Button(context.say("button.contacts"), ShowContacts()),)
    return Reply(context.say("courtesy.help"), (*main_rows(context), contacts))


_WISHES: Mapping[Wish, Callable[[Context, str], Awaitable[Answer]]] = {
    Wish.ERASE: lambda context, text: ask_erase(context, AskErasure()),
    Wish.STOP: lambda context, text: stop(context, StopMessages()),
    Wish.OWN_CASES: lambda context, text: show_mine(context, ShowOwnCases()),
    Wish.LOST: lambda context, text: lost_receipt(context),
    Wish.STAFF: lambda context, text: _for_staff(context),
    Wish.OWN_DOSSIERS: lambda context, text: how_to_look_up(context),
    Wish.HUMAN: lambda context, text: show_contacts(context, ShowContacts()),
    Wish.FEES: _fees,
    Wish.PROCEDURE: _procedure,
    Wish.PRIVACY: privacy,
    Wish.ENGLISH: lambda context, text: choose_language(context, ChooseLanguage(Language.EN)),
    Wish.VIETNAMESE: lambda context, text: choose_language(context, ChooseLanguage(Language.VI)),
    Wish.RATE: lambda context, text: ask_code(context, EnterCode()),
    Wish.FEEDBACK: ask_kind,
    Wish.HELP: _helped,
    Wish.WHAT: _helped,
    Wish.THANKS: _says("courtesy.thanks"),
    Wish.OK: _says("courtesy.ok"),
    Wish.GREETING: _greeted,
    **{wish: _tells(topic) for wish, topic in _TOPICS.items() if wish is not Wish.FEES},
}
