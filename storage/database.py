"""The database: one way to read, one way to write, the same for SQLite and PostgreSQL."""

import asyncio
import contextlib
import socket
import sqlite3
import sys
import weakref
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import aiosqlite
from sqlalchemy import event, text
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, SQLAlchemyError, StatementError

from storage import connections
from storage.address import keep_private, read_address, shown
from storage.connections import Engine
from storage.outages import Outage, Unavailable, is_outage, reason_of
from storage.statements import COMPILED

Connection = connections.Connection

_BUSY_SECONDS = 15
_CACHE_KIB = 65_536
_CACHE_KIB_IN_PASSING = 2_048


class _LoopConnection(aiosqlite.Connection):
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


def _connector(path: str, kind: type[sqlite3.Connection]) -> Callable[[], sqlite3.Connection]:
    def connect() -> sqlite3.Connection:
        # Each transaction is begun by hand (BEGIN IMMEDIATE for writers): sqlite3's own beginning comes too late.
        connection = sqlite3.connect(
            path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False, factory=kind
        )
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            f"cache_size=-{_CACHE_KIB}",
            "mmap_size=268435456",
        ):
            connection.execute(f"PRAGMA {pragma}")
        return connection

    return connect


def _sqlite_engine(path: str, kind: type[aiosqlite.Connection], begin: str, connections: int) -> Engine:
    below = _EndedByClosing if kind is _LoopConnection else _CursorsClosedToo

    def create(*_: Any, **__: Any) -> aiosqlite.Connection:
        connection = kind(_connector(path, below), iter_chunk_size=64)
        connection._thread.daemon = True  # noqa: SLF001 - as SQLAlchemy does for the connections it creates
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


@contextlib.asynccontextmanager
async def in_passing(db: Connection) -> AsyncIterator[None]:
    """What is read or written within does not stay in memory: SQLite would keep a large file's pages, and let go of
    others for them."""
    if db.dialect.name != "sqlite":
        yield
        return
    await db.exec_driver_sql(f"PRAGMA cache_size=-{_CACHE_KIB_IN_PASSING}")
    try:
        yield
    finally:
        await db.exec_driver_sql(f"PRAGMA cache_size=-{_CACHE_KIB}")


def lost_a_race(error: BaseException) -> bool:
    """Whether two processes waited for each other and PostgreSQL ended this one: the same work again succeeds."""
    return getattr(getattr(error, "orig", None), "sqlstate", None) in ("40P01", "40001")


def is_about_content(error: BaseException) -> bool:
    """Whether the stored values caused the error, so that it would come again; otherwise the database did."""
    if not isinstance(error, DBAPIError):
        return not isinstance(error, OSError | TimeoutError | SQLAlchemyError) or isinstance(error, StatementError)
    if isinstance(error, DataError | IntegrityError) or isinstance(error.orig and error.orig.__cause__, ValueError):
        return True
    # Classes of PostgreSQL's states: data, integrity. SQLite tells of a value that it does not know by its words alone.
    state = str(getattr(error.orig, "sqlstate", None) or "")
    return state[:2] in ("22", "23") or str(error.orig).startswith("Error binding parameter")


async def take_turn(db: Connection, what: str) -> None:
    """Waits until no other process is at the same thing, which lasts until the transaction ends. On SQLite there is
    only one writer as it is."""
    if db.dialect.name == "postgresql":
        await db.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:what, 0))"), {"what": f"cchc {what}"})


def _postgres_errors() -> tuple[type[Exception], ...]:
    """What its driver raises by itself: InterfaceError, PostgresError. Empty until the driver is loaded, which SQLite
    never does."""
    driver = sys.modules.get("asyncpg")
    return (driver.InterfaceError, driver.PostgresError) if driver is not None else ()


def driver_errors() -> tuple[type[Exception], ...]:
    """All errors by which a driver says that the database cannot be used."""
    return (SQLAlchemyError, sqlite3.Error, OSError, *_postgres_errors())


def _connects(error: BaseException) -> bool:
    """What a server that is away answers before there is a connection to speak of."""
    return isinstance(
        error, (ConnectionError, FileNotFoundError, TimeoutError, socket.gaierror, *_postgres_errors()[:1])
    )


class Database:
    """`write()` and `read()` give a connection inside a transaction; leaving it commits, an exception rolls back.

    On SQLite there is one writer at a time: a lock keeps the order and nobody waits in SQLite's own busy loop.
    `beside=True` writes over a threaded connection: for long work, so that the event loop goes on meanwhile.
    """

    def __init__(self, url: str) -> None:
        self.url = read_address(url)
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        self._writer_lock = asyncio.Lock()
        self.outage = Outage("the database")
        if self.is_sqlite:
            path = self.url.database or ""
            self._writer = _sqlite_engine(path, _LoopConnection, "BEGIN IMMEDIATE", 1)
            self._beside = _sqlite_engine(path, aiosqlite.Connection, "BEGIN IMMEDIATE", 1)
            self._reader = _sqlite_engine(path, aiosqlite.Connection, "BEGIN", 4)
        else:
            engine = Engine(
                self.url.set(drivername="postgresql+asyncpg"),
                pool_size=8,
                hide_parameters=True,
                execution_options={"compiled_cache": COMPILED},
            )
            self._writer = self._beside = self._reader = engine

    @property
    def place(self) -> str:
        """Its address without user and password."""
        return shown(self.url)

    async def try_out(self) -> None:
        """Makes the file where there is none. A file that is no database is found here: the same error inside the
        engine leaves a thread behind."""
        if self.is_sqlite:
            path = Path(self.url.database or "")

            def try_out() -> None:
                keep_private(path)
                _connector(str(path), sqlite3.Connection)().close()

            await asyncio.to_thread(try_out)

    @contextlib.asynccontextmanager
    async def write(self, *, beside: bool = False) -> AsyncIterator[Connection]:
        engine = self._beside if beside else self._writer
        lock = self._writer_lock if self.is_sqlite else contextlib.nullcontext()
        async with self._telling(), lock, engine.begin() as connection:
            yield connection
        self.outage.ends()  # not after reading: where a disk is full, one can still read

    @contextlib.asynccontextmanager
    async def read(self) -> AsyncIterator[Connection]:
        async with self._telling(), self._reader.connect() as connection:
            yield connection

    @contextlib.asynccontextmanager
    async def _telling(self) -> AsyncIterator[None]:
        """An outage of the database becomes `Unavailable`, and is told once a minute."""
        try:
            yield
        except driver_errors() as error:
            if not (is_outage(error) or (_connects(error) and not self.is_sqlite)):
                raise
            if not isinstance(error, Unavailable):
                self.outage.lasts(reason_of(error))
            raise Unavailable(reason_of(error)) from error

    async def close(self) -> None:
        for engine in {self._writer, self._beside, self._reader}:
            await engine.dispose()
