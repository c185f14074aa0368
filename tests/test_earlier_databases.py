"""A database of every version that was published is brought to today's schema with all that is in it."""

from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from storage.database import Database
from storage.migrate import migrate
from tests import earlier_databases as earlier
from tests.databases import empty_url, postgres_url, sqlite_url

# What is meant to change: (table, column); of guesses nothing is kept when their table is made anew.
CHANGED = {("file", "purpose"), ("rating", "rater"), ("web_message", "client_id")}


@pytest.fixture(scope="module")
def today() -> dict[str, dict[str, object]]:
    """By kind of database, the schema that a new one gets."""
    return {}


def _filled(connection: Connection, chain: str) -> dict[str, list[dict[str, object]]]:
    earlier.run(connection, chain)
    earlier.fill(connection)
    return earlier.rows(connection)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
@pytest.mark.parametrize("chain", earlier.CHAINS)
async def test_it_is_upgraded_with_every_row(chain: str, kind: str, tmp_path: Path, today: dict[str, object]) -> None:
    if kind not in today:
        new = Database(sqlite_url(tmp_path) if kind == "sqlite" else postgres_url())
        async with new.read() as db:
            today[kind] = await db.run_sync(earlier.schema)
        await new.close()
    database = Database(empty_url(kind, tmp_path))
    await database.try_out()
    async with database.write(beside=True) as db:
        before = await db.run_sync(_filled, chain)
    await migrate(database)
    await migrate(database)
    async with database.read() as db:
        assert await db.run_sync(earlier.schema) == today[kind]
        after = await db.run_sync(earlier.rows)
    await database.close()
    for table, rows in before.items():
        if table == "alembic_version" or (table == "wrong_guess" and "key" not in rows[0]):
            continue
        assert len(rows) == len(after[table]) == 2, table
        kept = [name for name in rows[0] if name in after[table][0] and (table, name) not in CHANGED]
        was, now = ([{name: row[name] for name in kept} for row in part] for part in (rows, after[table]))
        assert sorted(map(repr, was)) == sorted(map(repr, now)), table


async def test_of_the_first_conversations_it_is_known_who_said_what(tmp_path: Path) -> None:
    database = Database(empty_url("sqlite", tmp_path))
    await database.try_out()
    async with database.write(beside=True) as db:
        await db.run_sync(earlier.run, "0001~outbox")
        for values in ("(1, 'y', NULL, '{}', '2026-01-01')", "(2, 'y', 7, '{}', '2026-01-01')"):
            await db.execute(text(f"INSERT INTO web_message (id, address, outbox_id, payload, at) VALUES {values}"))
    await migrate(database)
    async with database.read() as db:
        own = await db.execute(text("SELECT id, client_id FROM web_message ORDER BY id"))
        assert [tuple(row) for row in own] == [(1, "earlier-1"), (2, None)]
    await database.close()
