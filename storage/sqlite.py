"""The engines of a SQLite file, and how their connections end."""

import asyncio
import contextlib
import sqlite3
import weakref
from collections.abc import Callable
from typing import Any

import aiosqlite
from sqlalchemy import event

from storage.connections import Engine
from storage.statements import COMPILED

CACHE_KIB = 65_536
_BUSY_SECONDS = 15
_CLOSING_SECONDS = 2


class LoopConnection(aiosqlite.Connection):
    """Runs statements on the event loop and only what may wait for the disk or for a lock in the thread.

    A statement of the intake takes some ten microseconds; handing it to a thread and back costs a hundred, four times.
    Measured in docs/decisions/statements-on-the-loop.md.
    """

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        connection = self._connection
        if connection is None:
            raise ValueError("Connection closed")
        waits = fn == connection.commit or (args and isinstance(args[0], str) and args[0].startswith("BEGIN"))
        if not waits:
            return fn(*args, **kwargs)
        running = asyncio.ensure_future(super()._execute(fn, *args, **kwargs))  # type: ignore[no-untyped-call]
        try:
            return await asyncio.shield(running)
        except asyncio.CancelledError:
            # The thread goes on with this connection whoever is cancelled: nothing else may touch it meanwhile.
            await asyncio.wait([running])
            raise


class ThreadConnection(aiosqlite.Connection):
    """Runs statements in its thread, but makes and closes their cursors on the event loop: that waits for nothing, and
    handing it over was half of what a short statement cost."""

    _at_work = 0

    async def _execute(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        if not self._at_work and self._running and fn.__name__ in ("cursor", "close"):
            owner = getattr(fn, "__self__", None)
            if isinstance(owner, sqlite3.Cursor) or (owner is self._connection and fn.__name__ == "cursor"):
                return fn(*args, **kwargs)
        self._at_work += 1
        try:
            return await super()._execute(fn, *args, **kwargs)  # type: ignore[no-untyped-call]
        except asyncio.CancelledError:
            self._at_work += 1  # the thread goes on, so that from now on everything waits for its turn there
            raise
        finally:
            self._at_work -= 1


class _EndedByClosing(sqlite3.Connection):
    """Closed is closed: its transaction is over. While a cursor lives, SQLite only promises to close
    (`sqlite3_close_v2`) and keeps the lock; the cursor of a statement that was cancelled lives in the frames of the
    exception."""

    def close(self) -> None:
        with contextlib.suppress(sqlite3.Error):  # what cannot be rolled back ends with the connection
            if self.in_transaction:
                self.rollback()
        super().close()


class _CursorsClosedToo(_EndedByClosing):
    """For statements that run in a thread and can be cancelled there: a cursor that still has rows to give keeps the
    snapshot of its reader, after a rollback, too."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._cursors: weakref.WeakSet[sqlite3.Cursor] = weakref.WeakSet()

    def cursor(self, *args: Any, **kwargs: Any) -> Any:
        cursor = super().cursor(*args, **kwargs)
        self._cursors.add(cursor)
        return cursor

    def close(self) -> None:
        for cursor in list(self._cursors):
            with contextlib.suppress(sqlite3.Error):  # closed before: closing was cancelled, and is done once more
                cursor.close()
        super().close()


def connector(path: str, kind: type[sqlite3.Connection]) -> Callable[[], sqlite3.Connection]:
    def connect() -> sqlite3.Connection:
        # Each transaction is begun by hand (BEGIN IMMEDIATE for writers): sqlite3's own beginning comes too late.
        connection = sqlite3.connect(
            path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False, factory=kind
        )
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            f"cache_size=-{CACHE_KIB}",
            "mmap_size=268435456",
        ):
            connection.execute(f"PRAGMA {pragma}")
        return connection

    return connect


def sqlite_engine(
    path: str,
    kind: type[aiosqlite.Connection],
    begin: str,
    connections: int,
    made: weakref.WeakSet[aiosqlite.Connection],
) -> Engine:
    below = _EndedByClosing if kind is LoopConnection else _CursorsClosedToo

    def create(*_: Any, **__: Any) -> aiosqlite.Connection:
        connection = kind(connector(path, below), iter_chunk_size=64)
        connection._thread.daemon = True  # noqa: SLF001 - as SQLAlchemy does for the connections it creates
        made.add(connection)
        return connection

    engine = Engine(
        f"sqlite+aiosqlite:///{path}",
        connect_args={"async_creator_fn": create},
        pool_size=connections,
        max_overflow=0,
        hide_parameters=True,  # an error of the database goes to the log; what people wrote does not
        execution_options={"compiled_cache": COMPILED},
        # Leaving a transaction already ends it; the pool need not do so again.
        pool_reset_on_return=None,
    )

    @event.listens_for(engine.sync_engine, "begin")
    def begin_by_hand(connection: Any) -> None:
        connection.exec_driver_sql(begin)

    return engine


async def closed(connections: weakref.WeakSet[aiosqlite.Connection]) -> None:
    """A reader that was cancelled while it let go of its connection left that to a task of SQLAlchemy's, which nobody
    waits for: the loop would end before it, and the connection's thread with an error."""
    for thread in [one._thread for one in connections if one._thread.is_alive()]:  # noqa: SLF001
        await asyncio.to_thread(thread.join, _CLOSING_SECONDS)
