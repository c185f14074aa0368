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
from storage.cases.cases import own_cases
from storage.cases.steps import reword
from storage.ground.likeness import likeness, sketch

WITHIN = timedelta(hours=1)
_LOOKED_AT = 3
_ALIKE = 0.4  # the same message put right, and no other one


async def case_edited(context: Context, text: str) -> Answer | None:
    """None where no feedback of theirs says nearly the same, or somebody is handling it."""
    found = context.routes.command(text)
    words = found[1] if found is not None and found[0].name == "phananh" else text
    if (formal := await formal_first(context, words)) is not None:
        return formal
    if len(words) < SHORTEST:
        return None
    asked = await context.asked(AskCaseWords)
    if asked is not None and asked.text and not asked.about and _is_alike(asked.text, words):
        return await ask_kind(context, words, files=asked.files)
    for case in await own_cases(context.db, context.sender.id, _LOOKED_AT):
        if case.text == words:
            return []  # Telegram says of other changes, too, that the message was edited
        if not _is_alike(case.text, words):
            continue
        if await reword(context.db, case.id, words, context.now - WITHIN):
            own = Button(context.say("button.case_own"), ShowOwnCase(case.id))
            return screen(context.say, context.say("edited.case", code=case.code), [own])
    return None


def _is_alike(one: str, other: str) -> bool:
    return likeness(sketch(one), sketch(other)) >= _ALIKE
