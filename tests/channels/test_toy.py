"""Another channel is a folder and a line: one that is invented here is served from end to end, with numbered menus
because it declares no buttons."""

import asyncio
from pathlib import Path

import pytest

from bot.channels import served
from bot.channels.base import Findings, Page, Progress
from bot.channels.drawing import drawn
from bot.intake import Intake
from bot.settings.settings import Settings
from handlers.incoming import Incoming
from handlers.kit.occasion import Office
from storage.database import Database
from storage.ground.channels import DECLARED, Declaration
from storage.messages.menus import open_menu
from storage.messages.traffic import OutgoingMessage
from tests.chat import NOON
from tests.databases import sqlite_url
from tests.whole import running, web_settings

TOY = "toy"
DECLARATION = Declaration("Toy", text=500, buttons=0)


class Toy:
    """The folder: letters in, letters out."""

    name = TOY
    service = DECLARATION.service

    def __init__(self, database: Database) -> None:
        self._database = database
        self.arrives: asyncio.Queue[tuple[str, str]] = asyncio.Queue()
        self.left: asyncio.Queue[str] = asyncio.Queue()

    async def serve(self, intake: Intake) -> None:
        number = 0
        while True:
            person, text = await self.arrives.get()
            number += 1
            await intake.submit(Incoming(TOY, str(number), person, text))

    async def send(self, message: OutgoingMessage, progress: Progress) -> None:
        letters = drawn(message.said, DECLARATION)
        async with self._database.write(beside=True) as db:
            await open_menu(db, TOY, message.address, letters[-1].choices, NOON)
        for letter in letters:
            self.left.put_nowait(letter.text)

    async def fetch(self, reference: str) -> bytes:
        raise NotImplementedError

    def pages(self, intake: Intake) -> list[Page]:
        return []

    async def examine(self, found: Findings) -> None: ...

    async def close(self) -> None: ...


async def test_a_channel_that_is_declared_and_named_is_served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    toys: list[Toy] = []

    def messenger(settings: Settings, database: Database, office: Office) -> Toy:
        toys.append(Toy(database))
        return toys[-1]

    monkeypatch.setitem(DECLARED, TOY, DECLARATION)
    monkeypatch.setattr(served, "_MAKERS", (messenger,))
    async with asyncio.timeout(60), running(web_settings(sqlite_url(tmp_path))) as bot:
        await bot.furnish()
        [toy] = toys
        toy.arrives.put_nowait(("an", f"/start {bot.link(1)}"))
        faces = await toy.left.get()
        assert "\n1. 😍 Rất hài lòng\n" in faces
        toy.arrives.put_nowait(("an", "1"))
        assert "Đã ghi nhận" in await toy.left.get()
        assert await bot.query("SELECT channel, level FROM rating") == [(TOY, 5)]
