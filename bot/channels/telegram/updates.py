"""From Telegram's own JSON (https://core.telegram.org/bots/api#update) to what arrives on any channel.

Plain dictionaries: building python-telegram-bot's objects for each update costs more than handling it. Nothing is
believed of them, so that one update of another shape holds up none of its neighbours.
"""

import logging
import re
from collections.abc import Sequence
from typing import Any

from bot.channels.telegram.answers import is_number
from bot.channels.telegram.membership import read_membership
from handlers.incoming import Incoming, IncomingFile
from handlers.words.catalogue import LANGUAGES
from storage.ground.channels import TELEGRAM
from storage.ground.text import storable

ALLOWED_UPDATES = ["message", "callback_query", "my_chat_member"]
LONGEST_NAME = 512
_BUTTONS = 100
_UPDATE_ID = re.compile(rb'"update_id"\s*:\s*([0-9]{1,18})(?![0-9.eE])')
log = logging.getLogger(__name__)


class _Strange(ValueError):
    """A field that does not have the type Telegram documents."""


def read_update(update: dict[str, Any]) -> Incoming | None:
    """None for what the bot does not answer: groups, channels, edits, other bots."""
    event_id = str(_number(update["update_id"]))
    if "callback_query" in update:
        return _tap(event_id, update["callback_query"])
    if "message" in update:
        return _message(event_id, update["message"])
    if "my_chat_member" in update:
        return read_membership(event_id, update["my_chat_member"])
    return None


def read_or_none(update: Any) -> Incoming | None:
    """Takes an update of any shape. Where it cannot be read and its sender is known, the result asks them to send it
    again. The log names the update and not its content."""
    try:
        return read_update(update)
    except (AttributeError, KeyError, TypeError, ValueError):
        unread = _unread(update)
        number = update_number(update)
        told = "the sender is told" if unread else "nobody can be told"
        log.warning("update %s holds what cannot be read and was set aside; %s", number or "without a number", told)
        return unread


def update_number(update: Any) -> int | None:
    number = update.get("update_id") if isinstance(update, dict) else None
    return number if is_number(number) else None


def next_offset(updates: Sequence[Any], offset: int) -> int:
    """What acknowledges these: never less than before, whatever they hold."""
    return max([offset, *(number + 1 for update in updates if (number := update_number(update)) is not None)])


def named_update(payload: bytes) -> int | None:
    """The number of the one update in an answer that cannot be read as JSON."""
    found = _UPDATE_ID.search(payload)
    return int(found[1]) if found else None


def tap_id(update: Any) -> str | None:
    """What `answerCallbackQuery` wants, where the update is a tap."""
    tap = update.get("callback_query") if isinstance(update, dict) else None
    identifier = tap.get("id") if isinstance(tap, dict) else None
    return identifier if isinstance(identifier, str) and identifier.isascii() and len(identifier) <= 64 else None


def _unread(update: Any) -> Incoming | None:
    """As much of it as is needed to answer."""
    try:
        body = update.get("callback_query") or update["message"]
        user, chat = body["from"], body["message"]["chat"] if "callback_query" in update else body["chat"]
        if not _is_person(chat, user):
            return None
        number, address = str(_number(update["update_id"])), str(_number(user["id"]))
        return Incoming(TELEGRAM, number, address, unreadable=True, language=_language(user))
    except (AttributeError, KeyError, TypeError, ValueError):
        return None


def _number(value: Any) -> int:
    if not is_number(value):
        raise _Strange
    return int(value)


def _text(value: Any) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise _Strange
    return storable(value)


def _name(value: Any) -> str:
    """A name that is kept or sent back as it is."""
    if not isinstance(value, str) or len(value) > LONGEST_NAME or storable(value) != value:
        raise _Strange
    return value


def _size(value: Any) -> int:
    return 0 if value is None or value == 0 else _number(value)


def _language(user: dict[str, Any]) -> str:
    code = str(user.get("language_code", "vi")).split("-")[0]
    return code if code in LANGUAGES else "vi"


def _is_person(chat: dict[str, Any], user: dict[str, Any]) -> bool:
    return chat.get("type") == "private" and not user.get("is_bot")


def _tap(event_id: str, tap: dict[str, Any]) -> Incoming | None:
    message, user = tap.get("message"), tap["from"]
    if message is None or not _is_person(message["chat"], user):
        return None
    return Incoming(
        channel=TELEGRAM,
        event_id=event_id,
        address=str(_number(user["id"])),
        action=_text(tap.get("data")) or "-",
        message_id=str(_number(message["message_id"])),
        language=_language(user),
    )


def _message(event_id: str, message: dict[str, Any]) -> Incoming | None:
    user = message.get("from")
    if user is None or not _is_person(message["chat"], user):
        return None
    return Incoming(
        channel=TELEGRAM,
        event_id=event_id,
        address=str(_number(user["id"])),
        text=_text(message.get("text")) or _text(message.get("caption")),
        message_id=None,
        file=_file(message),
        language=_language(user),
        replies_to=_replies_to(message.get("reply_to_message")),
    )


def _replies_to(message: Any) -> tuple[str, ...]:
    """What the buttons of the message do that this one is a reply to. A strange one is a reply to nothing."""
    keyboard = message.get("reply_markup") if isinstance(message, dict) else None
    rows = keyboard.get("inline_keyboard") if isinstance(keyboard, dict) else None
    buttons = [button for row in rows if isinstance(row, list) for button in row] if isinstance(rows, list) else []
    data = [button.get("callback_data") for button in buttons if isinstance(button, dict)]
    return tuple(one for one in data if isinstance(one, str))[:_BUTTONS]


def _file(message: dict[str, Any]) -> IncomingFile | None:
    if document := message.get("document"):
        return IncomingFile(
            reference=_name(document["file_id"]),
            name=_text(document.get("file_name")),
            media_type=_text(document.get("mime_type")) or "application/octet-stream",
            size=_size(document.get("file_size")),
        )
    if photos := message.get("photo"):
        largest = max(photos, key=lambda photo: _size(photo.get("file_size")))
        return IncomingFile(_name(largest["file_id"]), "photo.jpg", "image/jpeg", _size(largest.get("file_size")))
    return None
