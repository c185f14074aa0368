"""Over which wire the conversations of a test run go: `CCHC_TEST_CHANNEL=zalo_bot`, or none."""

import contextlib
import os
from collections.abc import AsyncIterator

from bot.intake import Clock
from storage.database import Database
from tests.wires.wire import Wire

WIRES = ("zalo_bot",)


def chosen() -> str:
    return os.environ.get("CCHC_TEST_CHANNEL", "")


@contextlib.asynccontextmanager
async def wire(channel: str, database: Database, clock: Clock) -> AsyncIterator[Wire]:
    """Each loads its own server alone."""
    if channel == "zalo_bot":
        from tests.wires.numbered import Numbered
        from tests.zalo_bot.server import ZaloBotServer

        async with ZaloBotServer() as server:
            numbered = Numbered(server, database, clock)
            try:
                yield numbered
            finally:
                await numbered.close()
    else:
        raise ValueError(f"there is no wire for {channel}")


if __name__ == "__main__":
    print(*WIRES)  # noqa: T201 - for `make channels`
