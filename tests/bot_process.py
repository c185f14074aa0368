"""The bot as a process of its own, as a system runs it."""

import asyncio
import contextlib
import os
import signal
from asyncio.subprocess import Process
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path

from aiohttp import ClientError, ClientSession

from tests.bench.throughput import free_port
from tests.chat import SECRET
from tests.command_line import CCHC
from tests.databases import sqlite_url


@dataclass
class BotProcess:
    process: Process
    port: int
    log: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def memory_mb(self) -> int:
        """Its own: without what is mapped of files, which the system takes back when it needs it."""
        status = Path(f"/proc/{self.process.pid}/status").read_text("ascii")
        [kilobytes] = [line.split()[1] for line in status.splitlines() if line.startswith("RssAnon")]
        return int(kilobytes) // 1024


@contextlib.asynccontextmanager
async def bot_process(
    folder: Path, before: Callable[[], None] | None = None, **settings: str
) -> AsyncIterator[BotProcess]:
    """Once it answers, until the block ends. Its log must hold no error. `before`: called in the new process."""
    port, log = free_port(), folder / "log"
    own = {
        "CCHC_DATABASE_URL": sqlite_url(folder),
        "CCHC_DATA_DIR": str(folder),
        "CCHC_SECRET_KEY": SECRET,
        "CCHC_WEB_PORT": str(port),
        **settings,
    }
    with log.open("wb") as output:
        process = await asyncio.create_subprocess_exec(
            CCHC, "run", env={**os.environ, **own}, stdout=output, stderr=output, preexec_fn=before
        )
        bot = BotProcess(process, port, log)
        try:
            await _answers(bot)
            yield bot
        finally:
            if process.returncode is None:
                process.send_signal(signal.SIGTERM)
                await asyncio.wait_for(process.wait(), 30)
    text = log.read_text("utf-8")
    assert "Traceback" not in text, text[-3000:]
    assert "ERROR" not in text


async def _answers(bot: BotProcess) -> None:
    async with asyncio.timeout(60), ClientSession() as session:
        while True:
            with contextlib.suppress(ClientError):
                async with session.get(f"{bot.url}/healthz") as answer:
                    if answer.status == 200:
                        return
            assert bot.process.returncode is None, bot.log.read_text("utf-8")
            await asyncio.sleep(0.05)
