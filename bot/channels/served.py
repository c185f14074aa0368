"""The messengers this installation serves: those whose settings are given."""

from bot.channels.base import Messenger
from bot.channels.telegram import door as telegram
from bot.channels.zalo import door as zalo
from bot.channels.zalo_bot import door as zalo_bot
from bot.settings.settings import Settings
from handlers.kit.occasion import Office
from storage.database import Database

# Each loads its libraries only where it is served (docs/decisions/loaded-when-needed.md).
_MAKERS = (telegram.messenger, zalo.messenger, zalo_bot.messenger)


def messengers(settings: Settings, database: Database, office: Office) -> list[Messenger]:
    made = (make(settings, database, office) for make in _MAKERS)
    return [messenger for messenger in made if messenger is not None]
