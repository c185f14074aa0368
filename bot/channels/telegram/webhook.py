"""Updates that Telegram posts to us, proved by the secret we gave it with the address."""

import hmac
import logging

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.channels.telegram.channel import Telegram
from bot.channels.web.bodies import read_json
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
        """Answered once it is committed."""
        if not self._is_genuine(request.headers.get("x-telegram-bot-api-secret-token")):
            raise HTTPException(403)
        try:
            await self._telegram.take(self._intake, [await read_json(request, MAX_UPDATE)])
        except HTTPException:
            raise
        except Unavailable:
            raise HTTPException(503) from None
        except Exception:
            log.exception("an update was not taken; Telegram will post it again")
            raise HTTPException(503) from None
        return PlainTextResponse("")

    def _is_genuine(self, header: str | None) -> bool:
        return hmac.compare_digest(self._secret.encode(), (header or "").encode())
