"""Puts the parts together and runs them until the process is told to stop."""

import asyncio
import logging
import socket
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any, cast

import uvicorn
from starlette.applications import Starlette

from bot.asking_by_phone import AskingByPhone
from bot.channels.base import NotSent, Page
from bot.channels.served import messengers
from bot.channels.web.chat import WebChat
from bot.channels.web.chat_files import ChatFiles
from bot.channels.web.chat_page import ChatPage
from bot.channels.web.connections import Doorkeeper, Patience, WatchedProtocol
from bot.channels.web.figures_page import FiguresPage
from bot.channels.web.in_flight import FilesInFlight
from bot.channels.web.kiosk import KioskPage
from bot.channels.web.limiter import Limiter
from bot.channels.web.news import News
from bot.channels.web.rating_page import RatingPage
from bot.channels.web.server import make_app
from bot.channels.web.serving import FILES_OF_OUR_OWN, WebServer, listen, open_files
from bot.channels.web.sessions import Sessions
from bot.channels.web.visitors import Visitors
from bot.delivery import Delivery
from bot.demo.department import load_samples
from bot.demo.personas import Personas
from bot.health import Health
from bot.intake import Clock, Intake, utc_now
from bot.passing_on import PassingOn
from bot.schedule import Schedule
from bot.settings.settings import Settings
from bot.settings.values import read_columns, read_parts
from bot.worker import Worker
from handlers.kit.long_work import Workshop
from handlers.kit.occasion import Account, Office
from storage.cleaning import clean_up
from storage.database import Database
from storage.ground.channels import WEB
from storage.migrate import migrate
from storage.outages import Unavailable
from storage.ratings.bursts import Pace

CLEAN_UP_SECONDS = 3600
log = logging.getLogger(__name__)


