"""Updates that Telegram posts to us."""

import logging
from typing import Any

from starlette.exceptions import HTTPException

from bot.channels.posted import SecretDoor
from bot.channels.telegram.answers import read_json
from bot.channels.telegram.channel import Telegram
from bot.channels.telegram.updates import named_update
from bot.intake import Intake

PATH = "/telegram"
log = logging.getLogger(__name__)


def webhook(telegram: Telegram, intake: Intake, secret: str) -> SecretDoor:
    async def take(body: bytes) -> None:
        await telegram.take(intake, [_update(body)])

    return SecretDoor(PATH, "x-telegram-bot-api-secret-token", secret, take)


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
