"""The Bot Platform of Zalo as the application serves it: by webhook where there is a public address, or else by
polling."""

import asyncio
from typing import TYPE_CHECKING

from bot.channels.base import Findings, Messenger, NotSent, Page, Progress
from bot.channels.file_links import FileLinks
from bot.intake import Intake, utc_now
from bot.settings.settings import Settings
from handlers.kit.occasion import Office
from storage.database import Database
from storage.ground.channels import ZALO_BOT, declared
from storage.keys import keyed_hash
from storage.messages.traffic import OutgoingMessage

if TYPE_CHECKING:
    from bot.channels.zalo_bot.channel import ZaloBot

FILES = "/zalo-bot/files"
LINK_DAYS = 7


def messenger(settings: Settings, database: Database, office: Office) -> Messenger | None:
    return None if settings.zalo_bot_token is None else Door(settings, database, office)


class Door:
    name = ZALO_BOT
    service = declared(ZALO_BOT).service

    def __init__(self, settings: Settings, database: Database, office: Office) -> None:
        self._settings = settings
        self._secret = keyed_hash(office.secret, "zalo bot webhook")
        self._links = FileLinks(database, office.secret, settings.public_url, FILES, LINK_DAYS, settings.data_dir)
        self._zalo_bot = _make(settings, database, self._links if settings.public_url else None)

    async def send(self, message: OutgoingMessage, progress: Progress) -> None:
        await self._zalo_bot.send(message, progress)

    async def fetch(self, reference: str) -> bytes:
        return await self._zalo_bot.fetch(reference)

    def pages(self, intake: Intake) -> list[Page]:
        from bot.channels.zalo_bot.webhook import webhook

        return [webhook(self._zalo_bot, intake, self._secret), self._links]

    async def serve(self, intake: Intake) -> None:
        """Refuses with `setup.zalo_bot`."""
        await self._zalo_bot.persistence.connected(self._zalo_bot.connect, "setup.zalo_bot")
        if self._settings.public_url:
            from bot.channels.zalo_bot.webhook import PATH

            await self._zalo_bot.set_webhook(f"{self._settings.public_url}{PATH}", self._secret)
            await asyncio.Event().wait()
        await self._zalo_bot.poll(intake)

    async def examine(self, found: Findings) -> None:
        way = "webhook" if self._settings.public_url else "polling"
        try:
            found.good("zalo_bot", name=await self._zalo_bot.connect(), way=way)
        except NotSent as failure:
            url = self._settings.zalo_bot_api_url
            found.bad("zalo_bot_broken" if failure.retry else "zalo_bot_token", url=url)
            return
        if not self._settings.public_url:
            found.note("zalo_bot_polling")

    async def close(self) -> None:
        await self._zalo_bot.close()


def _make(settings: Settings, database: Database, links: FileLinks | None) -> "ZaloBot":
    # Loaded only where there is a token (docs/decisions/loaded-when-needed.md).
    from bot.channels.zalo_bot.channel import ZaloBot

    token = settings.zalo_bot_token.get_secret_value() if settings.zalo_bot_token else ""
    link = links.make if links else None
    return ZaloBot(database, token, settings.zalo_bot_api_url, utc_now, link, rate=settings.zalo_bot_rate)
