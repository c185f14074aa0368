"""The Bot Platform of Zalo: updates in by polling or webhook, messages out."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from typing import Any, TypeVar

from bot.channels.base import NotSent
from bot.channels.zalo_bot.api import FORBIDDEN, IDLE, TOO_MANY, UNAUTHORISED, Api, Refused, Unreachable
from bot.channels.zalo_bot.outgoing import Outgoing, TakenInPart
from bot.channels.zalo_bot.pictures import Pictures
from bot.channels.zalo_bot.updates import read_or_none, updates_of
from bot.intake import Intake
from storage.database import Database
from storage.ground.channels import ZALO_BOT, declared
from storage.messages.traffic import OutgoingMessage
from storage.outages import Outage, Unavailable

POLL_SECONDS = 30
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
# So often nothing may come before it is asked whether a webhook takes it: then polling is met with silence.
IDLE_BEFORE_A_LOOK = 20
# A server that answers at once that there is nothing must not be asked without a pause.
SHORTEST_POLL = 1.0
QUOTA_PAUSE = 600.0
T = TypeVar("T")
log = logging.getLogger(__name__)


class ZaloBot:
    name = ZALO_BOT

    def __init__(
        self,
        database: Database,
        token: str,
        root: str,
        clock: Callable[[], datetime],
        link: Callable[[int], str] | None = None,
    ) -> None:
        self._api = Api(token, root)
        self._pictures = Pictures(root)
        self._outgoing = Outgoing(self._api, database, link, clock)
        self.outage = Outage(declared(ZALO_BOT).service)

    async def connect(self) -> str:
        """The bot's name. Raises NotSent with what to do about it."""
        try:
            about = await self._api.call("getMe")
        except Refused as error:
            raise NotSent(error.reason, retry=error.code != UNAUTHORISED) from None
        except Unreachable as error:
            raise NotSent(str(error), retry=True) from None
        name = about.get("account_name") if isinstance(about, dict) else None
        return name if isinstance(name, str) else ""

    async def close(self) -> None:
        await self._api.close()

    # --- in

    async def poll(self, intake: Intake) -> None:
        """The platform gives an update once and forgets it: what that means is in
        docs/decisions/polling-without-an-offset.md."""
        await self._retry(lambda: self._api.call("deleteWebhook"))
        idle = 0
        while True:
            began = time.monotonic()
            updates = await self._retry(self._updates)
            if updates:
                idle = 0
                await self._take_at_last(intake, updates)
                continue
            idle += 1
            if idle % IDLE_BEFORE_A_LOOK == 0:
                await self._retry(self._no_webhook)
            await asyncio.sleep(max(SHORTEST_POLL - (time.monotonic() - began), 0))

    async def _updates(self) -> Sequence[Any]:
        try:
            answer = await self._api.call("getUpdates", {"timeout": str(POLL_SECONDS)}, POLL_SECONDS + 10)
        except Refused as error:
            if error.code == IDLE:
                return ()
            raise
        return updates_of(answer)

    async def _no_webhook(self) -> None:
        about = await self._api.call("getWebhookInfo")
        if isinstance(about, dict) and about.get("url"):
            log.warning("a webhook of the Zalo bot was set elsewhere and is taken away: this process polls")
            await self._api.call("deleteWebhook")

    async def _retry(self, function: Callable[[], Awaitable[T]]) -> T:
        """For as long as it takes."""
        pause = FIRST_PAUSE
        while True:
            try:
                answer = await function()
            except (Refused, Unreachable) as error:
                self.outage.lasts(str(error))
            except Exception as error:
                self.outage.lasts(f"unexpected {type(error).__name__}")
            else:
                self.outage.ends()
                return answer
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    async def _take_at_last(self, intake: Intake, updates: Sequence[Any]) -> None:
        while True:
            try:
                await self.take(intake, updates)
                return
            except Unavailable:
                await asyncio.sleep(2)
            except Exception as error:
                log.warning("the intake does not take messages: %r; trying again", error)
                await asyncio.sleep(2)

    async def take(self, intake: Intake, updates: Sequence[Any]) -> None:
        """Returns once what these updates say is committed; raises where the database did not take it."""
        await intake.submit(*(message for update in updates if (message := read_or_none(update)) is not None))

    async def set_webhook(self, url: str, secret: str) -> None:
        await self._retry(lambda: self._api.call("setWebhook", {"url": url, "secret_token": secret}))

    # --- out

    async def send(self, message: OutgoingMessage) -> None:
        try:
            await self._outgoing.send(message)
        except TakenInPart as failure:
            raise _not_sent(failure.__cause__, failure.went) from None

    async def fetch(self, reference: str) -> bytes:
        """The bytes of a picture somebody sent."""
        return await self._pictures.fetch(reference)


def _not_sent(error: BaseException | None, went: int) -> NotSent:
    """A token can be given anew, and a quota has an end: both are waited for."""
    if not isinstance(error, Refused):
        reason = str(error) if isinstance(error, Unreachable) else "it went, and that cannot be stored now"
        return NotSent(reason, retry=True, went=went)
    if error.code == TOO_MANY:
        return NotSent(error.reason, retry=True, after=QUOTA_PAUSE, went=went)
    waits = error.code in (UNAUTHORISED, IDLE) or error.code >= 500
    return NotSent(error.reason, retry=waits, gone=error.code == FORBIDDEN, went=went)
