"""Updates that the Bot Platform posts to us, proved by the secret we gave it with the address."""

import hmac
import json
import logging
from collections.abc import Sequence
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.channels.web.bodies import read_body
from bot.channels.zalo_bot.channel import ZaloBot
from bot.channels.zalo_bot.updates import updates_of
from bot.intake import Intake
from storage.outages import Unavailable

PATH = "/zalo-bot"
MAX_UPDATE = 1_000_000
log = logging.getLogger(__name__)


class ZaloBotWebhook:
    def __init__(self, zalo_bot: ZaloBot, intake: Intake, secret: str) -> None:
        self._zalo_bot = zalo_bot
        self._intake = intake
        self._secret = secret

    def routes(self) -> list[BaseRoute]:
        return [Route(PATH, self.post, methods=["POST"])]

    async def post(self, request: Request) -> Response:
        """Answers once the update is committed."""
        if not self._is_genuine(request.headers.get("x-bot-api-secret-token")):
            raise HTTPException(403)
        try:
            await self._zalo_bot.take(self._intake, _updates(await read_body(request, MAX_UPDATE)))
        except HTTPException:
            raise
        except Unavailable:
            raise HTTPException(503) from None
        except Exception as error:  # the intake has told where it comes from
            log.error("an update was not taken (%s); it has to be posted again", type(error).__name__)
            raise HTTPException(503) from None
        return PlainTextResponse("")

    def _is_genuine(self, header: str | None) -> bool:
        return hmac.compare_digest(self._secret.encode(), (header or "").encode())


def _updates(body: bytes) -> Sequence[Any]:
    """None at all in what cannot be read: it would be posted again and again."""
    try:
        return updates_of(json.loads(body))
    except (ValueError, RecursionError):
        log.error("an update cannot be read and was set aside; nobody can be told")
        return ()
