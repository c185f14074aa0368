"""Brings a database to the newest schema; run at every start, a no-op when there is nothing to do."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

from storage.database import Database


def configuration(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config


def _upgrade(connection: Connection) -> None:
    command.upgrade(configuration(connection), "head")


async def migrate(database: Database) -> None:
    async with database.write(beside=True) as connection:
        await connection.run_sync(_upgrade)
