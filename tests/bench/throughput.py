"""Updates a second: a bare python-telegram-bot echo, the floor, and our bot storing one durable rating per update."""

import asyncio
import contextlib
import os
import socket
import sqlite3
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import insert

from storage.database import Database
from storage.ground.days.working_time import local_day
from storage.migrate import migrate
from storage.models import Dossier, DossierAccess, Person, Unit
from tests.bench.api import FIRST_PERSON
from tests.bench.bare import TOKEN

BOTS = ("library", "floor", "ours")
LONGEST_SECONDS = 180


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])


async def prepare(path: Path, count: int) -> None:
    """So many people, each with a returned dossier they have opened: what lies before the tap that is measured."""
    database = Database(f"sqlite:///{path}")
    await migrate(database)
    now, day = datetime.now(UTC), date(2026, 1, 5)
    numbers = range(1, count + 1)
    async with database.write(beside=True) as db:
        await db.execute(insert(Unit), [{"name": "Sở", "folded_name": "so"}])
        people = {"channel": "telegram", "language": "vi", "first_seen_at": now, "last_seen_on": local_day(now)}
        await db.execute(insert(Person), [{**people, "address": str(FIRST_PERSON + number)} for number in numbers])
        dossier = {"unit_id": 1, "procedure_code": "P", "submitted": "direct", "received_on": day, "due_on": day}
        await db.execute(
            insert(Dossier), [{**dossier, "returned_on": day, "code": f"B-{number}"} for number in numbers]
        )
        access = [{"person_id": number, "dossier_id": number, "opened_at": now, "told_at": now} for number in numbers]
        await db.execute(insert(DossierAccess), access)
    await database.close()


def _command(bot: str, port: int) -> list[str]:
    if bot == "ours":
        return [str(Path(sys.executable).with_name("cchc")), "run"]
    return [sys.executable, "-m", "tests.bench.bare", bot, str(port)]


def _environment(folder: Path, port: int) -> dict[str, str]:
    own = {
        "CCHC_TELEGRAM_TOKEN": TOKEN,
        "CCHC_TELEGRAM_API_URL": f"http://127.0.0.1:{port}",
        # The fake Bot API permits any rate; the limiters are on, and never reached.
        "CCHC_TELEGRAM_RATE": "1000000",
        "CCHC_TELEGRAM_CHAT_RATE": "1000",
        "CCHC_DATABASE_URL": f"sqlite:///{folder / 'bench.db'}",
        "CCHC_WEB_PORT": str(free_port()),
        "CCHC_DATA_DIR": str(folder),
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }
    return {**os.environ, **own}


async def measure(bot: str, count: int) -> float:
    """Seconds for so many updates."""
    with TemporaryDirectory(prefix="cchc-bench-") as name:
        folder = Path(name)
        if bot == "ours":
            await prepare(folder / "bench.db", count)
        seconds = await _race(bot, count, folder)
        if bot == "ours":
            _all_is_stored(folder / "bench.db", count)
    return seconds


async def _race(bot: str, count: int, folder: Path) -> float:
    port = free_port()
    environment = _environment(folder, port)
    what = (str(port), str(count), "tap" if bot == "ours" else "text")
    api = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.bench.api", *what, env=environment, stdout=asyncio.subprocess.PIPE
    )
    assert api.stdout
    await api.stdout.readline()
    with (folder / "log").open("w") as log:
        process = await asyncio.create_subprocess_exec(
            *_command(bot, port), env=environment, cwd=folder, stdout=log, stderr=log
        )
    try:
        return float(await asyncio.wait_for(api.stdout.readline(), LONGEST_SECONDS))
    except TimeoutError:
        raise RuntimeError((folder / "log").read_text()) from None
    finally:
        process.terminate()
        api.terminate()
        await asyncio.gather(process.wait(), api.wait())


def _all_is_stored(path: Path, count: int) -> None:
    """A benchmark that loses ratings measures nothing."""
    with contextlib.closing(sqlite3.connect(path)) as db:
        for query in (
            "SELECT count(*) FROM rating",
            "SELECT count(*) FROM rated_dossier",
            "SELECT sum(rated) FROM rating_day",
            "SELECT count(*) FROM outbox",
        ):
            [stored] = db.execute(query).fetchone()
            if stored != count:
                raise RuntimeError(f"{query}: {stored} instead of {count}")
