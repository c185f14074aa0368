"""The tests' own Bot API, asked by hand and by python-telegram-bot."""

from collections.abc import AsyncIterator

import pytest
from telegram import Bot

from tests.botapi import BotApiServer
from tests.botapi.asking import Ask, asking
from tests.botapi.people import LAN, MINH


@pytest.fixture
def server(server: BotApiServer) -> BotApiServer:
    """Two people have pressed Start."""
    server.meet(LAN, MINH)
    return server


@pytest.fixture
async def ask(server: BotApiServer) -> AsyncIterator[Ask]:
    async with asking(server) as ask:
        yield ask


@pytest.fixture
async def bot(server: BotApiServer) -> AsyncIterator[Bot]:
    async with Bot(server.token, base_url=server.base_url, base_file_url=server.base_file_url) as bot:
        yield bot
