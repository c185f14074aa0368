"""The database for a command that ends by itself."""

import contextlib
from collections.abc import AsyncIterator

from bot.settings.settings import Settings
from storage.database import Database
from storage.migrate import migrate


@contextlib.asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Database]:
    database = Database(settings.database_url)
    try:
        await migrate(database)
        yield database
    finally:
        await database.close()
