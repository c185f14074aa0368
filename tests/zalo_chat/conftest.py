"""Our whole bot and Zalo's own JSON."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.bench.throughput import free_port
from tests.databases import sqlite_url
from tests.whole import Whole, errors_of, running
from tests.zalo_chat.setting import permitted, zalo_settings
from tests.zalo_oa.people import Follower
from tests.zalo_oa.server import OA_SECRET, TOKEN, ZaloServer


@pytest.fixture
async def bot(zalo: ZaloServer, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> AsyncIterator[Whole]:
    async with running(zalo_settings(zalo, await permitted(sqlite_url(tmp_path)), free_port())) as bot:
        yield bot
    assert TOKEN not in caplog.text
    assert OA_SECRET not in caplog.text
    assert errors_of(caplog) == []


@pytest.fixture
def lan(zalo: ZaloServer, bot: Whole) -> Follower:
    return Follower(zalo, bot, "7410000000000000001")


@pytest.fixture
def minh(zalo: ZaloServer, bot: Whole) -> Follower:
    return Follower(zalo, bot, "7410000000000000002")
