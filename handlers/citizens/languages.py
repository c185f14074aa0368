"""A citizen is answered in the language they write, whatever their phone is set to; what they have chosen is kept."""

import re

from handlers.citizens.actions import ChooseLanguage, Language
from handlers.context import Answer, Context
from handlers.kit.command_menu import command_menu
from handlers.kit.screens import screen
from handlers.replies import Button, Reply
from handlers.words.catalogue import Words
from storage.people.people import set_language

_MARKS = re.compile(r"[ăâđêôơưàảãạằẳẵặầẩẫậèẻẽẹềểễệìỉĩịòỏõọồổỗộờởỡợùủũụừửữựỳỷỹỵ]|[áắấéếíóốớúứý]", re.IGNORECASE)
# Words of three letters and less that no English sentence has, and English ones that no Vietnamese one has.
_VIETNAMESE = frozenset((
    "toi", "khong", "cua", "duoc", "ho", "so", "gio", "lam", "viec", "chua", "roi", "muon", "phan", "anh",
    "gi", "nao", "dau", "bao", "nhieu", "thu", "tuc", "can", "bo", "xin", "chao", "cam", "on", "hoi",
    "nguoi", "ngay", "cho", "mat", "giay", "hen",
))  # fmt: skip
_ENGLISH = frozenset((
    "the", "is", "are", "my", "where", "how", "what", "when", "please", "you", "want", "need", "have",
    "and", "for", "with", "this", "your", "do", "does", "can", "was", "were", "not", "there", "in", "of",
    "it", "i", "me", "at", "office", "dossier",
))  # fmt: skip
_WORD = re.compile(r"[a-z]+")


def language_of_sentence(text: str) -> Language | None:
    """None where it is too short to tell."""
    if _MARKS.search(text):
        return Language.VI
    words = _WORD.findall(text.lower()[:300])
    vietnamese, english = (sum(word in known for word in words) for known in (_VIETNAMESE, _ENGLISH))
    if vietnamese >= 2 and vietnamese > english:
        return Language.VI
    return Language.EN if len(words) > 2 and english >= 3 and not vietnamese else None


async def follow_language(context: Context, text: str) -> None:
    """Answers in the language of this sentence from now on; where the person has chosen a language, for this answer
    only."""
    sender = context.sender
    written = language_of_sentence(text) if sender.is_citizen else None
    if written is None or written == sender.language:
        return
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
    return Reply(home.text, home.rows, commands=command_menu(say, context.routes.listed_for(context.sender)))


def language_buttons() -> tuple[Button, ...]:
    """Each in its own language, whatever the reader knows."""
    return tuple(Button(Words(one)("button.language"), ChooseLanguage(one)) for one in Language)


async def vietnamese_command(context: Context, argument: str) -> Answer:
    return await choose_language(context, ChooseLanguage(Language.VI))


async def english_command(context: Context, argument: str) -> Answer:
    return await choose_language(context, ChooseLanguage(Language.EN))
