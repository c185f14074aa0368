"""The running bot is killed with kill -9 at random instants while ratings stream in over Telegram, Zalo (both ways) and
the web.

Five kills, or as many as CCHC_CHAOS_KILLS says (`make chaos`). CCHC_CHAOS_SEED repeats the instants of an earlier run.
"""

import asyncio
import contextlib
import os
import random
import sqlite3
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession, ClientTimeout
from sqlalchemy import insert

from bot.channels.web.sessions import CITIZEN, address_of
from storage.database import Database
from storage.models import Dossier, DossierAccess, Person, Unit
from tests.bench.throughput import free_port
from tests.botapi import BotApiServer, User, tap, text_message
from tests.chat import SECRET
from tests.databases import sqlite_url
from tests.ending import ended
from tests.web_chat.chaos import Web, level, token
from tests.zalo_bot import chaos as platform
from tests.zalo_bot.server import ZaloBotServer
from tests.zalo_chat.setting import keep_permission
from tests.zalo_oa import chaos
from tests.zalo_oa.server import ZaloServer

KILLS = int(os.environ.get("CCHC_CHAOS_KILLS", "5"))
SEED = int(os.environ.get("CCHC_CHAOS_SEED", "0")) or random.SystemRandom().randrange(1, 10**6)
# So many people rate between two kills, on each channel.
ON_TELEGRAM, ON_THE_WEB, ON_ZALO, ON_THE_PLATFORM, BROWSERS = 60, 30, 20, 15, 6
FIRST_USER = 1_000_000


@dataclass
class Citizens:
    """Everyone has opened one returned dossier: person, dossier and tap have the same number."""

    telegram: list[int]
    web: list[int]
    zalo: list[int]
    zalo_bot: list[int]

    @classmethod
    def for_kills(cls, kills: int) -> "Citizens":
        telegram = range(1, kills * ON_TELEGRAM + 1)
        web = range(len(telegram) + 1, len(telegram) + kills * ON_THE_WEB + 1)
        zalo = range(web.stop, web.stop + kills * ON_ZALO)
        zalo_bot = range(zalo.stop, zalo.stop + kills * ON_THE_PLATFORM)
        return cls(list(telegram), list(web), list(zalo), list(zalo_bot))

    @property
    def numbers(self) -> list[int]:
        return self.telegram + self.web + self.zalo + self.zalo_bot

    def shares(self) -> "zip[tuple[list[int], ...]]":
        """What comes between two kills."""
        telegram, web = _shares(self.telegram, ON_TELEGRAM), _shares(self.web, ON_THE_WEB)
        zalo, zalo_bot = _shares(self.zalo, ON_ZALO), _shares(self.zalo_bot, ON_THE_PLATFORM)
        return zip(telegram, web, zalo, zalo_bot, strict=True)


def _shares(numbers: list[int], size: int) -> list[list[int]]:
    return [numbers[first : first + size] for first in range(0, len(numbers), size)]


def user(number: int) -> User:
    return User(FIRST_USER + number)


async def prepare(url: str, citizens: Citizens) -> None:
    now = datetime.now(UTC)
    addresses = [("telegram", str(user(number).id)) for number in citizens.telegram]
    addresses += [("web", address_of(token(number), CITIZEN)) for number in citizens.web]
    addresses += [("zalo", chaos.address(number)) for number in citizens.zalo]
    addresses += [("zalo_bot", platform.address(number)) for number in citizens.zalo_bot]
    person = {"language": "vi", "first_seen_at": now, "last_seen_on": now.date()}
    people = [{**person, "channel": channel, "address": address} for channel, address in addresses]
    day = now.date()
    dossier = {"unit_id": 1, "procedure_code": "P", "submitted": "direct", "received_on": day, "returned_on": day}
    database = Database(url)
    async with database.write() as db:
        await db.execute(insert(Unit), [{"name": "Sở Thử", "folded_name": "so thu"}])
        await db.execute(insert(Person), people)
        await db.execute(insert(Dossier), [{**dossier, "code": f"C-{number}"} for number in citizens.numbers])
        access = [
            {"person_id": number, "dossier_id": number, "opened_at": now, "told_at": now} for number in citizens.numbers
        ]
        await db.execute(insert(DossierAccess), access)
        await keep_permission(db)
        await platform.show_faces(db, citizens.zalo_bot, level, now)
    await database.close()


