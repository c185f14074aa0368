"""The database under interruption: whoever is cancelled leaves it usable. On both databases."""

import asyncio
import sqlite3
import threading
import time
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import text

from storage.database import Database
from storage.facts import fact, set_fact
from storage.messages.files import store_file
from tests.databases import sqlite_url

PAUSES = 40
CONTENT = bytes(2_000_000)  # so that a commit takes its time


@pytest.mark.parametrize("beside", [False, True])
async def test_a_write_that_is_cancelled_at_any_instant_is_whole_or_nothing(database_url: str, beside: bool) -> None:
    database = Database(database_url)

    async def write(number: int) -> None:
        async with database.write(beside=beside) as db:
            await set_fact(db, f"before-{number}", "1")
            await store_file(db, "x", "y", CONTENT if number % 4 == 0 else b"", None, datetime.now(UTC))
            await set_fact(db, f"after-{number}", "1")

    for number in range(PAUSES):
        task = asyncio.create_task(write(number))
        for _ in range(number):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    async with database.write() as db:
        await set_fact(db, "last", "1")
    async with database.read() as db:
        assert await fact(db, "last") == "1"
        for number in range(PAUSES):
            assert await fact(db, f"before-{number}") == await fact(db, f"after-{number}")
    await database.close()


async def _others_go_on() -> None:
    """As far as they come without waiting for anything outside."""
    for _ in range(100):
        await asyncio.sleep(0)


async def test_who_is_cancelled_leaves_the_connection_only_when_its_thread_has(tmp_path: Path) -> None:
    """The thread that waits for another process cannot be stopped; closing its connection meanwhile stops the event
    loop for as long, or crashes."""
    url = sqlite_url(tmp_path)
    database = Database(url)

    async def write() -> None:
        async with database.write() as db:
            await set_fact(db, "never", "1")

    async with database.write():
        pass  # from now on nothing but the beginning of a transaction waits
    with closing(sqlite3.connect(tmp_path / "cchc.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        task = asyncio.create_task(write())
        await _others_go_on()
        began = time.monotonic()
        task.cancel()
        await _others_go_on()
        assert not task.done()
        assert time.monotonic() - began < 10
        other.execute("COMMIT")
    await asyncio.gather(task, return_exceptions=True)
    assert task.cancelled()
    async with database.write() as db:
        assert await fact(db, "never") is None
    await database.close()


class Slow:
    """A function of SQLite that says when it is called, and comes to its end when it is let go."""

    def __init__(self) -> None:
        self.called, self.let_go = asyncio.Event(), threading.Event()
        self._loop = asyncio.get_running_loop()

    def __call__(self) -> str:
        self._loop.call_soon_threadsafe(self.called.set)
        self.let_go.wait()
        return "slow"


@pytest.mark.parametrize("writing", [True, False])
async def test_a_statement_that_is_cancelled_keeps_no_lock_however_long_its_error_is_held(
    tmp_path: Path, writing: bool
) -> None:
    """Whoever is cancelled before its first row comes leaves a cursor that has rows of `fact` to give."""
    database = Database(sqlite_url(tmp_path))
    ended: list[BaseException] = []  # their frames hold the cursors
    with closing(sqlite3.connect(tmp_path / "cchc.db", isolation_level=None, timeout=0)) as other:
        other.execute("INSERT INTO fact (name, value) VALUES ('last', '')")
        for number in range(3):
            slow = Slow()

            async def work(number: int = number, slow: Slow = slow) -> None:
                async with database.write(beside=True) if writing else database.read() as db:
                    if writing:
                        await set_fact(db, f"never-{number}", "1")
                    raw = await db.get_raw_connection()
                    assert raw.driver_connection
                    await raw.driver_connection.create_function("slow", 0, slow)
                    await db.exec_driver_sql("SELECT slow() UNION ALL SELECT name FROM fact")

            task = asyncio.create_task(work())
            await slow.called.wait()
            task.cancel()
            await asyncio.sleep(0)
            slow.let_go.set()
            ended += [error for error in await asyncio.gather(task, return_exceptions=True) if error]
            other.execute("INSERT OR REPLACE INTO fact (name, value) VALUES ('last', ?)", [str(number)])
            assert other.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone() == (0, 0, 0)
            assert other.execute("SELECT name FROM fact").fetchall() == [("last",)]
    assert [type(error) for error in ended] == [asyncio.CancelledError] * 3
    await database.close()


class GivenUp(Exception):
    pass


@pytest.mark.parametrize("beside", [True, False])
async def test_a_connection_that_is_given_up_within_its_transaction_keeps_no_lock(tmp_path: Path, beside: bool) -> None:
    database = Database(sqlite_url(tmp_path))
    with suppress(GivenUp):
        async with database.write(beside=beside) as db:
            raw = await db.get_raw_connection()
            assert raw.driver_connection
            cursor = await raw.driver_connection.execute("SELECT 1 UNION ALL SELECT 2")
            await db.invalidate()
            with closing(sqlite3.connect(tmp_path / "cchc.db", isolation_level=None, timeout=0)) as other:
                other.execute("INSERT INTO fact (name, value) VALUES ('last', '')")
            assert cursor, "it has lived until here, and has a row to give"
            raise GivenUp
    await database.close()


async def test_closing_that_was_cancelled_is_done_once_more(tmp_path: Path) -> None:
    """With a cursor that still has rows to give; an error would leave the connection open for whoever collects it."""
    database = Database(sqlite_url(tmp_path))
    async with database.read() as db:
        raw = (await db.get_raw_connection()).driver_connection
        assert raw is not None
        cursor = await raw.cursor()
        await cursor.execute("SELECT 1 UNION SELECT 2")
        await raw._execute(raw._conn.close)  # as far as it came before it was cancelled
        stopped = raw.stop()
        assert stopped is not None
        await stopped
        assert raw._connection is None
        del cursor
    await database.close()


_SLOW = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000) SELECT count(*) FROM n"


def _threads() -> set[threading.Thread]:
    return {one for one in threading.enumerate() if "_connection_worker_thread" in one.name}


@pytest.mark.parametrize("steps", [2, 9, 18])
@pytest.mark.parametrize("between", [0, 1, 4])
async def test_a_closed_database_has_closed_what_somebody_left_who_was_cancelled_again_and_again(
    steps: int, between: int, tmp_path: Path
) -> None:
    database, before = Database(sqlite_url(tmp_path)), _threads()

    async def reads() -> None:
        async with database.read() as db:
            await db.execute(text(_SLOW))

    reading = asyncio.create_task(reads())
    for turns in (steps, between, 2):
        for _ in range(turns):
            await asyncio.sleep(0)
        reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    await database.close()
    assert _threads() <= before
