"""Over which wire the conversations of a test run go: `CCHC_TEST_CHANNEL=telegram`, or none."""

import contextlib
import os
from collections.abc import AsyncIterator, Callable

from bot.intake import Clock
from storage.database import Database
from tests.wires.wire import Wire

Over = Callable[[Database, Clock], contextlib.AbstractAsyncContextManager[Wire]]


def chosen() -> str:
    return os.environ.get("CCHC_TEST_CHANNEL", "")


@contextlib.asynccontextmanager
async def _telegram(database: Database, _: Clock) -> AsyncIterator[Wire]:
    from tests.botapi import BotApiServer
    from tests.wires.telegram import TelegramWire

    async with BotApiServer() as server, contextlib.aclosing(TelegramWire(server, database)) as wire:
        yield wire


@contextlib.asynccontextmanager
async def _zalo(database: Database, clock: Clock) -> AsyncIterator[Wire]:
    from tests.wires.account import AccountWire
    from tests.zalo_oa.server import ZaloServer

    async with ZaloServer() as server, contextlib.aclosing(AccountWire(server, database, clock)) as wire:
        yield wire


@contextlib.asynccontextmanager
async def _zalo_bot(database: Database, clock: Clock) -> AsyncIterator[Wire]:
    from tests.wires.numbered import Numbered
    from tests.zalo_bot.server import ZaloBotServer

    async with ZaloBotServer() as server, contextlib.aclosing(Numbered(server, database, clock)) as wire:
        yield wire


# Each loads its own server alone.
WIRES: dict[str, Over] = {"telegram": _telegram, "zalo": _zalo, "zalo_bot": _zalo_bot}


def wire(channel: str, database: Database, clock: Clock) -> contextlib.AbstractAsyncContextManager[Wire]:
    return WIRES[channel](database, clock)


if __name__ == "__main__":
    print(*WIRES)  # noqa: T201 - for `make channels`