class Application:
    """All parts over one database. `clock` gives all of them the current time."""

    def __init__(self, settings: Settings, clock: Clock = utc_now) -> None:
        self.settings = settings
        self.clock = clock
        self.office = office_of(settings)
        self.database = Database(settings.database_url)
        self.messengers = messengers(settings, self.database, self.office)
        channels = {messenger.name: messenger for messenger in self.messengers}
        self.news = News()
        passing_on = PassingOn(self.office, clock)
        self.delivery = Delivery(self.database, channels, clock, {WEB: self.news.wake}, passing_on)
        self.asking_by_phone = AskingByPhone(self.messengers)
        workshop = Workshop(self.database, self.office, self._fetch, clock, ask_by_phone=self.asking_by_phone.begin)
        self.worker = Worker(workshop, self.delivery.hand_over, clock)
        self.intake = Intake(self.database, self.office, self.delivery.hand_over, self.worker.wake, clock)
        self.schedule = Schedule(self.database, self.office, self.delivery.hand_over, clock)
        self.personas = Personas(self.database, clock)
        self.sessions = Sessions(self.database, self.office, clock, settings.web_staff_days)
        visitors = Visitors(self.database, self.sessions, clock, self.personas.prepare, demo=self.office.demo)
        limiter = Limiter(settings.web_requests_a_minute)
        in_flight = FilesInFlight(settings.data_dir)
        self.chat_files = ChatFiles(self.database, self.office.secret, self.intake, clock, visitors, limiter, in_flight)
        self._fetched_from = {WEB: self.chat_files.fetch} | {name: one.fetch for name, one in channels.items()}
        self.health = Health(self.database, self.delivery.served, clock)
        self.web = self._make_web(visitors, limiter)

    def _make_web(self, visitors: Visitors, limiter: Limiter) -> Starlette:
        parts = (self.database, self.office, self.intake, self.clock, limiter)
        pages: list[Page] = [
            ChatPage(self.office, self.sessions),
            WebChat(self.database, self.office, self.intake, visitors, self.news),
            self.chat_files,
            RatingPage(*parts, self.sessions),
            KioskPage(*parts),
        ]
        if self.office.public_figures:
            pages.append(FiguresPage(self.database, self.office, self.clock))
        for messenger in self.messengers:
            pages += messenger.pages(self.intake)
        return make_app(self.office, limiter, pages, self.health.is_well, lambda: self.health.ages)

    async def prepare(self) -> None:
        """The schema, and in demo mode the samples."""
        await migrate(self.database)
        if self.settings.demo:
            await load_samples(self.database, self.office, self.clock())

    async def run(self, announce: Callable[[str], None]) -> None:
        """Until SIGINT or SIGTERM; `announce` is told the page's address once it can be opened."""
        host = "127.0.0.1" if self.settings.demo else self.settings.web_host
        try:
            with listen(host, self.settings.web_port) as listening:
                await self.prepare()
                await self.delivery.take_over()
                await self._run_parts(listening, announce)
        finally:
            await self.close()

    async def _run_parts(self, listening: socket.socket, announce: Callable[[str], None]) -> None:
        server = WebServer(self._uvicorn_config(), self.news.close)
        web = asyncio.create_task(server.serve([listening]))
        await asyncio.sleep(0)  # from here on the web server hears the signals
        host, port, *_ = listening.getsockname()
        announce(f"http://{f'[{host}]' if ':' in host else host}:{port}/")
        tasks: list[asyncio.Task[None]] = []
        try:
            await server.answers()  # before what can wait begins
            tasks += [asyncio.create_task(part) for part in self._parts()]
            done, _ = await asyncio.wait([web, *tasks], return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            server.should_exit = True
            await asyncio.gather(web, return_exceptions=True)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    def _parts(self) -> list[Coroutine[Any, Any, None]]:
        """What runs beside the web server."""
        parts = [self.intake.run(), self.delivery.run(), self.worker.run(), self.schedule.run(), self._clean_up()]
        return [*parts, *(messenger.serve(self.intake) for messenger in self.messengers)]

    async def close(self) -> None:
        await self.health.settle()
        await self.asking_by_phone.close()
        for messenger in self.messengers:
            await messenger.close()
        await self.database.close()

    def _uvicorn_config(self) -> uvicorn.Config:
        settings = self.settings
        most = max(open_files() - FILES_OF_OUR_OWN, FILES_OF_OUR_OWN)
        doorkeeper = Doorkeeper(settings.web_requests_a_minute, most, settings.trusted_proxies)
        protocol = partial(WatchedProtocol, doorkeeper, Patience(settings.web_patience))
        return uvicorn.Config(
            self.web,
            http=cast(type[asyncio.Protocol], protocol),
            ws="none",
            log_level="warning",
            forwarded_allow_ips=settings.trusted_proxies,
            access_log=False,  # addresses carry signed tokens
            timeout_graceful_shutdown=2,
            server_header=False,
        )

    async def _fetch(self, channel: str, reference: str) -> bytes:
        fetch = self._fetched_from.get(channel)
        if fetch is None:
            raise NotSent("the channel of this file is not served any more", retry=False)
        return await fetch(reference)

    async def _clean_up(self) -> None:
        while True:
            try:
                async with self.database.write(beside=True) as db:
                    await clean_up(db, self.delivery.served, self.clock())
            except Unavailable:
                pass
            except Exception as error:
                log.warning("what is old was not cleaned up: %r; trying again later", error)
            await asyncio.sleep(CLEAN_UP_SECONDS)


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
        report_day=settings.report_day,
        digest_at=settings.digest_at,
        calendars=settings.calendars,
        common_fields=read_parts(settings.common_fields, ";"),
        recipients=read_parts(settings.recipients, ";"),
        export_columns=read_columns(settings.export_columns),
        account=Account("Zalo", settings.zalo_account_url) if settings.zalo_account_url else None,
        file_megabytes=settings.file_megabytes,
        kiosk_pace=Pace(settings.kiosk_seconds_between, settings.kiosk_taps_an_hour),
        public_figures=settings.public_figures,
        measures_performance=settings.performance,
        asks_aspects=settings.rating_question,
        signature_roots=settings.signature_roots,
        asks_by_phone=settings.zalo_rating_by_phone and bool(settings.zalo_rating_template),
    )
