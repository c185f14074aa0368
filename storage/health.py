"""Whether the database can be written, is whole, and has room."""

import contextlib
import secrets
import shutil
import sqlite3
import time
from collections.abc import Collection
from datetime import datetime
from pathlib import Path

from storage.database import Database
from storage.facts import set_fact
from storage.messages.traffic import oldest_unsent
from storage.outages import Unavailable, reason_of

# Before it, two connections that write and start the log anew at the same instant can damage the file.
SAFE_SQLITE = (3, 51, 3)
CHECK_SECONDS = 60
LITTLE_SPACE = 100_000_000
_TRIED = "tried_to_write"
_SOME_BYTES = 8_192  # other ones each time: of what has not changed, SQLite writes nothing
_STEPS = 100_000  # of SQLite's machine between two looks at the clock


async def try_to_write(database: Database, now: datetime) -> str | None:
    """Why nothing can be stored, or None. Some pages are written and committed: on a full disk one can still read, and
    even begin."""
    try:
        async with database.write(beside=True) as db:
            await set_fact(db, _TRIED, f"{now.isoformat()} {secrets.token_hex(_SOME_BYTES)}")
    except Unavailable as error:
        return reason_of(error)
    return None


async def waiting_since(database: Database, channels: Collection[str] | None = None) -> datetime | None:
    async with database.read() as db:
        return await oldest_unsent(db, channels)


def free_space(database: Database) -> int | None:
    """Bytes on the disk of an SQLite file."""
    return shutil.disk_usage(_path(database).parent).free if database.is_sqlite else None


def is_sqlite_safe() -> bool:
    return sqlite3.sqlite_version_info >= SAFE_SQLITE


def quick_check(database: Database, seconds: float = CHECK_SECONDS) -> str | None:
    """What is damaged, in SQLite's words, or None. Reads the whole file, for so many seconds at most: of what was not
    read until then nothing is known. For a thread; PostgreSQL looks after its files itself."""
    if not database.is_sqlite:
        return None
    until = time.monotonic() + seconds
    try:
        with contextlib.closing(sqlite3.connect(_path(database))) as connection:
            connection.set_progress_handler(lambda: time.monotonic() > until, _STEPS)
            (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        return None if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_INTERRUPT else reason_of(error)
    return None if found == "ok" else " ".join(found.split())


def _path(database: Database) -> Path:
    return Path(database.url.database or "")
