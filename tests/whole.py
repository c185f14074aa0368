"""The whole bot in the test's own loop: its channels over real sockets, a real database under it."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from bot.application import Application, office_of
from bot.demo.department import load_samples
from bot.intake import Clock
from bot.settings.settings import Settings
from storage.imports.importing import parse_file
from storage.imports.questions import answered
from storage.imports.storing import store_parsed
from storage.keys import dossier_token
from storage.messages import traffic
from storage.messages.payloads import read_said
from storage.models import Role
from storage.people.invitations import invite
from storage.people.units import add_unit, root_unit
from tests.botapi import BotApiServer
from tests.chat import NOON, SECRET
from tests.databases import filled_template, sqlite_url
from tests.samples import FILES

AGENCY = "Sở Thử"


def telegram_settings(server: BotApiServer, database_url: str, **more: Any) -> Settings:
    """By polling, at any rate: the tests' Bot API has its own limits."""
    return Settings(
        **{
            "database_url": database_url,
            "agency": AGENCY,
            "secret_key": SECRET,
            "telegram_token": server.token,
            "telegram_api_url": server.url,
            "telegram_rate": 10_000,
            "telegram_chat_rate": 1_000,
            "web_port": 0,
            **more,
        }
    )


def web_settings(database_url: str, public_url: str = "https://so-thu.example") -> Settings:
    """The public's; without an address it is the demo."""
    return Settings(database_url=database_url, agency=AGENCY, secret_key=SECRET, public_url=public_url, web_port=0)


@cache
def _demo_template(agency: str, now: datetime) -> Path:
    office = office_of(Settings(agency=agency, secret_key=SECRET))
    name = f"demo-{now:%Y%m%d%H%M}-{agency}"
    return filled_template(name, lambda database: load_samples(database, office, now))


def demo_url(folder: Path, now: datetime = NOON, agency: str = AGENCY) -> str:
    """A database that has the demo's samples already: to load them takes a second."""
    return sqlite_url(folder, _demo_template(agency, now))


def demo_settings(folder: Path, now: datetime = NOON) -> Settings:
    return web_settings(demo_url(folder, now), public_url="")


def errors_of(caplog: pytest.LogCaptureFixture) -> list[logging.LogRecord]:
    return [record for record in caplog.records if record.levelname in ("ERROR", "CRITICAL")]


@dataclass
class Whole:
    application: Application
    url: str

    async def unit_id(self) -> int:
        async with self.application.database.write(beside=True) as db:
            return (await root_unit(db) or await add_unit(db, AGENCY, None)).id

    async def invitation(self, role: Role) -> str:
        unit_id = await self.unit_id()
        async with self.application.database.write(beside=True) as db:
            return await invite(db, self.application.office.secret, role, unit_id, self.application.clock())

    async def furnish(self) -> None:
        """Plan, procedures, dossiers, totals of `tests/samples.py`."""
        unit_id = await self.unit_id()
        for kind, content in FILES.items():
            parsed = parse_file(content.encode(), f"{kind}.csv", answered(kind=kind, year=2026))
            async with self.application.database.write(beside=True) as db:
                await store_parsed(
                    db, self.application.office.secret, unit_id, parsed, self.application.clock(), write=True
                )

    def link(self, dossier_id: int) -> str:
        """The payload of a dossier's signed link."""
        return f"d_{dossier_token(self.application.office.secret, dossier_id)}"

    async def sends(self, channel: str, address: str, *payloads: dict[str, Any]) -> None:
        """Rows of the outbox, as they are stored, taken up as after a crash."""
        rows = [(channel, address, read_said(payload)) for payload in payloads]
        async with self.application.database.write(beside=True) as db:
            await traffic.put(db, rows, self.application.clock(), claim=False)
        await self.application.delivery.sweep()

    async def query(self, sql: str) -> Sequence[Any]:
        async with self.application.database.read() as db:
            return (await db.execute(text(sql))).all()

    async def number(self, sql: str) -> Any:
        [[value]] = await self.query(sql)
        return value

    async def comes_to(self, wanted: int, sql: str) -> None:
        """Waits until this counts so much. Asking without a pause would take the processor from what is waited for."""
        await self.application.delivery.settle()
        while await self.number(sql) != wanted:
            await asyncio.sleep(0.02)
            await self.application.delivery.settle()


@contextlib.asynccontextmanager
async def running(settings: Settings, clock: Clock = lambda: NOON) -> AsyncIterator[Whole]:
    """Until the block ends; raises what ended the bot before that."""
    application = Application(settings, clock)
    address: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    life = asyncio.create_task(application.run(address.set_result))
    caught_up = asyncio.create_task(application.schedule.caught_up.wait())
    # What was due at the start would otherwise come amid what the test does.
    either: list[asyncio.Future[Any]] = [life, caught_up]
    await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
    caught_up.cancel()
    try:
        if life.done():
            await life
        yield Whole(application, address.result().rstrip("/"))
        assert not life.done(), "the bot ended by itself"
    finally:
        life.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await life
