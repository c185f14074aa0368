"""From Telegram's own JSON (https://core.telegram.org/bots/api#update) to what arrives on any channel.

Plain dictionaries: building python-telegram-bot's objects for each update costs more than handling it.
"""

import logging
from typing import Any

from handlers.catalogue import LANGUAGES
from handlers.incoming import Incoming, IncomingFile

ALLOWED_UPDATES = ["message", "callback_query"]
log = logging.getLogger(__name__)


def read_update(update: dict[str, Any]) -> Incoming | None:
    """None for what the bot does not answer: groups, channels, edits, other bots."""
    event_id = str(update["update_id"])
    if "callback_query" in update:
        return _tap(event_id, update["callback_query"])
    if "message" in update:
        return _message(event_id, update["message"])
    return None


def read_or_none(update: Any) -> Incoming | None:
    """Of whatever shape; what is no update is passed over."""
    try:
        return read_update(update)
    except (AttributeError, KeyError, TypeError, ValueError):
        log.warning("an update of an unknown shape was passed over")
        return None


def tap_id(update: Any) -> str | None:
    """What `answerCallbackQuery` wants, where the update is a tap."""
    tap = update.get("callback_query") if isinstance(update, dict) else None
    return str(tap["id"]) if isinstance(tap, dict) and "id" in tap else None


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
        channel="telegram",
        event_id=event_id,
        address=str(user["id"]),
        action=str(tap.get("data", "")) or "-",
        message_id=str(message["message_id"]),
        language=_language(user),
    )


def _message(event_id: str, message: dict[str, Any]) -> Incoming | None:
    user = message.get("from")
    if user is None or not _is_person(message["chat"], user):
        return None
    return Incoming(
        channel="telegram",
        event_id=event_id,
        address=str(user["id"]),
        text=str(message.get("text") or message.get("caption") or ""),
        message_id=None,
        file=_file(message),
        language=_language(user),
    )


def _file(message: dict[str, Any]) -> IncomingFile | None:
    if document := message.get("document"):
        return IncomingFile(
            reference=document["file_id"],
            name=str(document.get("file_name", "")),
            media_type=str(document.get("mime_type", "application/octet-stream")),
            size=int(document.get("file_size", 0)),
        )
    if photos := message.get("photo"):
        largest = max(photos, key=lambda photo: photo.get("file_size", 0))
        return IncomingFile(largest["file_id"], "photo.jpg", "image/jpeg", int(largest.get("file_size", 0)))
    return None
