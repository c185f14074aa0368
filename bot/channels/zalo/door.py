"""Zalo's Official Account as the application serves it."""

import asyncio
from typing import TYPE_CHECKING

from bot.channels.base import Findings, Messenger, Page
from bot.channels.file_links import FileLinks
from bot.intake import Intake
from bot.settings.settings import Settings
from handlers.kit.occasion import Office
from storage.database import Database
from storage.ground.channels import ZALO
from storage.messages.traffic import OutgoingMessage

if TYPE_CHECKING:
    from bot.channels.zalo.channel import Zalo

FILES = "/tep/zalo"
PICTURE = "/static/phone.png"


class GivenToken:
    def __init__(self, token: str) -> None:
        self._token = token

    async def token(self) -> str:
        return self._token

    async def refused(self, token: str) -> None:
        """There is no other."""


def messenger(settings: Settings, database: Database, office: Office) -> Messenger | None:
    if not settings.serves_zalo_account:
        return None
    links = FileLinks(database, office.secret, settings.public_url, FILES, settings.zalo_link_days, settings.data_dir)
    return Door(_make_zalo(settings, database, office, links), settings, links)


def _make_zalo(settings: Settings, database: Database, office: Office, links: FileLinks) -> "Zalo":
    # Loaded only where there is an account (docs/decisions/loaded-when-needed.md).
    from bot.channels.zalo.api import Api
    from bot.channels.zalo.channel import Zalo

    token = settings.zalo_access_token.get_secret_value() if settings.zalo_access_token else ""
    return Zalo(
        database,
        Api(settings.zalo_api_url, GivenToken(token), settings.zalo_rate),
        settings.zalo_oa_id,
        office.secret,
        links,
        f"{settings.public_url}{PICTURE}",
        phone_is_own=settings.zalo_phone_is_own,
    )


class Door:
    service = "Zalo"

    def __init__(self, zalo: "Zalo", settings: Settings, links: FileLinks) -> None:
        self.name = ZALO
        self._zalo = zalo
        self._settings = settings
        self._links = links

    async def send(self, message: OutgoingMessage) -> None:
        await self._zalo.send(message)

    async def fetch(self, reference: str) -> bytes:
        return await self._zalo.fetch(reference)

    def pages(self, intake: Intake) -> list[Page]:
        from bot.channels.zalo.webhook import ZaloWebhook

        settings = self._settings
        key = settings.zalo_oa_secret_key.get_secret_value() if settings.zalo_oa_secret_key else ""
        firsts = (settings.zalo_app_id, settings.zalo_oa_id)
        return [ZaloWebhook(self._zalo, intake, firsts, key, settings.zalo_verifier), self._links]

    async def serve(self, intake: Intake) -> None:
        """Zalo comes to us."""
        await asyncio.Event().wait()

    async def examine(self, found: Findings) -> None:
        if not self._settings.public_url:
            found.bad("zalo_address")

    async def close(self) -> None:
        await self._zalo.close()
