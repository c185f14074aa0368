import socket
from pathlib import Path

import pytest
from pydantic import SecretStr

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
