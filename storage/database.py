"""The database: one way to read, one way to write, the same for SQLite and PostgreSQL."""

import asyncio
import contextlib
import socket
import sqlite3
import sys
import weakref
from collections.abc import AsyncIterator
from pathlib import Path

import aiosqlite
from sqlalchemy import text
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, SQLAlchemyError, StatementError

from storage import connections
from storage.address import keep_private, read_address, shown
from storage.outages import Outage, Unavailable, is_outage, reason_of
from storage.sqlite import CACHE_KIB, LoopConnection, ThreadConnection, closed, connector, sqlite_engine
from storage.statements import COMPILED

Connection = connections.Connection

_IN_PASSING_KIB = 2_048


@contextlib.asynccontextmanager
async def in_passing(db: Connection) -> AsyncIterator[None]:
    """What is read or written within does not stay in memory: SQLite would keep a large file's pages, and let go of
    others for them."""
    if db.dialect.name != "sqlite":
        yield
        return
    await db.exec_driver_sql(f"PRAGMA cache_size=-{_IN_PASSING_KIB}")
    try:
        yield
    finally:
        await db.exec_driver_sql(f"PRAGMA cache_size=-{CACHE_KIB}")


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
        self._made: weakref.WeakSet[aiosqlite.Connection] = weakref.WeakSet()
        if self.is_sqlite:
            path = self.url.database or ""
            self._writer = sqlite_engine(path, LoopConnection, "BEGIN IMMEDIATE", 1, self._made)
            self._beside = sqlite_engine(path, ThreadConnection, "BEGIN IMMEDIATE", 1, self._made)
            self._reader = sqlite_engine(path, ThreadConnection, "BEGIN", 4, self._made)
        else:
            engine = connections.Engine(
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
                connector(str(path), sqlite3.Connection)().close()

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
        await closed(self._made)
