"""Our whole bot and Telegram's own JSON, by polling unless a module says otherwise."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.botapi import TOKEN, BotApiServer
from tests.databases import sqlite_url
from tests.whole import Whole, errors_of, running, telegram_settings


@pytest.fixture
async def bot(server: BotApiServer, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> AsyncIterator[Whole]:
    async with running(telegram_settings(server, sqlite_url(tmp_path))) as bot:
        yield bot
    assert TOKEN not in caplog.text
    assert errors_of(caplog) == []