@dataclass
class Bot:
    """`cchc run` in a process of its own, again and again over one database."""

    folder: Path
    environment: dict[str, str]
    port: int

    @contextlib.asynccontextmanager
    async def lives(self) -> AsyncIterator[asyncio.subprocess.Process]:
        """Killed at the end of the block, if not before."""
        with (self.folder / "log").open("ab") as log:
            process = await asyncio.create_subprocess_exec(
                Path(sys.executable).with_name("cchc"),
                "run",
                env=self.environment,
                cwd=self.folder,
                stdout=log,
                stderr=log,
            )
        try:
            await until(self._answers, "the bot answers", process)
            yield process
        finally:
            if process.returncode is None:
                process.kill()
            await process.wait()

    async def _answers(self) -> bool:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", self.port)
        except OSError:
            return False
        writer.close()
        return True


async def until(is_so: Callable[[], Any], what: str, process: asyncio.subprocess.Process) -> None:
    deadline = time.monotonic() + 60
    while not await is_so():
        assert process.returncode is None, "the bot ended by itself"
        assert time.monotonic() < deadline, f"not within a minute: {what}"
        await asyncio.sleep(0.02)


async def stream(server: BotApiServer, numbers: list[int], chance: random.Random) -> None:
    """One tap after the other; every tenth citizen also writes something."""
    for number in numbers:
        person = user(number)
        question = server.chats.add_own(server.chat(person), {"text": "Ông/bà có hài lòng không?"})
        server.push(tap(person, question, f"rate:{number}:{level(number)}"))
        if number % 10 == 0:
            server.push(text_message(person, "/help"))
        await asyncio.sleep(chance.uniform(0, 0.02))


@pytest.fixture
async def zalo_bot() -> AsyncIterator[ZaloBotServer]:
    async with ZaloBotServer(idle_seconds=0.5) as zalo_bot:
        yield zalo_bot


