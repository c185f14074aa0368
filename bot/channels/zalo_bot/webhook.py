"""Updates that the Bot Platform posts to us."""

import json
import logging
from collections.abc import Sequence
from typing import Any

from bot.channels.posted import SecretDoor
from bot.channels.zalo_bot.channel import ZaloBot
from bot.channels.zalo_bot.updates import updates_of
from bot.intake import Intake

PATH = "/zalo-bot"
log = logging.getLogger(__name__)


def webhook(zalo_bot: ZaloBot, intake: Intake, secret: str) -> SecretDoor:
    async def take(body: bytes) -> None:
        await zalo_bot.take(intake, _updates(body))

    return SecretDoor(PATH, "x-bot-api-secret-token", secret, take)


def _updates(body: bytes) -> Sequence[Any]:
    """None at all in what cannot be read: it would be posted again and again."""
    try:
        return updates_of(json.loads(body))
    except (ValueError, RecursionError):
        log.error("an update cannot be read and was set aside; nobody can be told")
        return ()
