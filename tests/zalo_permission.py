"""An account that has permitted the bot, processes that share the permission, and the clock they all have."""

import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.channels.base import NotSent
from bot.channels.zalo.permissions import Permissions
from bot.channels.zalo.service import Service
from bot.channels.zalo.tokens import Tokens
from storage.database import Database
from storage.ground.channels import ZALO
from storage.messages.grants import Pair, keep_grant
from tests.chat import NOON
from tests.databases import sqlite_url
from tests.zalo_services import ZaloServices, zalo_settings

HALF = timedelta(hours=12, minutes=30)
OVER = timedelta(hours=25)


@dataclass
class House:
    """Processes over one database, and the clock they all have."""

    zalo: ZaloServices
    url: str
    now: datetime = NOON
    closing: list[Callable[[], Awaitable[None]]] = field(default_factory=list)

    def process(self) -> Tokens:
        database, service = Database(self.url), Service(timeout=5)
        permissions = Permissions(zalo_settings(self.zalo, self.url), service, lambda: self.now)
        tokens = Tokens(database, permissions, lambda: self.now)
        self.closing += [service.close, database.close]
        return tokens

    async def is_permitted(self) -> None:
        """A pair that the service knows."""
        await self.writes(Pair(self.zalo.access, self.zalo.refresh, self.now + OVER))

    async def writes(self, pair: Pair) -> None:
        database = Database(self.url)
        async with database.write() as db:
            await keep_grant(db, ZALO, pair, self.now)
        await database.close()

    @property
    def renewals(self) -> int:
        return len(self.zalo.calls("/v4/oa/access_token"))


@contextlib.asynccontextmanager
async def permitted(url: str) -> AsyncIterator[House]:
    async with ZaloServices() as zalo:
        house = House(zalo, url)
        await house.is_permitted()
        try:
            yield house
        finally:
            for close in house.closing:
                await close()


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with permitted(sqlite_url(tmp_path)) as house:
        yield house


async def without(tokens: Tokens) -> NotSent:
    with pytest.raises(NotSent) as failure:
        await tokens.token()
    assert failure.value.retry
    return failure.value