async def test_no_rating_and_no_reply_is_lost_or_counted_twice_however_often_the_bot_is_killed(
    server: BotApiServer, zalo: ZaloServer, zalo_bot: ZaloBotServer, tmp_path: Path
) -> None:
    chance, citizens, port = random.Random(SEED), Citizens.for_kills(KILLS), free_port()
    url = sqlite_url(tmp_path)
    await prepare(url, citizens)
    more = chaos.environment(zalo) | platform.environment(zalo_bot)
    bot = Bot(tmp_path, _environment(server, url, tmp_path, port) | more, port)
    web = Web(f"http://127.0.0.1:{port}", chance)
    print(f"CCHC_CHAOS_SEED={SEED}")  # noqa: T201 - shown by pytest where the test fails
    async with ClientSession(timeout=ClientTimeout(5)) as session:
        posting = chaos.ZaloCitizens(web.url, chance, session, zalo=zalo)
        choosing = platform.BotCitizens(web.url, chance, session, platform=zalo_bot)
        browsers = [asyncio.create_task(web.browse(session)) for _ in range(BROWSERS)]
        rating: list[asyncio.Task[None]] = []
        for telegram_share, web_share, zalo_share, platform_share in citizens.shares():
            for number in web_share:
                web.waiting.put_nowait(number)
            rating.append(asyncio.create_task(posting.rate(zalo_share, level)))
            rating.append(asyncio.create_task(choosing.rate(platform_share, level)))
            streaming = asyncio.create_task(stream(server, telegram_share, chance))
            async with bot.lives() as process:
                if chance.random() < 0.7:  # the others die while the bot is still starting
                    await until(
                        _says_more_than(server.calls.count + ON_TELEGRAM // 4, server), "the bot works", process
                    )
                await asyncio.sleep(chance.uniform(0, 0.4))
            await streaming
        async with bot.lives() as process:
            await asyncio.gather(*rating)
            await until(lambda: _all_is_said(server, web, tmp_path), "everything is taken and answered", process)
            await _check_conversations(server, web, session, citizens)
        for those, numbers in ((posting, citizens.zalo), (choosing, citizens.zalo_bot)):
            assert sorted(those.acknowledged) == numbers
            assert those.unanswered(numbers) == [], "replies over Zalo are lost"
        for browser in browsers:
            await ended(browser)
    _check_database(tmp_path / "cchc.db", citizens)
    log = (tmp_path / "log").read_text("utf-8")
    assert "Traceback" not in log, log[-5000:]
    assert "is not available" not in log, "every service was there all the time"
    assert server.token not in log


def _environment(server: BotApiServer, url: str, folder: Path, port: int) -> dict[str, str]:
    own = {
        "CCHC_TELEGRAM_TOKEN": server.token,
        "CCHC_TELEGRAM_API_URL": server.url,
        "CCHC_WEB_REQUESTS_A_MINUTE": "100000",
        "CCHC_TELEGRAM_RATE": "1000000",
        "CCHC_TELEGRAM_CHAT_RATE": "1000",
        "CCHC_DATABASE_URL": url,
        "CCHC_SECRET_KEY": SECRET,
        "CCHC_WEB_PORT": str(port),
        "CCHC_DATA_DIR": str(folder),
    }
    return {**os.environ, **own}


def _rows(path: Path, sql: str) -> list[Any]:
    with contextlib.closing(sqlite3.connect(path)) as db:
        return db.execute(sql).fetchall()


def _says_more_than(calls: int, server: BotApiServer) -> Callable[[], Any]:
    async def is_so() -> bool:
        return server.calls.count > calls

    return is_so


async def _all_is_said(server: BotApiServer, web: Web, folder: Path) -> bool:
    is_taken = len(server.updates) == 0 and web.waiting._unfinished_tasks == 0  # type: ignore[attr-defined]
    return is_taken and not _rows(folder / "cchc.db", "SELECT 1 FROM outbox WHERE sent_at IS NULL LIMIT 1")


async def _check_conversations(server: BotApiServer, web: Web, session: ClientSession, citizens: Citizens) -> None:
    edited = {call.params["chat_id"] for call in server.calls.of("editMessageText") if call.ok}
    sent = {call.params["chat_id"] for call in server.calls.sent()}
    lost = [number for number in citizens.telegram if str(user(number).id) not in {str(id_) for id_ in edited | sent}]
    assert lost == [], "replies over Telegram are lost"
    writers = [number for number in citizens.telegram if number % 10 == 0]
    assert [number for number in writers if user(number).id not in sent] == [], "replies to texts are lost"
    assert sorted(web.acknowledged) == citizens.web
    for number in citizens.web:
        conversation = await web.conversation(session, number)
        assert [line["from"] for line in conversation] == ["me", "bot"], number
        assert "Đã ghi nhận" in conversation[1]["text"]


def _check_database(path: Path, citizens: Citizens) -> None:
    assert _rows(path, "PRAGMA integrity_check") == [("ok",)]
    assert _rows(path, "PRAGMA foreign_key_check") == []
    stored = _rows(path, "SELECT dossier_id, person_id, level FROM rating JOIN rated_dossier ON rating.id = rating_id")
    counted = Counter(dossier_id for dossier_id, _, _ in stored)
    assert [number for number in citizens.numbers if not counted[number]] == [], "acknowledged ratings are lost"
    assert [number for number, count in counted.items() if count > 1] == [], "ratings are counted twice"
    assert sorted(stored) == [(number, number, level(number)) for number in citizens.numbers]
    assert _rows(path, "SELECT count(*) FROM rating") == [(len(citizens.numbers),)]
    rows = "SELECT unit_id, rated_on, channel, count(*), sum(level >= 4) FROM rating GROUP BY 1, 2, 3 ORDER BY 1, 2, 3"
    rolled_up = "SELECT unit_id, day, channel, rated, satisfied FROM rating_day ORDER BY 1, 2, 3"
    assert _rows(path, rolled_up) == _rows(path, rows)
    months = "SELECT sum(rated), sum(satisfied), sum(identified), sum(covered) FROM "
    assert _rows(path, months + "rating_month") == _rows(path, months + "rating_day")
    assert _rows(path, "SELECT count(*) FROM outbox WHERE failure IS NOT NULL") == [(0,)]
