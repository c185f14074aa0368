"""Whether the database can be written, is whole, and has room."""

import contextlib
import secrets
import shutil
import sqlite3
import threading
from collections.abc import Collection
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select, tuple_

from storage.database import Database
from storage.facts import set_fact
from storage.models import Outbox
from storage.outages import Unavailable, reason_of

# Before it, two connections that write and start the log anew at the same instant can damage the file.
SAFE_SQLITE = (3, 51, 3)
CHECK_SECONDS = 60
LITTLE_SPACE = 100_000_000
_TRIED = "tried_to_write"
_SOME_BYTES = 8_192  # other ones each time: of what has not changed, SQLite writes nothing
_NOTHING_KNOWN = (sqlite3.SQLITE_INTERRUPT, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


async def try_to_write(database: Database, now: datetime) -> str | None:
    """Why nothing can be stored, or None. Some pages are written and committed: on a full disk one can still read, and
    even begin."""
    try:
        async with database.write(beside=True) as db:
            await set_fact(db, _TRIED, f"{now.isoformat()} {secrets.token_hex(_SOME_BYTES)}")
    except Unavailable as error:
        return reason_of(error)
    return None


async def waiting_since(
    database: Database, longest: timedelta, now: datetime, channels: Collection[str] | None = None
) -> datetime | None:
    """When the oldest message was written that has been waiting for longer than this; None: of all `channels`. A chat's
    backlog goes out one by one: where something came through to it within that time, nothing is wrong."""
    limit = now - longest
    reached = select(Outbox.channel, Outbox.address).where(Outbox.sent_at >= limit)
    statement = select(func.min(Outbox.created_at)).where(
        Outbox.sent_at.is_(None),
        Outbox.failure.is_(None),
        Outbox.created_at < limit,
        tuple_(Outbox.channel, Outbox.address).not_in(reached),
    )
    if channels is not None:
        statement = statement.where(Outbox.channel.in_(channels))
    async with database.read() as db:
        return (await db.scalars(statement)).one()


def free_space(database: Database) -> int | None:
    """Bytes on the disk of an SQLite file."""
    return shutil.disk_usage(_path(database).parent).free if database.is_sqlite else None


def is_sqlite_safe() -> bool:
    return sqlite3.sqlite_version_info >= SAFE_SQLITE


class QuickCheck:
    """What is damaged in an SQLite file; PostgreSQL looks after its files itself. Reads the whole file, for so many
    `seconds` at most: of what was not read until then nothing is known."""

    def __init__(self, database: Database, seconds: float = CHECK_SECONDS) -> None:
        self._path = _path(database) if database.is_sqlite else None
        self._seconds = seconds
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._is_stopped = False

    def run(self) -> str | None:
        """In SQLite's words, or None. For a thread."""
        if self._path is None:
            return None
        timer = threading.Timer(self._seconds, self.stop)
        timer.daemon = True
        timer.start()
        try:
            with contextlib.closing(sqlite3.connect(self._path, check_same_thread=False)) as connection:
                return self._look_through(connection)
        except sqlite3.DatabaseError as error:
            return None if getattr(error, "sqlite_errorcode", 0) & 0xFF in _NOTHING_KNOWN else reason_of(error)
        finally:
            timer.cancel()

    def _look_through(self, connection: sqlite3.Connection) -> str | None:
        with self._lock:
            if self._is_stopped:
                return None
            self._connection = connection
        try:
            (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        finally:
            with self._lock:  # an interruption needs a connection that is open
                self._connection = None
        return None if found == "ok" else " ".join(found.split())

    def stop(self) -> None:
        """From any thread: `run` ends at once."""
        with self._lock:
            self._is_stopped = True
            if self._connection is not None:
                self._connection.interrupt()


def quick_check(database: Database, seconds: float = CHECK_SECONDS) -> str | None:
    return QuickCheck(database, seconds).run()


def _path(database: Database) -> Path:
    return Path(database.url.database or "")
