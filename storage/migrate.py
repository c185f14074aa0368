"""Brings a database to the newest schema; run at every start, a no-op when there is nothing to do."""

import sqlite3
from pathlib import Path

import asyncpg  # type: ignore[import-untyped]
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from storage.database import Database, take_turn
from storage.earlier_schemas import settle
from storage.outages import reason_of
from storage.refusals import Refusal


def configuration(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    return config


def _upgrade(connection: Connection) -> None:
    config = configuration(connection)
    settle(connection, ScriptDirectory.from_config(config))
    command.upgrade(config, "head")


async def migrate(database: Database) -> None:
    """Refuses with `setup.database` where the database cannot be used."""
    try:
        await database.try_out()
        async with database.write(beside=True) as connection:
            await take_turn(connection, "migrations")  # several processes may start on one empty database
            await connection.run_sync(_upgrade)
    except (SQLAlchemyError, sqlite3.Error, asyncpg.PostgresError, CommandError, OSError) as error:
        raise Refusal("setup.database", where=database.place, reason=reason_of(error)) from error
