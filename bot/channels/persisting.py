"""Asking a messenger's service, and our own database, until they answer: each in its time."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.channels.base import NotSent
from storage.ground.refusals import Refusal
from storage.outages import Outage, Unavailable

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
STORE_AGAIN_SECONDS = 2.0
T = TypeVar("T")
Heed = Callable[[Exception], tuple[str, float | None]]
log = logging.getLogger(__name__)


async def take_at_last(take: Callable[[], Awaitable[None]]) -> None:
    """Until the database has taken what arrived."""
    while True:
        try:
            await take()
            return
        except Unavailable:
            pass
        except Exception as error:
            log.warning("the intake does not take messages: %r; trying again", error)
        await asyncio.sleep(STORE_AGAIN_SECONDS)


class Persistence:
    """With one service. `heed`: what the log says of an error of its own, and the seconds it asks to wait for, if any;
    raises what it does not know."""

    def __init__(self, service: str, heed: Heed) -> None:
        self._heed = heed
        self._outage = Outage(service)

    async def until_done(self, function: Callable[[], Awaitable[T]], *final: type[Exception]) -> T:
        """For as long as it takes; raises only what is `final`. An unexpected error does not stop it and is logged in
        one line."""
        pause = FIRST_PAUSE
        while True:
            try:
                answer = await function()
            except final:
                raise
            except Exception as error:
                reason, asked = self._told(error)
                self._outage.lasts(reason)
                await asyncio.sleep(asked or pause)
            else:
                self._outage.ends()
                return answer
            pause = min(pause * 2, LONGEST_PAUSE)

    def _told(self, error: Exception) -> tuple[str, float | None]:
        if isinstance(error, NotSent):
            return error.reason, error.after
        try:
            return self._heed(error)
        except Exception:
            return f"unexpected {type(error).__name__}", None

    async def connected(self, connect: Callable[[], Awaitable[str]], refusal: str) -> str:
        """What `connect` gives; refuses with that key where trying again cannot help."""

        async def attempt() -> str:
            try:
                return await connect()
            except NotSent as failure:
                if failure.retry:
                    raise
                raise Refusal(refusal) from None

        return await self.until_done(attempt, Refusal)
