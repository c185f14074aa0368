"""What the office itself says: its hours, address, hotline, the citizens' reception, fees. What it has not said is
said so, with the place where to ask."""

from handlers.context import Answer, Context
from handlers.information.actions import EditAnswer, EnterProcedure, ShowAnswer, ShowContacts, ShowInformation
from handlers.kit.occasion import Occasion
from handlers.kit.screens import in_pairs, screen
from handlers.replies import Button, Reply
from handlers.words.catalogue import Keys, Words
from storage.ground.text import shorten
from storage.models import Role, Topic
from storage.published.texts import office_answers, own_answers

TITLE = Keys("info.title_{}", Topic)
_UNSET = Keys("info.unset_{}", Topic)
_SHOWN = 80  # characters of an answer on the officer's list


async def information_command(context: Context, argument: str) -> Answer:
    return await show_information(context, ShowInformation())


async def show_information(context: Context, action: ShowInformation) -> Answer:
    say = context.say
    if Role.OFFICER in context.sender.roles:
        return await _officers_list(context)
    rows = in_pairs([Button(say(TITLE[topic]), ShowAnswer(topic)) for topic in Topic])
    return screen(say, say("info.ask", agency=context.office.agency), [*rows, procedure_button(say)])


async def _officers_list(context: Context) -> Reply:
    say = context.say
    own = await own_answers(context.db, context.sender.roles[Role.OFFICER][0])
    nothing = say("published.nothing")
    lines = [say("published.list"), ""]
    lines += [f"• {say(TITLE[topic])}: {shorten(own.get(topic) or nothing, _SHOWN)}" for topic in Topic]
    rows = in_pairs([Button(say(TITLE[topic]), EditAnswer(topic)) for topic in Topic])
    return screen(say, lines, [*rows, procedure_button(say)])


def procedure_button(say: Words) -> Button:
    return Button(say("button.procedure_find"), EnterProcedure())


async def show_answer(context: Context, action: ShowAnswer) -> Answer:
    return await answer_on(context, action.topic)


async def answer_on(context: Context, topic: Topic) -> Reply:
    say = context.say
    text = await words_on(context, topic)
    title = f"{say(TITLE[topic])} – {context.office.agency}"
    lines = [title, text] if text else [say(_UNSET[topic]), await where_to_ask(context, say)]
    rows: list[Button] = [procedure_button(say)] if topic is Topic.FEES else []
    return screen(say, lines, [*rows, Button(say("button.info_more"), ShowInformation())])


async def words_on(occasion: Occasion, topic: Topic) -> str:
    """Empty where nobody has said anything; with the units' names where several have."""
    found = await office_answers(occasion.db, topic)
    if not found and topic is Topic.RECEPTION:
        return occasion.office.reception
    return found[0][1] if len(found) == 1 else "\n".join(f"{unit}: {text}" for unit, text in found)


async def where_to_ask(occasion: Occasion, say: Words) -> str:
    hotline = await words_on(occasion, Topic.HOTLINE)
    return say("info.ask_hotline", hotline=hotline) if hotline else say("info.ask_desk")


async def show_contacts(context: Context, action: ShowContacts) -> Answer:
    """For whoever would rather talk to a person."""
    say = context.say
    known = {topic: await words_on(context, topic) for topic in (Topic.HOTLINE, Topic.ADDRESS, Topic.HOURS)}
    contacts = [f"{say(TITLE[topic])}: {text}" for topic, text in known.items() if text]
    return screen(
        say,
        [say("info.human"), *(contacts or [say("info.ask_desk")])],
        [Button(say("button.info_more"), ShowInformation())],
    )
