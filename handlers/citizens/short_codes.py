"""What a messenger's chat is told that no link can tell it: the short code of a dossier, shown on its page."""

from handlers.citizens.dossiers import open_link
from handlers.context import Answer, Context
from handlers.incoming import guesser_of
from handlers.kit.screens import screen
from storage.dossiers.short_codes import looks_like_one, read_short_code
from storage.keys import dossier_token

HIDDEN = "KQ-••••"


async def read_code(context: Context, text: str) -> Answer | None:
    """Does what the dossier's signed link does. None for anything else, also for a code of a dossier that only looks
    like one."""
    if not looks_like_one(text):
        return None
    secret, guesser = context.office.secret, guesser_of(context.incoming)
    dossier_id = await read_short_code(context.db, secret, text, guesser, context.now, context.today)
    if dossier_id is None:
        return screen(context.say, context.say("dossier.short_code_wrong")) if _is_bare(text) else None
    context.said = HIDDEN
    return await open_link(context, dossier_token(secret, dossier_id))


def _is_bare(text: str) -> bool:
    """As it stands on the page."""
    return text.strip().upper().startswith("KQ-")
