"""Zalo's Bot Platform: a tap is the number of its line."""

import re
from typing import Any

from bot.channels.drawing import drawn
from bot.channels.zalo_bot.channel import ZaloBot
from bot.channels.zalo_bot.updates import read_or_none, updates_of
from bot.intake import Clock
from bot.under_way import UnderWay
from handlers.incoming import Incoming
from storage.database import Database
from storage.ground.channels import ZALO_BOT, declared
from storage.messages.payloads import StoredButton
from storage.messages.traffic import OutgoingMessage
from tests.wires.wire import cannot, only
from tests.zalo_bot.server import ZaloBotServer

DECLARATION = declared(ZALO_BOT)
_BARE = re.compile(r"\s*\d{1,3}\s*[.)]?\s*")


class Numbered:
    channel = ZALO_BOT

    def __init__(self, server: ZaloBotServer, database: Database, clock: Clock) -> None:
        self._server = server
        self._database = database
        self._bot = ZaloBot(database, server.token, server.url, clock, "https://so-thu.example/f/{}".format)
        self._menus: dict[str, tuple[StoredButton, ...]] = {}

    def address(self, name: str) -> str:
        return name

    async def sends(self, message: OutgoingMessage) -> str:
        self._server.meet(message.address)
        await self._bot.send(message, UnderWay(self._database, message))
        last = drawn(message.said, DECLARATION)[-1]
        told = self._server.heard[message.address][-1]
        assert all(f"{number}. " in told for number, _ in enumerate(last.choices, 1)), told
        if last.choices:
            self._menus[message.address] = last.choices
        return str(message.id)

    async def reads(self, address: str, what: dict[str, Any]) -> Incoming:
        if what.get("file") is not None:
            cannot(DECLARATION, "files from people")
        if what.get("language", "vi") != "vi":
            cannot(DECLARATION, "the language of somebody's phone")
        if what.get("replies_to"):
            cannot(DECLARATION, "what a message answers to")
        given = only(what, "text", "action", "message_id", "language")
        text = self._line(address, given["action"]) if given.get("action") else given.get("text", "")
        if not given.get("action") and _BARE.fullmatch(text) and self._menus.get(address):
            cannot(DECLARATION, "a bare number that chooses nothing")
        if not text:
            cannot(DECLARATION, "a message without words")
        [update] = updates_of({"ok": True, "result": self._server.message(address, text=text)})
        read = read_or_none(update)
        assert read is not None
        return read

    def _line(self, address: str, action: str) -> str:
        """In the form that is no answer to anything."""
        found = [number for number, one in enumerate(self._menus.get(address, ()), 1) if one.action == action]
        if not found:
            cannot(DECLARATION, "a choice that is not in the newest menu")
        return f"dòng {found[0]}"

    async def fetches(self, reference: str) -> bytes:
        return await self._bot.fetch(reference)

    async def aclose(self) -> None:
        await self._bot.close()
