"""Brings a database to the newest schema; run at every start, a no-op when there is nothing to do."""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from storage.database import Database, driver_errors, take_turn
from storage.ground.refusals import Refusal
from storage.outages import is_damage, reason_of

if TYPE_CHECKING:
    from alembic.config import Config

_MIGRATIONS = Path(__file__).parent / "migrations"


def configuration(connection: Connection | None = None) -> "Config":
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connection"] = connection
    return config


class _NotUpgradedError(Exception):
    """Why, in Alembic's words."""


def _is_newest(connection: Connection) -> bool:
    """Told without Alembic, which takes longer to load than all the rest of a start."""
    if not inspect(connection).has_table("alembic_version"):
        return False
    return list(connection.scalars(text("SELECT version_num FROM alembic_version"))) == [newest_revision()]


def newest_revision() -> str:
    """Files are named by their revisions, which are counted up."""
    newest = max(path.name for path in (_MIGRATIONS / "versions").glob("[0-9]*.py"))
    return newest.partition("_")[0]


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.script import ScriptDirectory
    from alembic.util import CommandError

    from storage.earlier_schemas import settle

    config = configuration(connection)
    try:
        settle(connection, ScriptDirectory.from_config(config))
        command.upgrade(config, "head")
    except CommandError as error:
        raise _NotUpgradedError(reason_of(error)) from error


async def migrate(database: Database) -> None:
    """Refuses with `setup.database` where the database cannot be used, with `setup.damaged` where its file is no whole
    database."""
    try:
        await database.try_out()
        async with database.write(beside=True) as connection:
            await take_turn(connection, "migrations")  # several processes may start on one empty database
            if not await connection.run_sync(_is_newest):
                await connection.run_sync(_upgrade)
    except _NotUpgradedError as error:
        raise Refusal("setup.database", where=database.place, reason=str(error)) from error
    except driver_errors() as error:
        key = "setup.damaged" if is_damage(error) else "setup.database"
        raise Refusal(key, where=database.place, reason=reason_of(error)) from error
