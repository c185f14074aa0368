"""From the Bot Platform's JSON to what arrives on any channel. Nothing is believed of it, and what is new in it does no
harm."""

import logging
from collections.abc import Sequence
from typing import Any

from handlers.incoming import GroupPlace, Incoming, IncomingFile, Unusable
from storage.ground.channels import ZALO_BOT
from storage.ground.text import storable

LONGEST_NAME = 200
LONGEST_URL = 2000
_UNUSABLE = {"sticker": Unusable.STICKER, "voice": Unusable.VOICE, "audio": Unusable.VOICE}
log = logging.getLogger(__name__)


class Strange(ValueError):
    """A field that does not have the type it should."""


def updates_of(answer: Any) -> Sequence[Any]:
    """What `getUpdates` gave or was posted: one update, flat or wrapped in `{ok, result}`; a list of them if ever."""
    if isinstance(answer, dict) and "result" in answer and "message" not in answer:
        answer = answer["result"]
    if answer is None:
        return ()
    return answer if isinstance(answer, list) else [answer]


def read_or_none(update: Any) -> Incoming | None:
    """None for what nobody waits to be answered; the log names no content."""
    try:
        return read_update(update)
    except (AttributeError, KeyError, TypeError, ValueError):
        unread = _unread(update)
        log.warning("an update cannot be read and was set aside; %s", "the sender is told" if unread else "nobody is")
        return unread


def read_update(update: dict[str, Any]) -> Incoming | None:
    """None where there is no message, and for what other bots write."""
    message = update.get("message")
    if message is None:
        return None
    sender, chat = message["from"], message["chat"]
    if sender.get("is_bot") is True:
        return None
    event_id, text = _name(message["message_id"]), _text(message.get("text")) or _text(message.get("caption"))
    if str(chat.get("chat_type", "")).upper() == "GROUP":
        # The platform passes on what names the bot or answers it, and nothing else.
        return Incoming(ZALO_BOT, event_id, _name(sender["id"]), text, group=GroupPlace(_name(chat["id"]), ""))
    file = _picture(message)
    unusable = None if text or file else _kind(update, message)
    return Incoming(ZALO_BOT, event_id, _name(chat["id"]), text, file=file, unusable=unusable)


def _picture(message: dict[str, Any]) -> IncomingFile | None:
    """Both names of its address are in use."""
    url = message.get("photo_url") or message.get("photo")
    if not url:
        return None
    if not isinstance(url, str) or len(url) > LONGEST_URL:
        raise Strange
    return IncomingFile(url, "", "image/jpeg", 0)


def _kind(update: dict[str, Any], message: dict[str, Any]) -> Unusable:
    """By what it holds, or by the name of its event: `message.sticker.received`."""
    named = str(update.get("event_name", "")).split(".")
    return next((kind for name, kind in _UNUSABLE.items() if name in message or name in named), Unusable.UNKNOWN)


def _unread(update: Any) -> Incoming | None:
    """Enough to answer its sender."""
    try:
        message = update["message"]
        if str(message["chat"].get("chat_type", "")).upper() == "GROUP" or message["from"].get("is_bot") is True:
            return None
        return Incoming(ZALO_BOT, _name(message["message_id"]), _name(message["chat"]["id"]), unreadable=True)
    except (AttributeError, KeyError, TypeError, ValueError):
        return None


def _text(value: Any) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Strange
    return storable(value)


def _name(value: Any) -> str:
    """An id: a string, whatever digits it may be made of."""
    if not isinstance(value, str) or not 0 < len(value) <= LONGEST_NAME or storable(value) != value:
        raise Strange
    return value
