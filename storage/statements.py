"""Statements made into SQL once for the whole process. SQLAlchemy keeps them for each engine; on SQLite there are
three, for one writer, long work and readers, and each would make and hold its own of almost every statement."""

from typing import Any

from sqlalchemy import Dialect
from sqlalchemy.engine.interfaces import CompiledCacheType
from sqlalchemy.util import LRUCache

_MOST = 1_000  # there are some 700; a list of values or of ids is no statement of its own


class _Compiled(LRUCache[Any, Any]):
    """As SQLAlchemy's own, but alike for engines that speak alike: its keys begin with the engine's dialect, which is
    another object for each."""

    def get(self, key: Any, default: Any = None) -> Any:
        return super().get(_spoken(key), default)

    def __setitem__(self, key: Any, value: Any) -> None:
        super().__setitem__(_spoken(key), value)


def _spoken(key: tuple[Any, ...]) -> tuple[Any, ...]:
    dialect: Dialect = key[0]
    return (dialect.name, dialect.driver, dialect.server_version_info, *key[1:])


COMPILED: CompiledCacheType = _Compiled(_MOST)
"""For `Engine(…, execution_options={"compiled_cache": COMPILED})`."""
