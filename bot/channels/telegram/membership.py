"""What Telegram says of the bot's own place in a chat (`my_chat_member`)."""

from typing import Any

from bot.channels.telegram.answers import is_number
from bot.channels.telegram.groups import is_group, read_stay
from handlers.incoming import Incoming, Presence
from storage.ground.channels import TELEGRAM

_GONE = frozenset({"kicked", "left"})


def read_membership(event_id: str, change: dict[str, Any]) -> Incoming | None:
    """A person who blocks the bot, or takes it back; a group that adds or removes it. None for channels, and for what
    changes nothing."""
    if is_group(change["chat"]):
        return read_stay(event_id, change)
    chat, user = change["chat"], change["from"]
    if chat.get("type") != "private" or user.get("is_bot") or not is_number(user["id"]):
        return None
    was, now = (change[name]["status"] in _GONE for name in ("old_chat_member", "new_chat_member"))
    if was == now:
        return None
    return Incoming(TELEGRAM, event_id, str(user["id"]), presence=Presence.GONE if now else Presence.BACK)
