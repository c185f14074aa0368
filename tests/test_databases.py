"""What tests get: a database that another test had is as new, or it is not given again."""

import contextlib

from sqlalchemy import text

from storage.database import Database
from storage.outages import Unavailable
from tests.databases import postgres_url, tidy_up


async def _runs(url: str, *statements: str) -> list[object]:
    database = Database(url)
    try:
        async with database.write() as db:
            return [(await db.execute(text(statement))).scalar() for statement in statements]
    finally:
        await database.close()


ADD = "INSERT INTO unit (name, folded_name) VALUES ('A', 'a') RETURNING id"


async def test_a_database_that_a_test_had_is_given_again_empty() -> None:
    url = postgres_url()
    first = await _runs(url, ADD)
    tidy_up()
    assert postgres_url() == url
    assert await _runs(url, "SELECT count(*) FROM unit", ADD) == [0, *first]


async def test_one_whose_tables_were_changed_is_not_given_again() -> None:
    url = postgres_url()
    database = Database(url)
    async with database.write() as db:
        await db.execute(text("ALTER TABLE unit ADD COLUMN colour text"))
    await database.close()
    tidy_up()
    assert postgres_url() != url


async def test_one_that_somebody_still_uses_is_not_given_again() -> None:
    url = postgres_url()
    database = Database(url)
    with contextlib.suppress(Unavailable):  # it goes from under it
        async with database.read() as db:
            await db.execute(text("SELECT 1"))
            tidy_up()
            assert postgres_url() != url
    await database.close()
