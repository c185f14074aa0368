"""Zalo's Official Account: a tap is the signed text of its button, and comes in as Zalo posts it."""

import json
from mimetypes import guess_type
from typing import Any

from bot.application import office_of
from bot.channels.file_links import FileLinks
from bot.channels.zalo.account import Account
from bot.channels.zalo.api import Api
from bot.channels.zalo.channel import Zalo
from bot.channels.zalo.door import FILES, PICTURE
from bot.channels.zalo.signature import is_genuine
from bot.channels.zalo.taps import More, Tap, Taps
from bot.intake import Clock
from bot.under_way import UnderWay
from handlers.incoming import Incoming, IncomingFile
from storage.database import Database
from storage.ground.channels import ZALO, declared
from storage.messages.sent_messages import keep_names
from storage.messages.traffic import OutgoingMessage
from tests.wires.wire import as_one, cannot, only
from tests.zalo_chat.setting import zalo_settings
from tests.zalo_oa import events
from tests.zalo_oa.people import signed, written
from tests.zalo_oa.server import APP_ID, OA_ID, OA_SECRET, TOKEN, ZaloServer
from tests.zalo_oa.state import Json, SentCall

DECLARATION = declared(ZALO)
_NONE = "sqlite:///unused.db"  # what is opened is the town's
_ANY = "application/octet-stream"
_TAKEN_NOW = {"image": "image", "audio": "audio", "video": "video"}


class Permitted:
    """The town's own grant is a test's to give."""

    async def token(self) -> str:
        return TOKEN

    async def refused(self, token: str) -> None:
        raise AssertionError(token)


class AccountWire:
    channel = ZALO

    def __init__(self, server: ZaloServer, database: Database, clock: Clock) -> None:
        settings = zalo_settings(server, _NONE, 0, public_url="https://so-thu.example")
        office = office_of(settings)
        links = FileLinks(database, office.secret, settings.public_url, FILES, 7, settings.data_dir, clock)
        self._account = Account(settings, database, clock)
        api, picture = Api(server.url, Permitted(), rate=10_000), f"{settings.public_url}{PICTURE}"
        ratings = self._account.rating_messages
        self._zalo = Zalo(database, api, OA_ID, office.secret, links, picture, ratings, clock=clock)
        self._server = server
        self._database = database
        self._taps = Taps(office.secret)

    def address(self, name: str) -> str:
        return name

    async def sends(self, message: OutgoingMessage) -> str:
        """The real delivery stores the names of what went with its marks."""
        way, before = UnderWay(self._database, message), len(self._server.state.to(message.address))
        self._server.state.followers.add(message.address)
        await self._zalo.send(message, way)
        async with self._database.write() as db:
            await keep_names(db, way.names)
        self._is_all_there(message, self._server.state.to(message.address)[before:])
        return str(message.id)

    def _is_all_there(self, message: OutgoingMessage, calls: list[SentCall]) -> None:
        said = message.said
        assert as_one(said.text) in as_one("".join(call.text for call in calls))
        if said.asks_phone:
            assert any(call.payload.get("template_type") == "request_user_info" for call in calls)
            return
        found = [one for call in calls for button in call.buttons for one in self._leads_to(message.address, button)]
        wanted = [button.url or button.action for row in said.rows for button in row if not button.copies]
        assert [one for one in found if one in wanted] == wanted

    def _leads_to(self, address: str, button: Json) -> list[str]:
        if button["type"] == "oa.open.url":
            return [button["payload"]["url"]]
        read = self._taps.read(address, button["payload"])
        assert read is not None
        return [one.url or one.action for one in read.buttons] if isinstance(read, More) else [read.action]

    async def reads(self, address: str, what: dict[str, Any]) -> Incoming:
        if what.get("language", "vi") != "vi":
            cannot(DECLARATION, "the language of somebody's phone")
        event = self._event(address, only(what, "text", "action", "message_id", "file", "language", "replies_to"))
        body = written(event)
        assert is_genuine(signed(body, event["timestamp"]), body, event["timestamp"], (APP_ID,), OA_SECRET)
        [read] = await self._zalo.read(json.loads(body))
        assert not read.unreadable
        return read

    def _event(self, address: str, given: dict[str, Any]) -> Json:
        if given.get("action"):
            tap = Tap("…", given["action"], given.get("message_id", ""))
            return events.words(address, self._taps.tap(address, tap))
        if given.get("file") is not None:
            return self._file(address, given["file"], given.get("text", ""))
        if not given.get("text", "").strip():
            cannot(DECLARATION, "a message without words")
        quoted = self._showing(address, given["replies_to"]) if given.get("replies_to") else ""
        return events.words(address, given["text"], **({"quote_msg_id": quoted} if quoted else {}))

    def _showing(self, address: str, actions: tuple[str, ...]) -> str:
        """The newest message with such a button."""
        for call in reversed(self._server.state.to(address)):
            if any(one in actions for button in call.buttons for one in self._leads_to(address, button)):
                return call.id
        return cannot(DECLARATION, "an answer to a message that was not sent")

    def _file(self, address: str, sent: tuple[IncomingFile, bytes], caption: str) -> Json:
        """A picture without a name is one that was taken now."""
        file, content = sent
        guessed = guess_type(file.name)[0] or _ANY
        if file.name and file.media_type not in (guessed, _ANY):
            cannot(DECLARATION, "a file of another kind than its name says")
        kind = "file" if file.name else _TAKEN_NOW[file.media_type.partition("/")[0]]
        url = self._server.keeps(file.reference, content)
        payload = {"url": url, "size": str(file.size), **({"name": file.name} if file.name else {})}
        return events.attached(address, kind, payload, text=caption)

    async def fetches(self, reference: str) -> bytes:
        return await self._zalo.fetch(reference)

    async def aclose(self) -> None:
        await self._account.close()
        await self._zalo.close()
