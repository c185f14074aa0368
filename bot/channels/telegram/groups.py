"""What is said to the bot in a group: commands, what names it, replies to it. All else is between the people there."""

import re
from dataclasses import replace
from typing import Any

from bot.channels.telegram.answers import is_number
from bot.channels.telegram.contents import album_of, buttons_of, file_of, forwarded_from, thread_of, words_of
from bot.channels.telegram.values import number, text
from handlers.incoming import GroupNews, GroupPlace, Incoming
from storage.ground.channels import TELEGRAM
from storage.ground.text import shorten

GROUPS = frozenset({"group", "supergroup"})
LONGEST_TITLE = 100
# Telegram's own account, in whose name administrators write who do not show theirs.
_ANONYMOUS_ADMIN = 1_087_968_824


def is_group(chat: Any) -> bool:
    return isinstance(chat, dict) and chat.get("type") in GROUPS


def place(chat: dict[str, Any], **more: Any) -> GroupPlace:
    return GroupPlace(str(_chat_id(chat["id"])), shorten(text(chat.get("title")), LONGEST_TITLE), **more)


def _chat_id(value: Any) -> int:
    if not is_number(value, lowest=-(2**63)):
        raise ValueError("no chat")
    return int(value)


def read_in_group(event_id: str, message: dict[str, Any], name: str) -> Incoming | None:
    """`name`: the bot's own. None for what is not said to it."""
    user, chat = message.get("from") or {}, message["chat"]
    if is_number(message.get("migrate_to_chat_id"), lowest=-(2**63)):
        moved = place(chat, news=GroupNews.MOVED, moved_to=str(message["migrate_to_chat_id"]))
        return Incoming(TELEGRAM, event_id, "", group=moved)
    said, file = words_of(message), file_of(message)
    if not (said or file) or not _is_addressed(message, said, name):
        return None
    if user.get("id") == _ANONYMOUS_ADMIN:
        return Incoming(TELEGRAM, event_id, "", group=place(chat, anonymous=True))
    if user.get("is_bot") or not is_number(user.get("id")):
        return None
    return Incoming(
        channel=TELEGRAM,
        event_id=event_id,
        address=str(number(user["id"])),
        text=_without_name(said, name),
        replies_to=buttons_of(message.get("reply_to_message")),
        forwarded_from=forwarded_from(message),
        group=place(chat),
        thread=thread_of(message),
        file=file,
        album=album_of(message),
    )


def _is_addressed(message: dict[str, Any], said: str, name: str) -> bool:
    if said.startswith("/"):
        named = re.match(r"/\w+@(\w+)", said)
        return named is None or named[1].lower() == name.lower()
    answered = message.get("reply_to_message")
    author = answered.get("from") if isinstance(answered, dict) else None
    to_bot = isinstance(author, dict) and str(author.get("username", "")).lower() == name.lower()
    return bool(name) and (to_bot or _mention(name).search(said) is not None)


def _mention(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)@{re.escape(name)}(?!\w)", re.IGNORECASE)


def _without_name(said: str, name: str) -> str:
    return said if said.startswith("/") or not name else _mention(name).sub(" ", said).strip(" ,:")


def in_group(tap: Incoming, chat: dict[str, Any]) -> Incoming:
    return replace(tap, group=place(chat))


def read_stay(event_id: str, change: dict[str, Any]) -> Incoming | None:
    """The bot was added, or is gone."""
    was, now = (change[key]["status"] in ("kicked", "left") for key in ("old_chat_member", "new_chat_member"))
    if was == now:
        return None
    user = change.get("from") or {}
    address = str(user["id"]) if is_number(user.get("id")) and not user.get("is_bot") else ""
    news = GroupNews.REMOVED if now else GroupNews.ADDED
    return Incoming(TELEGRAM, event_id, address, group=place(change["chat"], news=news))
