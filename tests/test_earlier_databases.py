"""A database of every version that was published is brought to today's schema with all that is in it."""

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from storage.database import Database
from storage.earlier_schemas import settle
from storage.migrate import configuration, migrate
from tests import earlier_databases as earlier
from tests.databases import empty_url, postgres_url, sqlite_url

# What is meant to change: (table, column); of guesses nothing is kept when their table is made anew.
CHANGED = {("file", "purpose"), ("rating", "rater"), ("web_message", "client_id")}
BOTH = pytest.mark.parametrize("kind", ["sqlite", "postgresql"])


@contextlib.asynccontextmanager
async def _empty(kind: str, folder: Path) -> AsyncIterator[Database]:
    database = Database(empty_url(kind, folder))
    try:
        await database.try_out()
        yield database
    finally:
        await database.close()


def _all_is_kept(before: earlier.Rows, after: earlier.Rows) -> None:
    for table, rows in before.items():
        if table == "wrong_guess" and "key" not in rows[0]:
            continue
        kept = [name for name in rows[0] if name in after[table][0] and (table, name) not in CHANGED]
        was, now = ([{name: row[name] for name in kept} for row in part] for part in (rows, after[table]))
        assert sorted(map(repr, was)) == sorted(map(repr, now)), table


def _through_all_revisions(connection: Connection) -> None:
    config, before = configuration(connection), earlier.Rows()
    scripts = ScriptDirectory.from_config(config)
    for revision in reversed([one.revision for one in scripts.walk_revisions()]):
        settle(connection, scripts)
        assert earlier.rows(connection) == before, "its id names what is in it: nothing is to be made or changed"
        command.upgrade(config, revision)
        now = earlier.rows(connection)
        _all_is_kept(before, now)
        earlier.fill(connection, now, before)
        before = earlier.rows(connection)
        assert [table for table, rows in before.items() if not rows] == []


@BOTH
async def test_each_revision_keeps_every_row_of_every_table(kind: str, tmp_path: Path) -> None:
    """What a revision adds is filled, too, before the next one comes."""
    async with _empty(kind, tmp_path) as database, database.write() as db:
        await db.run_sync(_through_all_revisions)
        if database.is_sqlite:
            assert (await db.execute(text("PRAGMA foreign_key_check"))).all() == []


@pytest.fixture(scope="module")
def today() -> dict[str, dict[str, list[str]]]:
    """By kind of database, the schema that a new one gets."""
    return {}


def _filled(connection: Connection, chain: str) -> earlier.Rows:
    earlier.run(connection, chain)
    earlier.fill(connection, earlier.rows(connection))
    return earlier.rows(connection)


@BOTH
@pytest.mark.parametrize("chain", earlier.CHAINS)
async def test_it_is_upgraded_with_every_row(
    chain: str, kind: str, tmp_path: Path, today: dict[str, dict[str, list[str]]]
) -> None:
    if kind not in today:
        new = Database(sqlite_url(tmp_path) if kind == "sqlite" else postgres_url())
        async with new.read() as db:
            today[kind] = await db.run_sync(earlier.schema)
        await new.close()
    async with _empty(kind, tmp_path) as database:
        async with database.write() as db:
            before = await db.run_sync(_filled, chain)
        await migrate(database)
        await migrate(database)
        async with database.write() as db:
            assert await db.run_sync(earlier.schema) == today[kind]
            _all_is_kept(before, await db.run_sync(earlier.rows))
            if database.is_sqlite:
                assert (await db.execute(text("PRAGMA foreign_key_check"))).all() == []


async def test_of_the_first_conversations_it_is_known_who_said_what(tmp_path: Path) -> None:
    async with _empty("sqlite", tmp_path) as database:
        async with database.write() as db:
            await db.run_sync(earlier.run, "0001~outbox")
            for values in ("(1, 'y', NULL, '{}', '2026-01-01')", "(2, 'y', 7, '{}', '2026-01-01')"):
                await db.execute(text(f"INSERT INTO web_message (id, address, outbox_id, payload, at) VALUES {values}"))
        await migrate(database)
        async with database.read() as db:
            own = await db.execute(text("SELECT id, client_id FROM web_message ORDER BY id"))
            assert [tuple(row) for row in own] == [(1, "earlier-1"), (2, None)]
