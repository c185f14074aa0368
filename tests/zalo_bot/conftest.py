from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.databases import sqlite_url
from tests.whole import Whole, running
from tests.zalo_bot.server import ZaloBotServer
from tests.zalo_bot.talking import zalo_bot_settings


@pytest.fixture
async def zalo() -> AsyncIterator[ZaloBotServer]:
    """Zalo's Bot Platform, on a free port."""
    async with ZaloBotServer() as zalo:
        yield zalo


@pytest.fixture
async def bot(zalo: ZaloBotServer, tmp_path: Path) -> AsyncIterator[Whole]:
    async with running(zalo_bot_settings(zalo, sqlite_url(tmp_path))) as bot:
        yield bot
