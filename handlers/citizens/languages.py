"""A citizen is answered in the language they write, whatever their phone is set to; what they have chosen is kept."""

from handlers.citizens.actions import ChooseLanguage, Language
from handlers.context import Answer, Context
from handlers.kit.command_menu import command_menu
from handlers.kit.screens import screen
from handlers.language.languages import language_of_sentence
from handlers.replies import Button, Reply
from handlers.words.catalogue import Words
from storage.people.wishes import set_language


async def follow_language(context: Context, text: str) -> None:
    """Answers in the language of this sentence from now on; where the person has chosen a language, for this answer
    only."""
    sender = context.sender
    told = language_of_sentence(text) if sender.is_citizen else None
    if told is None or told == sender.language:
        return
    written = Language(told)
    context.say = Words(written)
    if not sender.language_chosen:
        await _keep(context, written, chosen=False)


async def _keep(context: Context, language: Language, *, chosen: bool) -> None:
    context.sender.language, context.sender.language_chosen = language.value, chosen
    await set_language(context.db, context.sender.id, language.value, chosen=chosen)


async def choose_language(context: Context, action: ChooseLanguage) -> Answer:
    """With the menu of commands in that language. Staff are spoken to in Vietnamese."""
    if not context.sender.is_citizen:
        return screen(context.say, context.say("language.staff"))
    await _keep(context, action.language, chosen=True)
    say = context.say = Words(action.language)
    home = screen(say, say("language.chosen"), [language_buttons()])
    return Reply(
        home.text, home.rows, commands=command_menu(say, context.routes.listed_for(context.sender, context.office))
    )


def language_buttons() -> tuple[Button, ...]:
    """Each in its own language, whatever the reader knows."""
    return tuple(Button(Words(one)("button.language"), ChooseLanguage(one)) for one in Language)


async def vietnamese_command(context: Context, argument: str) -> Answer:
    return await choose_language(context, ChooseLanguage(Language.VI))


async def english_command(context: Context, argument: str) -> Answer:
    return await choose_language(context, ChooseLanguage(Language.EN))
