"""What one message holds, from Telegram's own JSON (https://core.telegram.org/bots/api#message)."""

from collections.abc import Iterator
from typing import Any

from bot.channels.telegram.kinds import FILES
from bot.channels.telegram.values import Strange, name, number, size, text
from handlers.incoming import Contact, Forwarded, IncomingFile

_BUTTONS = 100
_DEEPEST = 20
# For the kinds whose media type Telegram leaves out, and its own for a voice message.
_MEDIA_TYPES = {"video": "video/mp4", "video_note": "video/mp4", "animation": "video/mp4", "live_photo": "video/mp4",
                "voice": "audio/ogg", "audio": "audio/mpeg", "document": "application/octet-stream"}  # fmt: skip


def words_of(message: dict[str, Any]) -> str:
    written = text(message.get("text")) or text(message.get("caption"))
    return written or "\n".join(_plain(message.get("rich_message"), _DEEPEST))


def _plain(part: Any, deep: int) -> Iterator[str]:
    """The words of a rich message without what they look like, each paragraph a line."""
    if isinstance(part, str):
        yield text(part)
    elif isinstance(part, list) and deep:
        found = [piece for one in part for piece in _plain(one, deep - 1)]
        is_one_line = any(isinstance(one, str) for one in part)
        yield from ["".join(found)] if is_one_line else found
    elif isinstance(part, dict) and deep:
        for key in ("text", "summary", "caption", "blocks", "items", "cells"):
            yield from _plain(part.get(key), deep - 1)


def file_of(message: dict[str, Any]) -> IncomingFile | None:
    """The first of the kinds in which Telegram sends a file. `name`: empty where the sender gave none."""
    kind = next((kind for kind in FILES if message.get(kind)), None)
    if kind is None:
        return None
    if kind == "photo":
        largest = max(message["photo"], key=lambda photo: size(photo.get("file_size")))
        return IncomingFile(name(largest["file_id"]), "", "image/jpeg", size(largest.get("file_size")))
    file = message[kind]
    media_type = text(file.get("mime_type")) or _MEDIA_TYPES[kind]
    return IncomingFile(name(file["file_id"]), text(file.get("file_name")), media_type, size(file.get("file_size")))


def album_of(message: dict[str, Any]) -> str:
    group = message.get("media_group_id")
    return name(group) if group else ""


def place_of(message: dict[str, Any]) -> str:
    """`Bưu điện Thành phố, 2 Công xã Paris (10.77990, 106.70010)`"""
    venue = message.get("venue")
    location = venue["location"] if venue else message.get("location")
    if not location:
        return ""
    on_map = f"{_degrees(location['latitude'], 90):.5f}, {_degrees(location['longitude'], 180):.5f}"
    called = ", ".join(filter(None, (text(venue.get("title")), text(venue.get("address"))))) if venue else ""
    return f"{called} ({on_map})" if called else on_map


def _degrees(value: Any, most: int) -> float:
    if type(value) not in (int, float) or not -most <= value <= most:
        raise Strange
    return float(value)


def contact_of(message: dict[str, Any]) -> Contact | None:
    contact = message.get("contact")
    if not contact:
        return None
    return Contact(name(contact["phone_number"]), contact.get("user_id") == message["from"]["id"])


def forwarded_from(message: dict[str, Any]) -> Forwarded | None:
    """None where it was not, or was the sender's own."""
    origin = message.get("forward_origin")
    if not isinstance(origin, dict):
        return None
    for key in ("sender_user", "sender_chat", "chat"):
        of = origin.get(key)
        if isinstance(of, dict) and key == "sender_user":
            called = " ".join(text(part) for part in (of.get("first_name"), of.get("last_name")) if part)
            return None if of.get("id") == message["from"]["id"] else Forwarded(called, str(number(of["id"])))
        if isinstance(of, dict):
            return Forwarded(text(of.get("title")))
    return Forwarded(text(origin.get("sender_user_name")))


def buttons_of(message: Any) -> tuple[str, ...]:
    """What the buttons of a message do. A strange one has none."""
    keyboard = message.get("reply_markup") if isinstance(message, dict) else None
    rows = keyboard.get("inline_keyboard") if isinstance(keyboard, dict) else None
    buttons = [button for row in rows if isinstance(row, list) for button in row] if isinstance(rows, list) else []
    data = [button.get("callback_data") for button in buttons if isinstance(button, dict)]
    return tuple(one for one in data if isinstance(one, str))[:_BUTTONS]


def quoted_of(message: dict[str, Any]) -> str:
    """The words this one is a reply to: those that were marked, or all of them."""
    for part in (message.get("quote"), message.get("reply_to_message")):
        words = (part.get("text") or part.get("caption")) if isinstance(part, dict) else None
        if isinstance(words, str):
            return text(words)
    return ""


def thread_of(message: dict[str, Any]) -> str:
    """The topic of a forum, or of a chat with the bot. A thread of mere replies is none."""
    return str(number(message["message_thread_id"])) if message.get("is_topic_message") is True else ""


def sent_id(message: dict[str, Any]) -> str:
    return str(number(message["message_id"])) if "message_id" in message else ""
