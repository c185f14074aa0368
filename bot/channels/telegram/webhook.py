"""Updates that Telegram posts to us, proved by the secret we gave it with the address."""

import hmac
import logging
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.channels.telegram.answers import read_json
from bot.channels.telegram.channel import Telegram
from bot.channels.telegram.updates import named_update
from bot.channels.web.bodies import read_body
from bot.intake import Intake
from storage.outages import Unavailable

MAX_UPDATE = 1_000_000
log = logging.getLogger(__name__)


class TelegramWebhook:
    def __init__(self, telegram: Telegram, intake: Intake, secret: str) -> None:
        self._telegram = telegram
        self._intake = intake
        self._secret = secret

    def routes(self) -> list[BaseRoute]:
        return [Route("/telegram", self.post, methods=["POST"])]

    async def post(self, request: Request) -> Response:
        """Answers once the update is committed."""
        if not self._is_genuine(request.headers.get("x-telegram-bot-api-secret-token")):
            raise HTTPException(403)
        try:
            await self._telegram.take(self._intake, [_update(await read_body(request, MAX_UPDATE))])
        except HTTPException:
            raise
        except Unavailable:
            raise HTTPException(503) from None
        except Exception as error:  # the intake has told where it comes from
            log.error("an update was not taken (%s); Telegram will post it again", type(error).__name__)
            raise HTTPException(503) from None
        return PlainTextResponse("")

    def _is_genuine(self, header: str | None) -> bool:
        return hmac.compare_digest(self._secret.encode(), (header or "").encode())


def _update(body: bytes) -> Any:
    """None for an update that cannot be read: Telegram would post it for a day, and all others behind it."""
    try:
        return read_json(body)
    except (ValueError, RecursionError):
        number = named_update(body)
        if number is None:
            raise HTTPException(400) from None
        log.error("update %d cannot be read and was set aside; nobody can be told", number)
        return None
