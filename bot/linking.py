from collections.abc import Callable, Sequence

from bot.opening import opened
from bot.settings import Settings
from handlers.start import LINK_PREFIX
from storage.dossiers import dossier_code, find_by_code
from storage.keys import dossier_token
from storage.refusals import Refusal


async def print_links(settings: Settings, codes: Sequence[str], show: Callable[[str], None]) -> None:
    """One line a dossier: its code and the link; where the bot has no public address, what to send to it."""
    async with opened(settings) as database, database.read() as db:
        for code in codes:
            dossier = await find_by_code(db, dossier_code(code))
            if dossier is None:
                raise Refusal("dossier.unknown", code=code)
            payload = LINK_PREFIX + dossier_token(settings.secret(), dossier.id)
            address = f"{settings.public_url}/?start=" if settings.public_url else "/start "
            show(f"{dossier.code}  {address}{payload}")
