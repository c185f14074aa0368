"""Telegram's Bot API: a tap is a callback query on the message that shows the button."""

import itertools
import json
from typing import Any

from bot.channels.telegram.api import MOST_BYTES
from bot.channels.telegram.channel import Telegram
from bot.channels.telegram.updates import read_or_none
from bot.under_way import UnderWay
from handlers.incoming import Incoming, IncomingFile
from storage.database import Database
from storage.ground.channels import TELEGRAM, declared
from storage.messages.payloads import Said
from storage.messages.traffic import OutgoingMessage
from tests.botapi import BotApiServer, Update, User, document, photo, tap, text_message
from tests.botapi.builders import video, voice
from tests.botapi.people import Group
from tests.botapi.wire import Json, utf16_length
from tests.wires.wire import as_one, cannot, only

DECLARATION = declared(TELEGRAM)
_WRITERS = itertools.count(80_001)


class TelegramWire:
    channel = TELEGRAM

    def __init__(self, server: BotApiServer, database: Database) -> None:
        self._server = server
        self._database = database
        self._telegram = Telegram(database, server.token, server.url, rate=10_000, chat_rate=10_000)
        self._users: dict[str, int] = {}

    def address(self, name: str) -> str:
        return str(self._users.setdefault(name, next(_WRITERS)))

    async def sends(self, message: OutgoingMessage) -> str:
        if not message.address.removeprefix("-").isdecimal():
            cannot(DECLARATION, "an address that is none of its own")
        if not self._server.calls.count:
            await self._telegram.connect()
        number = int(message.address)
        chat = self._server.chats.meet((User(number) if number > 0 else Group(number)).as_chat())
        before, calls = set(chat.messages), self._server.calls.count
        await self._telegram.send(message, UnderWay(self._database, message))
        new = sorted(set(chat.messages) - before)
        shown = new or [self._edited(calls)]
        _is_all_there(message.said, [chat.messages[number] for number in shown])
        return str(shown[-1])

    def _edited(self, calls: int) -> int:
        """Also where it says what it said before, which Telegram refuses."""
        new = list(self._server.calls)[-(self._server.calls.count - calls) :]
        [number] = {call.params["message_id"] for call in new if call.method == "editMessageText"}
        return int(number)

    async def reads(self, address: str, what: dict[str, Any]) -> Incoming:
        given = only(what, "text", "action", "message_id", "file", "language", "replies_to")
        user = User(int(address), language_code=given.get("language", "vi"))
        pushed = self._server.push(self._update(user, given))
        read = read_or_none(json.loads(json.dumps(pushed)), self._server.bot["username"])
        assert read is not None
        assert not read.unreadable
        return read

    def _update(self, user: User, given: dict[str, Any]) -> Update:
        if given.get("action"):
            return tap(user, self._message(user, given.get("message_id")), given["action"])
        if given.get("file") is not None:
            return self._file(user, given["file"], given.get("text", ""))
        text = given.get("text", "")
        if not text.strip():
            cannot(DECLARATION, "a message without words")
        if utf16_length(text) > 4096:
            cannot(DECLARATION, "a message of more than 4,096 characters")
        update = text_message(user, text)
        if answered := given.get("replies_to"):
            quoted = [[{"text": "…", "callback_data": action}] for action in answered]
            stub = self._message(user, None) | {"reply_markup": {"inline_keyboard": quoted}}
            update.message["reply_to_message"] = stub
        return update

    def _message(self, user: User, message_id: str | None) -> Json:
        """One that the chat does not know any more is as it was."""
        known = self._server.chats.meet(user.as_chat()).messages
        number = int(message_id or 1)
        old = {"message_id": number, "from": self._server.bot, "chat": user.as_chat(), "date": 0, "text": "…"}
        return known.get(number) or old

    def _file(self, user: User, file: tuple[IncomingFile, bytes], caption: str) -> Update:
        sent, content = file
        if len(content) < sent.size <= MOST_BYTES:
            cannot(DECLARATION, "a file that is not what was announced")
        if not sent.name and sent.media_type == "image/jpeg":
            return photo(user, content, caption)
        if not sent.name and sent.media_type == "video/mp4":
            return video(user, content, caption)
        if not sent.name and sent.media_type == "audio/ogg":
            return voice(user, content)
        return document(user, sent.name, content, sent.media_type, caption=caption, file_size=sent.size)

    async def fetches(self, reference: str) -> bytes:
        return await self._telegram.fetch(reference)

    async def aclose(self) -> None:
        await self._telegram.close()


def _is_all_there(said: Said, messages: list[Json]) -> None:
    told = "".join(str(message.get("text", message.get("caption", ""))) for message in messages)
    assert as_one(told) == as_one(said.text)
    rows = messages[-1].get("reply_markup", {}).get("inline_keyboard", [])
    assert [[button["text"] for button in row] for row in rows] == [[one.label for one in row] for row in said.rows]
