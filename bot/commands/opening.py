"""The database for a command that ends by itself."""

import contextlib
from collections.abc import AsyncIterator

from bot.demo.department import holds_samples
from bot.settings.settings import Settings
from storage.database import Database
from storage.ground.refusals import Refusal
from storage.migrate import migrate


async def refuse_samples(settings: Settings, database: Database) -> None:
    """Refuses with `setup.sample_data` to go on for real over what the demo invented."""
    if not settings.demo and await holds_samples(database):
        raise Refusal("setup.sample_data", url=database.place)


@contextlib.asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Database]:
    """Up to date. Refuses as `migrate` and `refuse_samples` do."""
    database = Database(settings.database_url)
    try:
        await migrate(database)
        await refuse_samples(settings, database)
        yield database
    finally:
        await database.close()
