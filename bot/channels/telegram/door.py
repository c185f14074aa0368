"""Telegram as the application serves it: connecting, webhook or polling, and what `cchc doctor` says of it."""

import asyncio
from functools import partial
from typing import TYPE_CHECKING

from bot.channels.base import Findings, Messenger, NotSent, Page, Progress
from bot.channels.telegram.texts import chat_link
from bot.intake import Intake
from bot.settings.settings import Settings
from handlers.kit.command_menu import command_menu
from handlers.kit.occasion import Office
from handlers.routes import ROUTES
from handlers.words.catalogue import Words
from storage.database import Database
from storage.keys import keyed_hash
from storage.messages.traffic import OutgoingMessage

if TYPE_CHECKING:
    from bot.channels.telegram.channel import Telegram


def messenger(settings: Settings, database: Database, office: Office) -> Messenger | None:
    return None if settings.telegram_token is None else Door(make_telegram(settings, database), settings, office)


def make_telegram(settings: Settings, database: Database) -> "Telegram":
    # Loaded only where there is a token (docs/decisions/loaded-when-needed.md).
    from bot.channels.telegram.channel import Telegram

    token = settings.telegram_token.get_secret_value() if settings.telegram_token else ""
    rates = (settings.telegram_rate, settings.telegram_chat_rate)
    return Telegram(database, token, settings.telegram_api_url, *rates, settings.file_megabytes * 1024**2)


def webhook_secret(office: Office) -> str:
    return keyed_hash(office.secret, "telegram webhook")


class Door:
    service = "Telegram"

    def __init__(self, telegram: "Telegram", settings: Settings, office: Office) -> None:
        self.name = telegram.name
        self._telegram = telegram
        self._settings = settings
        self._office = office

    async def send(self, message: OutgoingMessage, progress: Progress) -> None:
        await self._telegram.send(message, progress)

    async def fetch(self, reference: str) -> bytes:
        return await self._telegram.fetch(reference)

    def pages(self, intake: Intake) -> list[Page]:
        from bot.channels.telegram.webhook import webhook

        return [webhook(self._telegram, intake, webhook_secret(self._office))]

    async def serve(self, intake: Intake) -> None:
        """Refuses with `setup.telegram`."""
        from bot.channels.telegram.webhook import PATH

        name = await self._telegram.persistence.connected(self._start, "setup.telegram")
        self._office.opens_chat = partial(chat_link, name)
        if self._settings.public_url:
            await self._telegram.set_webhook(f"{self._settings.public_url}{PATH}", webhook_secret(self._office))
            await asyncio.Event().wait()
        await self._telegram.poll(intake)

    async def _start(self) -> str:
        menu = command_menu(Words("vi"), [route for route in ROUTES.commands if route.listed and not route.roles])
        return await self._telegram.start(menu)

    async def examine(self, found: Findings) -> None:
        settings = self._settings
        try:
            name = await self._telegram.connect()
            found.good("telegram", name=name, way="webhook" if settings.public_url else "polling")
        except NotSent as failure:
            found.bad("telegram_broken" if failure.retry else "telegram_token", url=settings.telegram_api_url)

    async def close(self) -> None:
        await self._telegram.close()
