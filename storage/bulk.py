"""One statement over thousands of rows, given to the driver as they are: SQLAlchemy's own way takes three times as long
(docs/benchmarks.md)."""

from collections.abc import Callable, Iterable, Sequence
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import Dialect

from storage.database import Connection
from storage.upsert import Insert

Bind = Callable[[Any], Any]


class _Prepared(NamedTuple):
    """`binds`: place and conversion of the columns whose values the driver does not take as they are."""

    sql: str
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
        await db.exec_driver_sql(prepared.sql, list(zip(*columns, strict=True)))

    def _prepare(self, dialect: Dialect) -> _Prepared:
        compiled = self._statement.compile(dialect=dialect, column_keys=self._names, for_executemany=True)
        order = list(compiled.positiontup or ())
        types = [self._statement.table.c[name].type.dialect_impl(dialect) for name in order]
        binds = [(place, bind) for place, kind in enumerate(types) if (bind := kind.bind_processor(dialect))]
        return _Prepared(str(compiled), itemgetter(*map(self._names.index, order)), binds)


def _bound(values: Iterable[Any], bind: Bind) -> list[Any]:
    """Days and states: few different ones, each converted once."""
    known: dict[Any, Any] = {}
    for value in (values := list(values)):
        if value not in known:
            known[value] = bind(value)
    return [known[value] for value in values]
