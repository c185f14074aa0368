"""The database's address: read from the setting, shown without secrets. An SQLite file is private to its owner."""

import contextlib
import re
from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

# A password may hold an `@`: what counts is the last one before host and name.
_NAMED = re.compile(r"(?P<scheme>[\w+]+://)(?P<who>.*)@(?P<where>[^@/?]*/[^?@]*(?:\?.*)?)", re.DOTALL)
_SHOWN = ("host", "port")  # of the query; others may be a password


def read_address(text: str) -> URL:
    """Raises ValueError for what is no address of a database that can be used: the memory of SQLite is each
    connection's own."""
    named = _NAMED.fullmatch(text)
    if named and not text.startswith("sqlite"):
        text = f"{named['scheme']}{named['who'].replace('@', '%40')}@{named['where']}"
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        raise ValueError("no address") from None  # the error tells the text
    usable = url.get_backend_name() in ("sqlite", "postgresql") and url.database not in (None, "", ":memory:")
    if not usable or "@" in (url.host or ""):
        raise ValueError("no database that can be used")
    return url


def is_database_url(text: str) -> bool:
    try:
        read_address(text)
    except ValueError:
        return False
    return True


def shown(url: URL) -> str:
    """The address without user, password and other possible secrets."""
    query = {name: url.query[name] for name in _SHOWN if name in url.query}
    # Not `url.set`: what is None there stays as it was.
    return URL.create(
        url.drivername, host=url.host, port=url.port, database=url.database, query=query
    ).render_as_string()


def keep_private(path: Path) -> None:
    """Makes the file where there is none. It and what SQLite writes beside it are readable by their owner only."""
    path = path.resolve()
    if not path.parent.exists():
        path.parent.mkdir(parents=True, mode=0o700)
    if not path.exists():
        path.touch(mode=0o600)
    for file in (path.with_name(path.name + end) for end in ("", "-wal", "-shm")):
        if file.is_file():
            with contextlib.suppress(FileNotFoundError, PermissionError):  # another's file: theirs to decide
                file.chmod(0o600)
