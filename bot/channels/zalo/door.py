"""Zalo's Official Account as the application serves it."""

import asyncio
from collections.abc import Mapping
from typing import TYPE_CHECKING

from bot.channels.base import Findings, Messenger, Page, Progress
from bot.channels.file_links import FileLinks
from bot.intake import Intake, utc_now
from bot.settings.settings import Settings
from handlers.kit.occasion import Office
from storage.database import Database
from storage.ground.channels import ZALO
from storage.messages.traffic import OutgoingMessage

if TYPE_CHECKING:
    from bot.channels.zalo.account import Account
    from bot.channels.zalo.channel import Zalo

FILES = "/tep/zalo"
PICTURE = "/static/phone.png"


def messenger(settings: Settings, database: Database, office: Office) -> Messenger | None:
    if not settings.serves_zalo_account:
        return None
    links = FileLinks(database, office.secret, settings.public_url, FILES, settings.zalo_link_days, settings.data_dir)
    # Loaded only where there is an account (docs/decisions/loaded-when-needed.md).
    from bot.channels.zalo.account import Account

    account = Account(settings, database)
    return Door(_make_zalo(settings, database, office, links, account), settings, links, account)


def _make_zalo(settings: Settings, database: Database, office: Office, links: FileLinks, account: "Account") -> "Zalo":
    from bot.channels.zalo.api import Api
    from bot.channels.zalo.channel import Zalo

    return Zalo(
        database,
        Api(settings.zalo_api_url, account.tokens, settings.zalo_rate),
        settings.zalo_oa_id,
        office.secret,
        links,
        f"{settings.public_url}{PICTURE}",
        account.rating_messages,
        phone_is_own=settings.zalo_phone_is_own,
    )


class Door:
    service = "Zalo"

    def __init__(self, zalo: "Zalo", settings: Settings, links: FileLinks, account: "Account") -> None:
        self.name = ZALO
        self._account = account
        self._zalo = zalo
        self._settings = settings
        self._links = links

    async def send(self, message: OutgoingMessage, progress: Progress) -> None:
        await self._zalo.send(message, progress)

    async def fetch(self, reference: str) -> bytes:
        return await self._zalo.fetch(reference)

    def pages(self, intake: Intake) -> list[Page]:
        from bot.channels.zalo.webhook import ZaloWebhook

        settings = self._settings
        key = settings.zalo_oa_secret_key.get_secret_value() if settings.zalo_oa_secret_key else ""
        firsts = (settings.zalo_app_id, settings.zalo_oa_id)
        return [ZaloWebhook(self._zalo, intake, firsts, key, settings.zalo_verifier), self._links]

    async def serve(self, intake: Intake) -> None:
        """Zalo comes to us; meanwhile its permission is kept, and what it could not pass on is fetched."""
        async with asyncio.TaskGroup() as beside:
            beside.create_task(self._account.tokens.keep())
            beside.create_task(self._account.missed_ratings.watch(intake))

    async def ask_by_phone(self, phones: Mapping[str, str]) -> None:
        await self._account.rating_messages.ask_by_phone(phones)

    async def examine(self, found: Findings) -> None:
        from bot.channels.zalo.doctor import examine_permission

        if not self._settings.public_url:
            found.bad("zalo_address")
        await examine_permission(found, self._account, self._settings, utc_now())

    async def close(self) -> None:
        await self._account.close()
        await self._zalo.close()
