"""SQLAlchemy's Core over asyncio, and nothing of its ORM.

`sqlalchemy.ext.asyncio` does the same, and loads the whole ORM beside it, of which nothing is used here: 6 MB of memory
and a fifteenth of a start (docs/decisions/loaded-when-needed.md). As there, SQLAlchemy's own connection works in a
greenlet, which waits where its driver waits.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping, Sequence
from functools import partial
from typing import Any, Concatenate, ParamSpec, TypeVar, TypeVarTuple, overload

import sqlalchemy
from sqlalchemy import URL, CursorResult, Dialect, Executable, PoolProxiedConnection, ScalarResult
from sqlalchemy.sql.selectable import TypedReturnsRows
from sqlalchemy.util import greenlet_spawn

P = ParamSpec("P")
T = TypeVar("T")
Ts = TypeVarTuple("Ts")
Values = Mapping[str, Any] | Sequence[Mapping[str, Any]] | None


class Transaction:
    """Left, it keeps what was done within; left by an exception, or rolled back before, it does not."""

    def __init__(self, begin: Callable[[], sqlalchemy.Transaction]) -> None:
        self._begin = begin

    async def __aenter__(self) -> "Transaction":
        self._begun = await greenlet_spawn(self._begin)
        self._begun.__enter__()
        return self

    async def __aexit__(self, kind: Any, error: Any, traceback: Any) -> None:
        await greenlet_spawn(self._begun.__exit__, kind, error, traceback)

    async def rollback(self) -> None:
        await greenlet_spawn(self._begun.rollback)


class Connection:
    """What SQLAlchemy's connection does, to be awaited. Results are whole: no row waits in the database."""

    __slots__ = ("sync_connection",)

    def __init__(self, connection: sqlalchemy.Connection) -> None:
        self.sync_connection = connection

    @property
    def dialect(self) -> Dialect:
        return self.sync_connection.dialect

    @overload
    async def execute(
        self, statement: TypedReturnsRows[*Ts], values: Values = None, *, execution_options: Any = None
    ) -> CursorResult[*Ts]: ...
    @overload
    async def execute(
        self, statement: Executable, values: Values = None, *, execution_options: Any = None
    ) -> CursorResult[*tuple[Any, ...]]: ...
    async def execute(self, statement: Executable, values: Values = None, *, execution_options: Any = None) -> Any:
        return await greenlet_spawn(
            self.sync_connection.execute, statement, values, execution_options=execution_options
        )

    @overload
    async def scalars(self, statement: TypedReturnsRows[T], values: Values = None) -> ScalarResult[T]: ...
    @overload
    async def scalars(self, statement: TypedReturnsRows[T, *Ts], values: Values = None) -> ScalarResult[T]: ...
    @overload
    async def scalars(self, statement: Executable, values: Values = None) -> ScalarResult[Any]: ...
    async def scalars(self, statement: Executable, values: Values = None) -> ScalarResult[Any]:
        return (await self.execute(statement, values)).scalars()

    @overload
    async def scalar(self, statement: TypedReturnsRows[T], values: Values = None) -> T | None: ...
    @overload
    async def scalar(self, statement: TypedReturnsRows[T, *Ts], values: Values = None) -> T | None: ...
    @overload
    async def scalar(self, statement: Executable, values: Values = None) -> Any: ...
    async def scalar(self, statement: Executable, values: Values = None) -> Any:
        return (await self.execute(statement, values)).scalar()

    async def exec_driver_sql(self, statement: str, values: Any = None) -> CursorResult[*tuple[Any, ...]]:
        return await greenlet_spawn(self.sync_connection.exec_driver_sql, statement, values)

    async def run_sync(
        self, work: Callable[Concatenate[sqlalchemy.Connection, P], T], *args: P.args, **named: P.kwargs
    ) -> T:
        """What knows of no asyncio, as Alembic does."""
        return await greenlet_spawn(partial(work, self.sync_connection, *args, **named))

    def begin_nested(self) -> Transaction:
        return Transaction(self.sync_connection.begin_nested)

    async def commit(self) -> None:
        await greenlet_spawn(self.sync_connection.commit)

    async def rollback(self) -> None:
        await greenlet_spawn(self.sync_connection.rollback)

    async def get_raw_connection(self) -> PoolProxiedConnection:
        return await greenlet_spawn(getattr, self.sync_connection, "connection")

    async def invalidate(self) -> None:
        """What happened to it cannot be known: it is not used again."""
        await greenlet_spawn(self.sync_connection.invalidate)


class Engine:
    """`options`: as for SQLAlchemy's `create_engine`. The driver is one of those for asyncio."""

    def __init__(self, url: URL | str, **options: Any) -> None:
        self.sync_engine = sqlalchemy.create_engine(url, **options)

    @contextlib.asynccontextmanager
    async def connect(self) -> AsyncIterator[Connection]:
        """What was done is forgotten when it is left."""
        connection = await greenlet_spawn(self.sync_engine.connect)
        try:
            yield Connection(connection)
        finally:
            await _to_its_end(greenlet_spawn(connection.close))

    @contextlib.asynccontextmanager
    async def begin(self) -> AsyncIterator[Connection]:
        """What was done is kept, unless it is left by an exception."""
        async with self.connect() as connection, Transaction(connection.sync_connection.begin):
            yield connection

    async def dispose(self) -> None:
        await greenlet_spawn(self.sync_engine.dispose)


async def _to_its_end(closing: Coroutine[Any, Any, None]) -> None:
    """Closing is not given up half-way, and who is cancelled waits for it: the connection would go back to the pool
    while others already think it is closed."""
    task = asyncio.ensure_future(closing)
    cancelled: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.shield(task)
        except asyncio.CancelledError as error:
            if task.done():
                raise
            cancelled = error
    if cancelled is not None:
        raise cancelled
