"""Puts the parts together and runs them until the process is told to stop."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from dataclasses import replace

from bot.channels.base import Channel
from bot.channels.telegram.channel import Telegram
from bot.delivery import Delivery
from bot.intake import Clock, Intake, utc_now
from bot.settings import Settings
from handlers.context import Office
from handlers.menus import command_menu
from storage.database import Database
from storage.migrate import migrate

log = logging.getLogger(__name__)


def office_of(settings: Settings) -> Office:
    return Office(
        agency=settings.agency, secret=settings.secret(), public_url=settings.public_url, demo=settings.demo
    )


def telegram_of(settings: Settings, database: Database) -> Telegram | None:
    if settings.telegram_token is None:
        return None
    return Telegram(
        database,
        settings.telegram_token.get_secret_value(),
        settings.telegram_api_url,
        settings.telegram_rate,
        settings.telegram_chat_rate,
    )
