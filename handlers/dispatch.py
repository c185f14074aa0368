"""From a message to its handler: rights first, on every message and every tap."""

from collections.abc import Sequence

from handlers.alerts.reaching import presence_changed
from handlers.beginning.albums import receive_part
from handlers.beginning.asking_again import ask_again, not_kept
from handlers.beginning.cancelling import cancel, is_cancellation
from handlers.beginning.edits import receive_edit
from handlers.beginning.menus import not_understood
from handlers.beginning.numbered import line_chosen
from handlers.beginning.other_kinds import receive_contact, receive_place, receive_unusable
from handlers.beginning.receiving import receive_file
from handlers.citizens.privacy import erase_unasked
from handlers.context import Answer, Context
from handlers.groups.speaking import heard
from handlers.incoming import Presence
from handlers.kit.screens import ShowMain
from handlers.office.questions import AskKioskName
from handlers.plan.forwarded import read_forwarded
from handlers.registers.questions import AskIncident, AskIncidentText
from handlers.replies import Reply
from handlers.routing import Route, Tap, TextReader
from storage.ground.refusals import Refusal
from storage.ground.text import clean, fold
from storage.messages.questions import Question, claim_question

# Where the name of a device may be the whole answer, words of a command that name one are that answer.
ASKS_FOR_THINGS = frozenset({AskKioskName.kind, AskIncident.kind, AskIncidentText.kind})
THINGS = frozenset({"kiosk", "thiet bi"})
GREETINGS = frozenset({"xin chao", "hello"})  # no wish to go elsewhere
MAX_TEXT = 4096  # a whole message of Telegram's


async def handle(context: Context) -> Sequence[Reply]:
    """The replies to one message."""
    group = context.incoming.group
    answer = await (_answer(context) if group is None else heard(context, group, _answer))
    return [answer] if isinstance(answer, Reply) else answer


async def _answer(context: Context) -> Answer:
    incoming = context.incoming
    if incoming.unreadable:
        raise Refusal("text.unreadable")
    if incoming.presence is not None:
        withdrawn = incoming.presence is Presence.WITHDRAWN and context.sender.is_citizen
        return await (erase_unasked(context) if withdrawn else presence_changed(context))
    if incoming.call is not None:
        return await incoming.call(context)
    chosen = await line_chosen(context)
    if isinstance(chosen, Reply):
        return chosen
    if chosen is not None:
        context.incoming = incoming = chosen
    if incoming.action:
        note = await withdraw_question(context) if incoming.action == ShowMain().wire else None
        return _behind(note, await _run(context, context.routes.action(incoming.action)))
    if incoming.edited:
        return await receive_edit(context, _words)
    answer = await _beside_words(context)
    return await _words(context) if answer is None else answer


async def _beside_words(context: Context) -> Answer | None:
    """To what is not words alone."""
    incoming = context.incoming
    if incoming.file is not None:
        return await (receive_part(context, incoming.file) if incoming.album else receive_file(context))
    if incoming.place:
        return await receive_place(context)
    if incoming.contact is not None:
        return await receive_contact(context)
    if incoming.unusable is not None:
        return await receive_unusable(context, incoming.unusable)
    return None


async def _words(context: Context) -> Answer:
    text = clean(context.incoming.text)
    if len(text) > MAX_TEXT:
        raise Refusal("text.too_long", limit=MAX_TEXT)
    passed_on = await read_forwarded(context, context.routes.without("tiendo", text))
    if passed_on is not None:
        return passed_on
    command = context.routes.command(text)
    if command is not None:
        note = None if command[0].keeps_question else await withdraw_question(context)
        return _behind(note, await _run(context, command))
    return await _plain_text(context, text)


async def withdraw_question(context: Context) -> Reply | None:
    """Somebody who does something else no longer answers: their next words must not become a reason, a name or a
    comment. What they had typed and is not stored is told."""
    question = await claim_question(context.db, context.sender.id, context.routes.asked, context.now)
    return None if question is None else not_kept(context, question)


def _behind(note: Reply | None, answer: Answer) -> Answer:
    if note is None:
        return answer
    return [note, answer] if isinstance(answer, Reply) else [note, *answer]


async def _run(context: Context, found: tuple[Route | Tap, str] | None) -> Answer:
    if found is None:
        return not_understood(context, "")
    route, argument = found
    if not route.open_to(context.sender):
        raise Refusal("rights.role")
    return await route.handler(context, argument)


async def _plain_text(context: Context, text: str) -> Answer:
    if text.startswith("/"):
        return not_understood(context, text)
    if is_cancellation(text):
        return await cancel(context, "")
    answer = await _read_by(context.routes.first, context, text)
    if answer is not None:
        return answer
    question = await _open_question(context, text)
    answer = await _answer_to_question(context, question, text) if question is not None else None
    if answer is not None:
        return answer
    answer = await _anything_else(context, text)
    if question is None:
        return answer or not_understood(context, text)
    if answer is not None:
        return _behind(not_kept(context, question), answer)
    if not question.missed:
        return await ask_again(context, question, text)
    return _behind(not_kept(context, question), not_understood(context, text))


async def _anything_else(context: Context, text: str) -> Answer | None:
    """What is said that answers no question; None where nobody can read it."""
    answer = await _read_by(context.routes.plain_text, context, text)
    if answer is not None:
        return answer
    found = context.routes.phrase(text, context.sender)
    if found is not None:
        return await _run(context, found)
    return await _read_by(context.routes.guesses, context, text)


async def _read_by(readers: Sequence[TextReader], context: Context, text: str) -> Answer | None:
    """By the first of them that can."""
    for reader in readers:
        answer = await reader(context, text)
        if answer is not None:
            return answer
    return None


async def _open_question(context: Context, text: str) -> Question | None:
    """It is closed by this. A sticker or a voice message has no text: what was asked stays asked."""
    if not text:
        return None
    return await claim_question(context.db, context.sender.id, context.routes.answers.keys(), context.now)


async def _answer_to_question(context: Context, question: Question, text: str) -> Answer | None:
    """None where this is no answer to it."""
    command, folded = context.routes.whole_phrase(text, context.sender), fold(text)
    is_thing = question.kind in ASKS_FOR_THINGS and folded in THINGS
    if command is not None and not is_thing and folded not in GREETINGS:
        return _behind(not_kept(context, question), await command.handler(context, ""))
    answer = await _read_by(context.routes.beside(question.kind), context, text)
    if answer is not None:
        return _behind(not_kept(context, question), answer)
    return await context.routes.answers[question.kind](context, question, text)
