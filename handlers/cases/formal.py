"""A complaint or a denunciation under the law has a door of its own: it is recognised wherever it is typed, before
anything of it is kept."""

from handlers.cases.actions import StartCase
from handlers.cases.offering import ask_kind
from handlers.context import Answer, Context
from handlers.information.answers import words_on
from handlers.kit.screens import screen
from handlers.language.citizens import Formal, formal
from handlers.replies import Button, Reply
from storage.messages.questions import claim_question
from storage.models import Topic


async def formal_first(context: Context, text: str) -> Answer | None:
    """None where the text is neither a complaint nor a denunciation, nor may be one."""
    found = formal(text) if context.sender.is_citizen else Formal.NO
    if found is Formal.YES:
        await claim_question(context.db, context.sender.id, context.routes.asked, context.now)
        context.said = context.say("case.formal_hidden")
        return await right_door(context, context.say("case.formal_not_kept"))
    return await ask_kind(context, text, "case.perhaps_formal") if found is Formal.PERHAPS else None


async def right_door(context: Context, *before: str) -> Reply:
    say = context.say
    place = await words_on(context, Topic.RECEPTION)
    if not place:
        hotline = await words_on(context, Topic.HOTLINE)
        place = say("case.reception_hotline", hotline=hotline) if hotline else say("case.reception_unset")
    text = say("case.formal", agency=context.office.agency, reception=place)
    return screen(say, "\n\n".join((text, *before)), [Button(say("button.case_other"), StartCase())])
