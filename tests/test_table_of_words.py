"""Each kind of sentence of the table goes over Telegram's wire and through the web chat, and the person sees what it
came to. One chat a wire, one sentence after the other."""

import asyncio
import tomllib
from collections.abc import Awaitable, Callable
from pathlib import Path

from storage.imports.importing import parse_file
from storage.imports.parsed import FileKind
from storage.imports.questions import Ask, answered
from storage.imports.storing import store_parsed
from storage.models import Role
from tests.botapi import BotApiServer, text_message
from tests.botapi.people import LAN
from tests.databases import sqlite_url
from tests.page import browser, client_id
from tests.telegram_chat.talking import joins
from tests.whole import Whole, running, telegram_settings, web_settings
from tests.words.staff import plan_file

TABLE: dict[str, str] = tomllib.loads((Path(__file__).parent / "words" / "table.toml").read_text("utf-8"))["staff"]
Says = Callable[[str, str], Awaitable[str]]
"""Types something, and waits for an answer that holds these words; gives what was seen."""


async def _plan(bot: Whole) -> None:
    unit_id = await bot.unit_id()
    given = answered(kind=FileKind.PLAN, year=2026).with_answer(Ask.UNITS, "new")
    parsed = parse_file(plan_file(), "ke-hoach.csv", given)
    application = bot.application
    async with application.database.write(beside=True) as db:
        secret, now = application.office.secret, application.clock()
        await store_parsed(db, secret, unit_id, parsed, now, write=True, answers=given)


async def _not_seen(says: Says) -> list[str]:
    return [
        f"{typed}: {seen}"
        for typed, wanted in TABLE.items()
        for seen in [await says(typed, wanted)]
        if not _holds(seen, wanted)
    ]


def _holds(seen: str, wanted: str) -> bool:
    return any(one in seen for one in wanted.split(" | "))


async def test_the_table_holds_over_telegram(server: BotApiServer, tmp_path: Path) -> None:
    async with running(telegram_settings(server, sqlite_url(tmp_path))) as bot:
        await _plan(bot)
        await joins(server, bot, LAN, Role.STAFF)

        async def says(text: str, wanted: str) -> str:
            seen, before = "", server.calls.messages
            server.push(text_message(LAN, text))
            for more in (1, 2):
                try:
                    calls = await asyncio.wait_for(server.wait_for(before + more), 30)
                except TimeoutError:
                    break
                seen = " ⏎ ".join(str(call.params["text"]) for call in calls[before:])
                if _holds(seen, wanted):
                    break
            return seen

        assert await _not_seen(says) == []


async def test_the_table_holds_in_the_web_chat(tmp_path: Path) -> None:
    async with running(web_settings(sqlite_url(tmp_path))) as bot:
        bot.application.office.public_url = ""
        await _plan(bot)
        async with browser(bot.url) as page:
            read = [await page.says(f"/start {await bot.invitation(Role.STAFF)}")]

            async def says(text: str, wanted: str) -> str:
                await page.posts({"client_id": client_id(), "text": text})
                lines = await page.messages(after=read[-1]["id"])
                read[:] = lines[-1:]
                return " ⏎ ".join(line["text"] for line in lines if line["from"] == "bot")

            assert await _not_seen(says) == []
