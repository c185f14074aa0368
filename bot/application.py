"""Puts the parts together and runs them until the process is told to stop."""

import asyncio
import logging
from collections.abc import Callable
from typing import Any

import uvicorn

from bot.channels.base import Channel, NotSent
from bot.channels.telegram.channel import Telegram
from bot.channels.web.chat import WebChat
from bot.channels.web.server import make_app
from bot.delivery import Delivery
from bot.demo import Personas, load_samples
from bot.intake import Clock, Intake, utc_now
from bot.jobs import Worker
from bot.schedule import Schedule
from bot.settings import Settings
from handlers.catalogue import Words
from handlers.jobs import Workshop
from handlers.menus import command_menu
from handlers.occasion import Office
from handlers.routes import ROUTES
from storage import traffic
from storage.conversations import WEB
from storage.database import Database
from storage.facts import is_healthy
from storage.keys import keyed_hash
from storage.migrate import migrate
from storage.rating_flags import forget_sources

CLEAN_UP_SECONDS = 3600
log = logging.getLogger(__name__)


class Application:
    """All parts over one database. `clock` is theirs all."""

    def __init__(self, settings: Settings, clock: Clock = utc_now) -> None:
        self.settings = settings
        self.clock = clock
        self.office = office_of(settings)
        self.database = Database(settings.database_url)
        self.telegram = _telegram(settings, self.database)
        channels: dict[str, Channel] = {} if self.telegram is None else {self.telegram.name: self.telegram}
        self.delivery = Delivery(self.database, channels, clock, {WEB: lambda address: self.chat.wake(address)})
        workshop = Workshop(self.database, self.office, self._fetch, clock)
        self.worker = Worker(workshop, self.delivery.hand_over, clock)
        self.intake = Intake(self.database, self.office, self.delivery.hand_over, self.worker.wake, clock)
        self.schedule = Schedule(self.database, self.office, self.delivery.hand_over, clock)
        self.personas = Personas(self.database, clock)
        self.chat = WebChat(self.database, self.office, self.intake, clock, self.personas.prepare)
        self.web = make_app(self.office, self.chat, self._webhook if self.telegram else None, self._is_healthy)

    async def prepare(self) -> None:
        """The schema, and in demo mode the samples."""
        await migrate(self.database)
        if self.settings.demo:
            await load_samples(self.database, self.office, self.clock())

    async def run(self, announce: Callable[[str], None]) -> None:
        """Until SIGINT or SIGTERM; `announce` is told the page's address."""
        await self.prepare()
        server = uvicorn.Server(self._uvicorn_config())
        parts = [self.intake.run(), self.delivery.run(), self.worker.run(), self.schedule.run(), self._clean_up()]
        if self.telegram is not None:
            parts.append(self._serve_telegram(self.telegram))
        tasks = [asyncio.create_task(part) for part in parts]
        announce(f"http://{server.config.host}:{server.config.port}/")
        web = asyncio.create_task(server.serve())
        try:
            done, _ = await asyncio.wait([web, *tasks], return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            server.should_exit = True
            await asyncio.gather(web, return_exceptions=True)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await self.close()

    async def close(self) -> None:
        if self.telegram is not None:
            await self.telegram.close()
        await self.database.close()

    def _uvicorn_config(self) -> uvicorn.Config:
        settings = self.settings
        return uvicorn.Config(
            self.web,
            host="127.0.0.1" if settings.demo else settings.web_host,
            port=settings.web_port,
            log_level="warning",
            access_log=False,  # addresses carry signed tokens
            timeout_graceful_shutdown=2,
            server_header=False,
        )

    async def _serve_telegram(self, telegram: Telegram) -> None:
        menu = command_menu(Words("vi"), [route for route in ROUTES.commands if route.listed and not route.roles])
        self.office.telegram_name = await _persistently(telegram, menu)
        if self.settings.public_url:
            await telegram.set_webhook(f"{self.settings.public_url}/telegram", self._webhook_secret())
            await asyncio.Event().wait()
        await telegram.poll(self.intake)

    def _webhook_secret(self) -> str:
        return keyed_hash(self.office.secret, "telegram webhook")

    async def _webhook(self, secret: str | None, update: dict[str, Any]) -> bool:
        telegram = self.telegram
        if telegram is None or not telegram.is_genuine(self._webhook_secret(), secret):
            return False
        await telegram.webhook(self.intake, update)
        return True

    async def _fetch(self, channel: str, reference: str) -> bytes:
        if channel == WEB:
            return await self.chat.fetch(reference)
        if self.telegram is None:
            raise NotSent("the channel of this file is not served any more", retry=False)
        return await self.telegram.fetch(reference)

    async def _is_healthy(self) -> bool:
        return await is_healthy(self.database)

    async def _clean_up(self) -> None:
        while True:
            async with self.database.write(beside=True) as db:
                await traffic.forget_old_traffic(db, self.clock())
                await forget_sources(db, self.clock())
            await asyncio.sleep(CLEAN_UP_SECONDS)


async def _persistently(telegram: Telegram, menu: Any) -> str:
    """Connects to Telegram, however long its network is away; raises where trying again cannot help."""
    pause = 1.0
    while True:
        try:
            return await telegram.start(menu)
        except NotSent as failure:
            if not failure.retry:
                raise
            log.warning("%s; trying again in %.0f s", failure.reason, pause)
            await asyncio.sleep(pause)
            pause = min(pause * 2, 60)


def office_of(settings: Settings) -> Office:
    return Office(
        agency=settings.agency,
        secret=settings.secret(),
        public_url=settings.public_url or (f"http://127.0.0.1:{settings.web_port}" if settings.demo else ""),
        demo=settings.demo,
        working_time=settings.working_time,
        forget_after_days=settings.forget_after_days,
        letterhead=settings.letterhead,
        quiet_hours=settings.quiet,
        reception=settings.reception,
    )


def _telegram(settings: Settings, database: Database) -> Telegram | None:
    return None if settings.telegram_token is None else make_telegram(settings, database)


def make_telegram(settings: Settings, database: Database) -> Telegram:
    token = settings.telegram_token.get_secret_value() if settings.telegram_token else ""
    return Telegram(database, token, settings.telegram_api_url, settings.telegram_rate, settings.telegram_chat_rate)
