"""A citizen has edited the message of their feedback: it counts as it stands now, for as long as nobody has begun."""

from datetime import timedelta

from handlers.cases.actions import ShowOwnCase
from handlers.cases.formal import formal_first
from handlers.cases.offering import ask_kind
from handlers.cases.questions import AskCaseWords
from handlers.cases.writing import SHORTEST
from handlers.context import Answer, Context
from handlers.kit.screens import screen
from handlers.replies import Button
from storage.cases.cases import case_of_message
from storage.cases.steps import reword
from storage.messages.questions import Question

WITHIN = timedelta(hours=1)


async def case_edited(context: Context, text: str, before: Question | None) -> Answer | None:
    """`before`: what is being asked. None where the message is no feedback of theirs, or somebody is handling it."""
    words = context.routes.without("phananh", text)
    if (formal := await formal_first(context, words)) is not None:
        return formal
    if len(words) < SHORTEST:
        return None
    sent_id = context.incoming.sent_id
    if before is not None and before.kind == AskCaseWords.kind and before.sent_id == sent_id:
        asked = AskCaseWords.read(before.data)
        return await ask_kind(context, words, files=asked.files) if asked.text else None
    case = await case_of_message(context.db, context.sender.id, sent_id)
    if case is None:
        return None
    if case.text == words:
        return []  # Telegram says of other changes, too, that the message was edited
    if not await reword(context.db, case.id, words, context.now - WITHIN, sent_id):
        return None
    own = Button(context.say("button.case_own"), ShowOwnCase(case.id))
    return screen(context.say, context.say("edited.case", code=case.code), [own])
