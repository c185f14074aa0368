import asyncio
import socket
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from pydantic import SecretStr

from bot.channels.web.serving import WebServer, listen
from bot.commands.running import run_bot
from bot.settings.settings import Settings
from storage.ground.refusals import Refusal
from tests.chat import SECRET
from tests.databases import sqlite_url


@pytest.mark.parametrize("public_url", ["", "https://so-thu.example"])
async def test_a_port_that_another_program_has_is_said_before_any_address(tmp_path: Path, public_url: str) -> None:
    shown: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as other:
        settings = Settings(
            database_url=sqlite_url(tmp_path),
            secret_key=SecretStr(SECRET),
            web_port=other.getsockname()[1],
            public_url=public_url,
        )
        with pytest.raises(Refusal) as refused:
            await run_bot(settings, shown.append)
    assert refused.value.key == "setup.port"
    assert refused.value.values["reason"] == "đang có chương trình khác dùng"
    assert shown == []


async def test_whoever_waits_for_the_page_has_it_before_anything_else_begins() -> None:
    began: list[str] = []

    async def page(scope: Any, receive: Any, send: Any) -> None:
        began.append("page")
        await send({"type": "http.response.start", "status": 200})
        await send({"type": "http.response.body"})

    listening = listen("127.0.0.1", 0)
    with socket.create_connection(listening.getsockname()) as browser:
        browser.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        server = WebServer(uvicorn.Config(page, lifespan="off", log_level="warning"), lambda: None)
        web = asyncio.create_task(server.serve([listening]))
        await server.answers()
        began.append("the rest")
        browser.close()
        server.should_exit = True
        await web
    assert began == ["page", "the rest"]


async def test_nobody_waits_for_a_web_server_that_does_not_start() -> None:
    listening = listen("127.0.0.1", 0)
    listening.close()
    server = WebServer(uvicorn.Config(lambda: None, lifespan="off", log_level="critical"), lambda: None)
    web = asyncio.create_task(server.serve([listening]))
    await asyncio.wait_for(server.answers(), 60)
    with pytest.raises(OSError, match="Bad file descriptor"):
        await web
