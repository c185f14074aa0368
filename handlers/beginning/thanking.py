"""Staff thank, greet and say "ok": they are answered, and no report is looked for in it."""

from handlers.beginning.menus import main_rows, reports
from handlers.context import Answer, Context
from handlers.language.citizens import Wish, understood
from handlers.replies import Reply

_THANKED = frozenset({Wish.THANKS, Wish.OK})
_LONGEST_THANKS = 60  # letters


async def read_courtesy(context: Context, text: str) -> Answer | None:
    if context.sender.is_citizen or understood(text).wish not in _THANKED:
        return None
    if context.routes.whole_phrase(text, context.sender) is not None:
        return None
    key = "courtesy.thanks_staff" if reports(context) else "courtesy.thanks_director"
    return Reply(context.say(key), main_rows(context))


async def read_thanks(context: Context, text: str) -> Answer | None:
    """Where words were asked for: thanks and nothing else are none of them. "Ok" may be."""
    if len(text) > _LONGEST_THANKS:
        return None
    said = understood(text)
    return await read_courtesy(context, text) if said.wish is Wish.THANKS and not said.beside else None
