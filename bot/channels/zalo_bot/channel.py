"""The Bot Platform of Zalo: updates in by polling or webhook, messages out."""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import Any

from bot.channels.base import NotSent, Progress
from bot.channels.fetching import SentFiles
from bot.channels.persisting import Persistence, take_at_last
from bot.channels.zalo_bot.api import BAD_REQUEST, FORBIDDEN, IDLE, TOO_MANY, UNAUTHORISED, Api, Refused, Unreachable
from bot.channels.zalo_bot.outgoing import Outgoing
from bot.channels.zalo_bot.updates import read_or_none, updates_of
from bot.intake import Intake
from storage.database import Database
from storage.ground.channels import ZALO_BOT, declared
from storage.messages.traffic import OutgoingMessage
from storage.messages.unsent import Unsent

POLL_SECONDS = 30
# So often nothing may come before it is asked whether a webhook takes it: then polling is met with silence.
IDLE_BEFORE_A_LOOK = 20
# A server that answers at once that there is nothing must not be asked without a pause.
SHORTEST_POLL = 1.0
QUOTA_PAUSE = 600.0
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
        *,
        rate: float = 10,
    ) -> None:
        self._api = Api(token, root)
        self._sent_files = SentFiles(root)
        self._outgoing = Outgoing(self._api, database, link, clock, rate)
        self.persistence = Persistence(declared(ZALO_BOT).service, _heeded)

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
        await self.persistence.until_done(lambda: self._api.call("deleteWebhook"))
        idle = 0
        while True:
            began = time.monotonic()
            updates = await self.persistence.until_done(self._updates)
            if updates:
                idle = 0
                await take_at_last(partial(self.take, intake, updates))
                continue
            idle += 1
            if idle % IDLE_BEFORE_A_LOOK == 0:
                await self.persistence.until_done(self._no_webhook)
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

    async def take(self, intake: Intake, updates: Sequence[Any]) -> None:
        """Returns once what these updates say is committed; raises where the database did not take it."""
        await intake.submit(*(message for update in updates if (message := read_or_none(update)) is not None))

    async def set_webhook(self, url: str, secret: str) -> None:
        await self.persistence.until_done(lambda: self._api.call("setWebhook", {"url": url, "secret_token": secret}))

    # --- out

    async def send(self, message: OutgoingMessage, progress: Progress) -> None:
        try:
            await self._outgoing.send(message, progress)
        except (Refused, Unreachable) as error:
            raise _not_sent(error) from None

    async def fetch(self, reference: str) -> bytes:
        """The bytes of a picture somebody sent."""
        return await self._sent_files.fetch(reference)


def _heeded(error: Exception) -> tuple[str, float | None]:
    if not isinstance(error, Refused | Unreachable):
        raise error
    return str(error), None


_WHY = {BAD_REQUEST: Unsent.CONTENT, UNAUTHORISED: Unsent.ACCOUNT, FORBIDDEN: Unsent.GONE, TOO_MANY: Unsent.QUOTA}


def _not_sent(error: Refused | Unreachable) -> NotSent:
    """A token can be given anew, and a quota has an end: both are waited for."""
    if isinstance(error, Unreachable):
        return NotSent(str(error), retry=True)
    why = _WHY.get(error.code, Unsent.OTHER)
    if error.code == TOO_MANY:
        return NotSent(error.reason, retry=True, after=QUOTA_PAUSE, why=why)
    waits = error.code in (UNAUTHORISED, IDLE) or error.code >= 500
    return NotSent(error.reason, retry=waits, gone=error.code == FORBIDDEN, why=why)
