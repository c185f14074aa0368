"""From a message to its handler: rights first, on every message and every tap."""

from collections.abc import Sequence

from handlers.context import Answer, Context
from handlers.menus import HOME
from handlers.not_understood import not_understood
from handlers.receiving import receive_file
from handlers.replies import Reply
from handlers.routes import PLAIN_TEXT, ROUTES
from handlers.routing import Route
from storage.messages.questions import claim_question
from storage.refusals import Refusal
from storage.text import clean

MAX_TEXT = 4000  # Telegram's own messages end at 4096


async def handle(context: Context) -> Sequence[Reply]:
    """The replies to one message."""
    answer = await _answer(context)
    return [answer] if isinstance(answer, Reply) else answer


async def _answer(context: Context) -> Answer:
    incoming = context.incoming
    if incoming.action:
        if incoming.action == HOME:
            await withdraw_question(context)
        return await _run(context, ROUTES.action(incoming.action))
    if incoming.file is not None:
        return await receive_file(context)
    text = clean(incoming.text)
    if len(text) > MAX_TEXT:
        raise Refusal("text.too_long", limit=MAX_TEXT)
    command = ROUTES.command(text)
    if command is not None:
        await withdraw_question(context)
        return await _run(context, command)
    return await _plain_text(context, text)


async def withdraw_question(context: Context) -> None:
    """Whoever goes elsewhere no longer answers: the next words are not to become a reason, a name, a comment."""
    await claim_question(context.db, context.sender.id, ROUTES.answers.keys(), context.now)


async def _run(context: Context, found: tuple[Route, str] | None) -> Answer:
    if found is None:
        return not_understood(context)
    route, argument = found
    if not route.open_to(context.sender):
        raise Refusal("rights.role")
    return await route.handler(context, argument)


async def _plain_text(context: Context, text: str) -> Answer:
    if text.startswith("/"):
        return not_understood(context)
    # A sticker or a voice message has no text: what was asked stays asked.
    question = await claim_question(context.db, context.sender.id, ROUTES.answers.keys(), context.now) if text else None
    answer = await ROUTES.answers[question.kind](context, question.data, text) if question else None
    if answer is not None:
        return answer
    for reader in PLAIN_TEXT:
        answer = await reader(context, text)
        if answer is not None:
            return answer
    found = ROUTES.phrase(text)
    if found is not None:
        return await _run(context, found)
    return not_understood(context)
