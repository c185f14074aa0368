"""The running bot, and clients that only hold a place: requests without an end, more connections than one may have."""

import asyncio
import contextlib
import resource
import socket
import sys
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from aiohttp import ClientSession, TCPConnector

from tests.bot_process import bot_process

PATIENCE = 0.4  # seconds, for a request's head
FILES = 400
HEAD = "POST /api/chat/messages HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n{}\r\n"
SOMEBODY, ATTACKER = "127.0.0.2", "127.0.0.3"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only there a machine has many addresses of its own")


def _few_files() -> None:
    resource.setrlimit(resource.RLIMIT_NOFILE, (FILES // 4, FILES))


class Bot:
    def __init__(self, port: int) -> None:
        self.port = port

    async def connects(self, source: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        return await asyncio.open_connection("127.0.0.1", self.port, local_addr=(source, 0))

    async def is_reached_from(self, source: str, **headers: str) -> bool:
        connector = TCPConnector(local_addr=(source, 0))
        async with ClientSession(connector=connector) as session:
            address = f"http://127.0.0.1:{self.port}/healthz"
            try:
                async with asyncio.timeout(3), session.get(address, headers=headers) as answer:
                    return answer.status == 200
            except (OSError, TimeoutError):
                return False

    async def is_free_again_for(self, source: str) -> None:
        for _ in range(200):
            if await self.is_reached_from(source):
                return
            await asyncio.sleep(PATIENCE / 4)
        raise AssertionError(f"{source} gets no place again")


@contextlib.asynccontextmanager
async def _running(folder: Path, **settings: str) -> AsyncIterator[Bot]:
    own = {"CCHC_PUBLIC_URL": "https://so-thu.example", "CCHC_WEB_PATIENCE": str(PATIENCE)}
    async with bot_process(folder, _few_files, **(own | settings)) as process:
        yield Bot(process.port)


async def _end(reader: asyncio.StreamReader) -> str:
    """What the server says before it closes."""
    try:
        return (await reader.read()).decode()
    except ConnectionError:
        return ""


NO_PROXY = {"CCHC_TRUSTED_PROXIES": "192.0.2.1"}


@dataclass(frozen=True, slots=True)
class Place:
    """`is_late`: this machine was too busy to send the head at once: the request may end before it is let in."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    is_late: bool


async def _unfinished(bot: Bot, count: int) -> list[Place]:
    async def begins() -> Place:
        began = time.monotonic()
        reader, writer = await bot.connects(ATTACKER)
        writer.write(HEAD.format("").encode() + b"{")
        return Place(reader, writer, time.monotonic() - began > PATIENCE / 2)

    return await asyncio.gather(*(begins() for _ in range(count)))


async def test_unfinished_requests_end_and_hold_up_nobody(tmp_path: Path) -> None:
    async with _running(tmp_path, **NO_PROXY, CCHC_WEB_REQUESTS_A_MINUTE="60") as bot:
        began = time.time()
        places = await _unfinished(bot, FILES)
        assert await bot.is_reached_from(SOMEBODY)
        for _ in range(20):  # on a busy machine the first may have been let go meanwhile
            if not await bot.is_reached_from(ATTACKER):
                break
            places += await _unfinished(bot, FILES)
        else:
            pytest.fail("who holds all places of an address gets one more")
        async with asyncio.timeout(30 * PATIENCE):
            answers = await asyncio.gather(*(_end(place.reader) for place in places))
        said = [answer.split(" ")[1] for answer in answers if answer]
        minutes = 1 + int(time.time() // 60 - began // 60)  # sixty are let in in each that the test has seen
        late = sum(place.is_late for place in places)
        assert said.count("408") in range(1, 60 * minutes + late + 1)
        assert set(said) <= {"408", "503", "401", "429"}
        await bot.is_free_again_for(ATTACKER)
        for place in places:
            place.writer.close()


async def _is_let_go(bot: Bot, begins: str, drips: str) -> str:
    """What is said to a client that goes on like this."""
    reader, writer = await bot.connects(SOMEBODY)
    began = time.monotonic()
    writer.write(begins.encode())

    async def drip() -> None:
        while True:
            writer.write(drips.encode())
            await asyncio.sleep(PATIENCE / 4)

    dripping = asyncio.create_task(drip())
    async with asyncio.timeout(20 * PATIENCE):
        answer = await _end(reader)
    dripping.cancel()
    writer.close()
    assert time.monotonic() - began > PATIENCE / 2
    return answer


async def test_a_client_that_sends_nothing_or_drop_by_drop_is_let_go(tmp_path: Path) -> None:
    async with _running(tmp_path) as bot:
        ways = [("", ""), ("GET / HT", "T"), (HEAD.format(""), " ")]
        answers = await asyncio.gather(*(_is_let_go(bot, *way) for way in ways))
        assert {answer[:12] for answer in answers} <= {"", "HTTP/1.1 408"}


async def test_behind_a_proxy_one_address_leaves_room_for_the_others(tmp_path: Path) -> None:
    async with _running(tmp_path, CCHC_TRUSTED_PROXIES=ATTACKER, CCHC_WEB_REQUESTS_A_MINUTE="40") as bot:
        places = await asyncio.gather(*(bot.connects(ATTACKER) for _ in range(100)))
        for _, writer in places:
            writer.write(HEAD.format("X-Forwarded-For: 203.0.113.7\r\n").encode())
        assert await bot.is_reached_from(ATTACKER, **{"X-Forwarded-For": "198.51.100.1"})
        for _, writer in places:
            writer.close()


async def test_the_chats_of_many_behind_one_address_wait_longer_than_a_request_may_take(tmp_path: Path) -> None:
    patience = 4 * PATIENCE  # for the heads of a hundred at once, on a machine that is busy
    async with _running(tmp_path, **NO_PROXY, CCHC_WEB_PATIENCE=str(patience)) as bot:
        cookie = {"Cookie": f"__Host-cchc_session={'a-citizen-' * 4}"}
        address = f"http://127.0.0.1:{bot.port}/api/chat/messages?after=0&wait=5"
        connector = TCPConnector(local_addr=(SOMEBODY, 0), limit=0)
        async with ClientSession(connector=connector, headers=cookie) as session:

            async def waits() -> tuple[int, float]:
                began = time.monotonic()
                async with session.get(address) as answer:
                    await answer.read()
                    return answer.status, time.monotonic() - began

            waited = await asyncio.gather(*(waits() for _ in range(100)))
        assert {status for status, _ in waited} == {200}
        assert min(seconds for _, seconds in waited) > 3 * patience


CSS = Path(__file__).parents[1] / "bot/channels/web/pages/static/chat.css"


def _all_of(lazy: socket.socket) -> int:
    """How many bytes were on the way when the server gave up."""
    lazy.settimeout(30)
    got = 0
    with contextlib.suppress(ConnectionError):
        while piece := lazy.recv(65536):
            got += len(piece)
    return got


async def test_an_answer_that_nobody_reads_is_given_up(tmp_path: Path) -> None:
    async with _running(tmp_path, **NO_PROXY, CCHC_WEB_REQUESTS_A_MINUTE="1") as bot:
        with socket.socket() as lazy:
            lazy.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            lazy.bind((ATTACKER, 0))
            lazy.connect(("127.0.0.1", bot.port))
            # More than the sockets between them hold: what is not read stays with the server.
            lazy.sendall(b"GET /static/chat.css HTTP/1.1\r\nHost: x\r\n\r\n" * 1000)
            await asyncio.sleep(PATIENCE * 3)
            await bot.is_free_again_for(ATTACKER)
            got = await asyncio.to_thread(_all_of, lazy)
            assert 0 < got < 1000 * CSS.stat().st_size
