"""Updates as Telegram words them. The server adds update_id, and message_id where the test has not chosen one."""

import itertools
import re
import time
from dataclasses import dataclass, field
from typing import Any

from tests.botapi.files import file_identifiers
from tests.botapi.people import Group, Place, User
from tests.botapi.wire import Json, utf16_length

COMMAND = re.compile(r"(?<![\w/])/[A-Za-z0-9_]{1,64}(?:@\w+)?")
callback_query_ids = itertools.count(4_382_771_956_000_000_001, 7_919)


@dataclass
class Update:
    body: Json
    files: list[tuple[Json, bytes, str]] = field(default_factory=list)

    @property
    def message(self) -> Json:
        message: Json = self.body.get("message") or self.body["edited_message"]
        return message


def message(user: User, content: Json, chat: Place | None = None, kind: str = "message") -> Update:
    """Any message: `content` holds what is particular to it."""
    place = chat or user
    head = {"from": user.as_user(), "chat": place.as_chat(), "date": int(time.time())}
    return Update({kind: head | content})


def text_message(user: User, text: str, chat: Place | None = None, **more: Any) -> Update:
    entities = [
        {"type": "bot_command", "offset": utf16_length(text[: found.start()]), "length": len(found.group())}
        for found in COMMAND.finditer(text)
    ]
    return message(user, {"text": text} | ({"entities": entities} if entities else {}) | more, chat)


def start(user: User, payload: str = "") -> Update:
    """What a tap on t.me/bot?start=payload sends; Telegram lets 64 of A-Za-z0-9_- through and nothing else."""
    if not re.fullmatch(r"[A-Za-z0-9_-]{0,64}", payload):
        raise ValueError(f"Telegram would not carry this payload: {payload!r}")
    return text_message(user, f"/start {payload}".rstrip())


def edited_message(user: User, sent: Json, text: str) -> Update:
    """`sent` is the person's earlier message as it was pushed."""
    return Update({"edited_message": sent | {"text": text, "edit_date": int(time.time())}})


def tap(user: User, message: Json, data: str | None = None, *, label: str | None = None) -> Update:
    """A tap on a button of `message` (the result of a sending call), named by its callback_data or its label.

    `data` that stands on no button is a forged tap; Telegram passes those on too.
    """
    if data is None:
        buttons = [button for row in message["reply_markup"]["inline_keyboard"] for button in row]
        data = next(button["callback_data"] for button in buttons if button["text"] == label)
    query = {
        "id": str(next(callback_query_ids)),
        "from": user.as_user(),
        "message": message,
        "chat_instance": str(-3_000_000_000_000_000_000 - message["chat"]["id"]),
        "data": data,
    }
    return Update({"callback_query": query})


def document(
    user: User,
    name: str,
    content: bytes,
    mime_type: str = "application/octet-stream",
    *,
    caption: str = "",
    file_size: int | None = None,
    chat: Place | None = None,
) -> Update:
    """`file_size` claims another size than the content has: a file of 25 MB needs no 25 MB."""
    body: Json = {"file_name": name, "mime_type": mime_type, **file_identifiers(content, name)}
    body["file_size"] = len(content) if file_size is None else file_size
    return _with_file(user, {"document": body}, body, content, "documents", caption, chat)


def photo(user: User, content: bytes = b"\xff\xd8\xff\xe0jpeg", caption: str = "", chat: Place | None = None) -> Update:
    sizes = [
        file_identifiers(content, f"photo {width}") | {"width": width, "height": height, "file_size": len(content)}
        for width, height in ((90, 67), (320, 240), (800, 600), (1280, 960))
    ]
    update = message(user, {"photo": sizes} | ({"caption": caption} if caption else {}), chat)
    update.files = [(size | {"mime_type": "image/jpeg"}, content, "photos") for size in sizes]
    return update


def album(updates: list[Update], group: str = "13591357913579135") -> list[Update]:
    """Photos or documents that were sent together."""
    for update in updates:
        update.message["media_group_id"] = group
    return updates


def video(user: User, content: bytes, caption: str = "", kind: str = "video") -> Update:
    """`kind`: also `video_note`, `animation`."""
    body: Json = {"duration": 3, "mime_type": "video/mp4", **file_identifiers(content, kind)}
    body |= {"length": 240} if kind == "video_note" else {"width": 640, "height": 480}
    return _with_file(user, {kind: body}, body | {"file_size": len(content)}, content, "videos", caption, None)


def voice(user: User, content: bytes = b"OggS", duration: int = 3) -> Update:
    body = {"duration": duration, "mime_type": "audio/ogg", **file_identifiers(content, "voice")}
    return _with_file(user, {"voice": body}, body | {"file_size": len(content)}, content, "voice", "", None)


def sticker(user: User, emoji: str = "👍") -> Update:
    body: Json = {"width": 512, "height": 512, "emoji": emoji, "is_animated": False, "is_video": False}
    body |= {"type": "regular", "set_name": "HotCherry", **file_identifiers(emoji.encode(), "sticker")}
    return message(user, {"sticker": body})


def location(user: User, latitude: float = 10.7769, longitude: float = 106.7009) -> Update:
    return message(user, {"location": {"latitude": latitude, "longitude": longitude}})


def contact(user: User, phone_number: str) -> Update:
    body = {"phone_number": phone_number, "first_name": user.first_name, "user_id": user.id}
    return message(user, {"contact": body})


def blocked(user: User, bot: Json) -> Update:
    return _membership(user, user, bot, "member", "kicked")


def unblocked(user: User, bot: Json) -> Update:
    return _membership(user, user, bot, "kicked", "member")


def added_to_group(user: User, group: Group, bot: Json) -> Update:
    return _membership(user, group, bot, "left", "member")


def _membership(user: User, chat: Place, bot: Json, old: str, new: str) -> Update:
    until = {"until_date": 0}
    body = {
        "chat": chat.as_chat(),
        "from": user.as_user(),
        "date": int(time.time()),
        "old_chat_member": {"user": bot, "status": old} | (until if old == "kicked" else {}),
        "new_chat_member": {"user": bot, "status": new} | (until if new == "kicked" else {}),
    }
    return Update({"my_chat_member": body})


def _with_file(
    user: User, content: Json, body: Json, stored: bytes, folder: str, caption: str, chat: Place | None
) -> Update:
    update = message(user, content | ({"caption": caption} if caption else {}), chat)
    update.files = [(body, stored, folder)]
    return update
