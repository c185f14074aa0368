"""What is away for a while: told once a minute, however often it is tried, and told when it is back."""

import logging
import sqlite3
import time
from collections.abc import Callable

from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnection

TOLD_EVERY_SECONDS = 60.0
# A damaged page is none of these: what does not touch it goes on.
_SQLITE = frozenset(
    (
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_FULL,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PROTOCOL,
    )
)
# Classes of PostgreSQL's states: connection, resources (its disk is full), shut down or starting, the system below it.
_POSTGRESQL = frozenset(("08", "53", "57", "58"))
_READ_ONLY = "25006"
log = logging.getLogger(__name__)
log.addHandler(logging.NullHandler())  # a command that ends by itself says it in its own words


class Unavailable(SQLAlchemyError):
    """The database cannot be used at the moment. This is logged already: code that catches it logs nothing."""


def is_outage(error: BaseException) -> bool:
    """Whether nothing was wrong with what was asked: the same succeeds later."""
    if isinstance(error, Unavailable | NoConnection) or (
        isinstance(error, DBAPIError) and error.connection_invalidated
    ):
        return True
    cause = getattr(error, "orig", None) or error
    if isinstance(cause, sqlite3.Error):
        return getattr(cause, "sqlite_errorcode", 0) & 0xFF in _SQLITE
    state = str(getattr(cause, "sqlstate", None) or "")
    return state[:2] in _POSTGRESQL or state == _READ_ONLY


def is_damage(error: BaseException) -> bool:
    """Whether the file itself is broken: nothing but a copy helps."""
    cause = getattr(error, "orig", None) or error
    return getattr(cause, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def reason_of(error: BaseException) -> str:
    """One line, without what was to be stored."""
    if isinstance(error, Unavailable):
        return str(error)
    cause = getattr(error, "orig", None) or error
    return (f"{type(cause).__name__}: {cause}".splitlines() or [""])[0]


class Outage:
    """Of one thing, named by `what`. `clock`: seconds."""

    def __init__(self, what: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._what = what
        self._clock = clock
        self._since: float | None = None
        self._told_at: float | None = None
        self._is_told = False
        self._times = 0

    def lasts(self, reason: str) -> None:
        now = self._clock()
        self._since = now if self._since is None else self._since
        self._times += 1
        if self._told_at is not None and now - self._told_at < TOLD_EVERY_SECONDS:
            return
        log.error("%s is not available: %s (tried %d times)", self._what, reason, self._times)
        self._told_at, self._is_told, self._times = now, True, 0

    def ends(self) -> None:
        """Called after each success; it costs nothing where nothing was away."""
        if self._since is None:
            return
        if self._is_told:
            log.warning("%s is back after %.0f s", self._what, self._clock() - self._since)
        self._since, self._is_told = None, False
