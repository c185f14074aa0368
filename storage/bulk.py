"""One statement over thousands of rows, given to the driver as they are: SQLAlchemy's own way takes three times as long
(docs/benchmarks.md)."""

from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import Dialect

from storage.database import Connection
from storage.upsert import Insert

_TOGETHER = 500  # of at most 32,766 values in a statement
Bind = Callable[[Any], Any]


class _Prepared(NamedTuple):
    """`together`: the statement for so many rows at once, where that is quicker; `binds`: place and conversion of the
    columns whose values the driver does not take as they are."""

    sql: str
    together: str
    order: Callable[[Sequence[Any]], tuple[Any, ...]]
    binds: Sequence[tuple[int, Bind]]


class Bulk:
    """`names`: at least two columns, in the order of each row's values."""

    def __init__(self, statement: Insert, names: Sequence[str]) -> None:
        self._statement = statement
        self._names = list(names)
        self._prepared: dict[str, _Prepared] = {}

    async def run(self, db: Connection, rows: Iterable[Sequence[Any]]) -> None:
        prepared = self._prepared.get(db.dialect.name)
        if prepared is None:
            prepared = self._prepared[db.dialect.name] = self._prepare(db.dialect)
        columns: list[Iterable[Any]] = list(zip(*map(prepared.order, rows), strict=True))
        if not columns:
            return
        for place, bind in prepared.binds:
            columns[place] = _bound(columns[place], bind)
        values = list(zip(*columns, strict=True))
        if prepared.together:
            for _ in range(len(values) // _TOGETHER):
                flat = tuple(chain.from_iterable(values[:_TOGETHER]))
                await db.exec_driver_sql(prepared.together, flat)
                del values[:_TOGETHER]
        if values:
            await db.exec_driver_sql(prepared.sql, values)

    def _prepare(self, dialect: Dialect) -> _Prepared:
        compiled = self._statement.compile(dialect=dialect, column_keys=self._names, for_executemany=True)
        order = list(compiled.positiontup or ())
        types = [self._statement.table.c[name].type.dialect_impl(dialect) for name in order]
        binds = [(place, bind) for place, kind in enumerate(types) if (bind := kind.bind_processor(dialect))]
        sql = str(compiled)
        return _Prepared(sql, _together(sql, dialect), itemgetter(*map(self._names.index, order)), binds)


def _together(sql: str, dialect: Dialect) -> str:
    """SQLite stores plain rows in half the time where one statement has many; with ON CONFLICT it does not."""
    head, values, row = sql.partition(" VALUES ")
    if dialect.name != "sqlite" or not row.endswith("?)"):
        return ""
    return head + values + ", ".join([row] * _TOGETHER)


def _bound(values: Iterable[Any], bind: Bind) -> list[Any]:
    """Days and states: few different ones, each converted once."""
    known: dict[Any, Any] = {}
    for value in (values := list(values)):
        if value not in known:
            known[value] = bind(value)
    return [known[value] for value in values]
