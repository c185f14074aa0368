"""What all tables share. Facts are stored; states (late, overdue, rates) are computed by the queries.

A table is written as a class, as SQLAlchemy's ORM has it, and is a plain `Table`: rows are read as they come, never as
objects that remember what they were, so nothing is mapped. That is a fifth of a start and a tenth of the memory
(docs/decisions/loaded-when-needed.md).
"""

import enum
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from inspect import get_annotations
from itertools import chain
from types import UnionType
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar, cast, get_args, overload

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Enum,
    Integer,
    LargeBinary,
    MetaData,
    Numeric,
    String,
    Table,
    Time,
    TypeDecorator,
)
from sqlalchemy.sql.selectable import NamedFromClause
from sqlalchemy.types import TypeEngine


class Instant(TypeDecorator[datetime]):
    """A moment in UTC; only datetimes that know their zone go in, and they come out in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


# SQLite numbers rows by itself only where the column is INTEGER, not BIGINT.
Id = BigInteger().with_variant(Integer, "sqlite")

# For roll-ups: SQLite keeps the rows in the order of their key, and reads a year of days in one piece.
CLUSTERED = {"sqlite_with_rowid": False}

# For what somebody asks for by "newer than": left to itself, SQLite gives the id of a deleted last row to the next one.
HANDED_OUT_ONCE = {"sqlite_autoincrement": True}


T = TypeVar("T")


class Mapped(Generic[T]):
    """Says what a column holds: `Mapped[int]`, or `Mapped[int | None]` where it may be empty."""

    @overload
    def __get__(self, row: None, table: Any) -> Column[T]: ...
    @overload
    def __get__(self, row: object, table: Any) -> T: ...
    def __get__(self, row: object | None, table: Any) -> Column[T] | T:
        """For the type checker: what the class, and what a row of it, gives for the name."""
        raise NotImplementedError


class _Given(NamedTuple):
    """What `mapped_column` was given, until the table's annotations say the rest."""

    args: tuple[Any, ...] = ()
    options: Mapping[str, Any] = {}


def mapped_column(*args: Any, **options: Any) -> Any:
    """As `Column`; name, type and whether it may be empty come from the annotation where nothing is said of them."""
    return _Given(args, options)


_TYPES: Mapping[Any, TypeEngine[Any]] = {
    str: String(),
    int: Id,
    bool: Boolean(),
    bytes: LargeBinary(),
    Decimal: Numeric(),
    date: Date(),
    time: Time(),
    datetime: Instant(),
    dict[str, Any]: JSON(),
    list[str]: JSON(),
    list[int]: JSON(),
}


def _type_of(annotated: Any) -> TypeEngine[Any]:
    """A KeyError for a type that has no kind of column."""
    if isinstance(annotated, type) and issubclass(annotated, enum.StrEnum):
        return Enum(annotated, native_enum=False, length=20, values_callable=lambda kind: [m.value for m in kind])
    return _TYPES[annotated]


def _column(name: str, annotation: Any, given: _Given) -> Column[Any]:
    (annotated,) = get_args(annotation)
    kinds = get_args(annotated) if isinstance(annotated, UnionType) else (annotated,)
    (kind,) = (one for one in kinds if one is not type(None))
    options = {"nullable": len(kinds) > 1 and not given.options.get("primary_key"), **given.options}
    if given.args and isinstance(given.args[0], type | TypeEngine):
        return Column(name, *given.args, **options)
    return Column(name, _type_of(kind), *given.args, **options)


class _Declared(type):
    """Makes the table of a class that names one, and stands for it in statements."""

    __table__: Table

    def __new__(cls, name: str, bases: tuple[type, ...], namespace: dict[str, Any]) -> "_Declared":
        made = super().__new__(cls, name, bases, namespace)
        if (table_name := namespace.get("__tablename__")) is not None:
            columns = {
                key: _column(key, annotation, namespace.get(key) or _Given())
                for key, annotation in get_annotations(made).items()
            }
            args, options = _arguments(namespace.get("__table_args__", ()))
            made.__table__ = Table(table_name, Base.metadata, *chain(columns.values(), args), **options)
            for key, column in columns.items():
                setattr(made, key, column)
        return made

    def __clause_element__(cls) -> Table:
        return cls.__table__


def _arguments(given: Any) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """Constraints and indexes, and behind them what the table is told besides."""
    if isinstance(given, dict):
        return (), given
    return (given[:-1], given[-1]) if given and isinstance(given[-1], dict) else (given, {})


class Base(metaclass=_Declared):
    __table__: ClassVar[Table]
    metadata: ClassVar[MetaData] = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


AnyTable = TypeVar("AnyTable", bound=Base)


class _Again:
    """A table under another name: what a statement needs that has it twice."""

    def __init__(self, table: NamedFromClause[Any]) -> None:
        self._table = table

    def __getattr__(self, name: str) -> Any:
        try:
            return self._table.c[name]
        except KeyError:
            raise AttributeError(name) from None

    def __clause_element__(self) -> NamedFromClause[Any]:
        return self._table


def aliased(table: type[AnyTable]) -> type[AnyTable]:
    """The same table once more, with all its columns."""
    return cast(type[AnyTable], _Again(table.__table__.alias()))
