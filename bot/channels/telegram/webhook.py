"""Updates that Telegram posts to us, proved by the secret we gave it with the address."""

import hmac

from bot.channels.telegram.channel import Telegram
from bot.intake import Intake


class TelegramWebhook:
    def __init__(self, telegram: Telegram, intake: Intake, secret: str) -> None:
        self._telegram = telegram
        self._intake = intake
        self._secret = secret

    def is_genuine(self, header: str | None) -> bool:
        return hmac.compare_digest(self._secret.encode(), (header or "").encode())

    async def take(self, update: object) -> None:
        await self._telegram.take(self._intake, [update])
