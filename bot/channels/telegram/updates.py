"""From Telegram's own JSON (https://core.telegram.org/bots/api#update) to what arrives on any channel.

Plain dictionaries: building python-telegram-bot's objects for each update costs more than handling it. Nothing is
believed of them, so that one update of another shape holds up none of its neighbours.
"""

import logging
import re
from collections.abc import Sequence
from typing import Any

from bot.channels.telegram.answers import is_number
from bot.channels.telegram.contents import (
    album_of,
    buttons_of,
    contact_of,
    file_of,
    forwarded_from,
    place_of,
    quoted_of,
    sent_id,
    thread_of,
    words_of,
)
from bot.channels.telegram.groups import in_group, is_group, read_in_group
from bot.channels.telegram.kinds import is_service, unusable
from bot.channels.telegram.membership import read_membership
from bot.channels.telegram.values import number, text
from handlers.incoming import Incoming
from handlers.words.catalogue import LANGUAGES
from storage.ground.channels import TELEGRAM

ALLOWED_UPDATES = ["message", "edited_message", "callback_query", "my_chat_member"]
_UPDATE_ID = re.compile(rb'"update_id"\s*:\s*([0-9]{1,18})(?![0-9.eE])')
log = logging.getLogger(__name__)


def read_update(update: dict[str, Any], name: str = "") -> Incoming | None:
    """None for what the bot does not answer: what is not said to it in a group, channels, other bots, what Telegram
    writes itself. `name`: the bot's own, by which it is called in groups."""
    event_id = str(number(update["update_id"]))
    if "callback_query" in update:
        return _tap(event_id, update["callback_query"])
    if "message" in update:
        message = update["message"]
        if is_group(message.get("chat")):
            return read_in_group(event_id, message, name)
        return _message(event_id, message)
    if "edited_message" in update:
        return _message(event_id, update["edited_message"], edited=True)
    if "my_chat_member" in update:
        return read_membership(event_id, update["my_chat_member"])
    return None


def read_or_none(update: Any, name: str = "") -> Incoming | None:
    """Takes an update of any shape. Where it cannot be read and its sender is known, the result asks them to send it
    again. The log names the update and not its content."""
    try:
        return read_update(update, name)
    except (AttributeError, KeyError, TypeError, ValueError):
        unread = _unread(update)
        named = update_number(update)
        told = "the sender is told" if unread else "nobody can be told"
        log.warning("update %s holds what cannot be read and was set aside; %s", named or "without a number", told)
        return unread


def update_number(update: Any) -> int | None:
    found = update.get("update_id") if isinstance(update, dict) else None
    return found if is_number(found) else None


def next_offset(updates: Sequence[Any], offset: int) -> int:
    """What acknowledges these: never less than before, whatever they hold."""
    return max([offset, *(found + 1 for update in updates if (found := update_number(update)) is not None)])


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
    """What can be read of the update: enough to answer its sender."""
    try:
        body = update.get("callback_query") or update.get("edited_message") or update["message"]
        user, chat = body["from"], body["message"]["chat"] if "callback_query" in update else body["chat"]
        if not _is_person(chat, user):
            return None
        event_id, address = str(number(update["update_id"])), str(number(user["id"]))
        return Incoming(TELEGRAM, event_id, address, unreadable=True, language=_language(user))
    except (AttributeError, KeyError, TypeError, ValueError):
        return None


def _language(user: dict[str, Any]) -> str:
    code = str(user.get("language_code", "vi")).split("-")[0]
    return code if code in LANGUAGES else "vi"


def _is_person(chat: dict[str, Any], user: dict[str, Any]) -> bool:
    return chat.get("type") == "private" and not user.get("is_bot")


def _tap(event_id: str, tap: dict[str, Any]) -> Incoming | None:
    message, user = tap.get("message"), tap["from"]
    if message is None or user.get("is_bot") or not (is_group(message["chat"]) or _is_person(message["chat"], user)):
        return None
    tapped = Incoming(
        channel=TELEGRAM,
        event_id=event_id,
        address=str(number(user["id"])),
        action=text(tap.get("data")) or "-",
        message_id=str(number(message["message_id"])),
        language=_language(user),
        thread=thread_of(message),
    )
    return in_group(tapped, message["chat"]) if is_group(message["chat"]) else tapped


def _message(event_id: str, message: dict[str, Any], *, edited: bool = False) -> Incoming | None:
    user = message.get("from")
    if user is None or not _is_person(message["chat"], user) or is_service(message):
        return None
    if edited and "location" in message:  # one that is shared live moves all the time
        return None
    return Incoming(
        channel=TELEGRAM,
        event_id=event_id,
        address=str(number(user["id"])),
        text=words_of(message),
        file=file_of(message),
        language=_language(user),
        replies_to=buttons_of(message.get("reply_to_message")),
        quoted=quoted_of(message),
        sent_id=sent_id(message),
        edited=edited,
        album=album_of(message),
        forwarded_from=forwarded_from(message),
        place=place_of(message),
        contact=contact_of(message),
        unusable=unusable(message),
        thread=thread_of(message),
    )
