"""What one attachment holds, from Zalo's own JSON."""

import json
from collections.abc import Mapping
from mimetypes import guess_type
from typing import Any

from bot.channels.zalo.kinds import CARD, FILES, LINK, PLACE, UNUSABLE
from bot.channels.zalo.values import Strange, address, name, number, part, size, text
from handlers.incoming import Contact, IncomingFile, Unusable


def kind_of(attachment: Any, named: str) -> str:
    """`named`: the kind in the event's name. A business card comes as a link that describes a phone number."""
    kind = text(part(attachment).get("type")) or named
    return CARD if kind == LINK and (named == CARD or _card(attachment) is not None) else kind


def file_of(kind: str, attachment: Any) -> IncomingFile:
    """Its reference is the address where Zalo keeps it for a while; its size is 0 where Zalo does not say it."""
    payload = part(part(attachment).get("payload"))
    called = text(payload.get("name"))
    media_type = (guess_type(called)[0] if kind == "file" else None) or FILES[kind]
    return IncomingFile(address(payload.get("url")), called, media_type, size(payload.get("size")))


def place_of(attachment: Any) -> str:
    """`10.77990, 106.70010`"""
    on_map = part(part(part(attachment).get("payload")).get("coordinates"))
    return f"{_degrees(on_map.get('latitude'), 90):.5f}, {_degrees(on_map.get('longitude'), 180):.5f}"


def _degrees(value: Any, most: int) -> float:
    found = number(value)
    if not -most <= found <= most:
        raise Strange
    return found


def link_of(attachment: Any, written: str) -> str:
    """As words: what it is called and where it leads, unless the person's own words name it already."""
    payload = part(part(attachment).get("payload"))
    parts = (written, text(payload.get("description")), text(payload.get("url")))
    found: list[str] = []
    for one in parts:
        if one and not any(one in before for before in found):
            found.append(one)
    return "\n".join(found)


def card_of(attachment: Any) -> Contact:
    """Of somebody: that it is the sender's own is not said."""
    card = _card(attachment) or {}
    return Contact(text(card.get("phone")), is_own=False)


def _card(attachment: Any) -> Mapping[str, Any] | None:
    described = part(part(attachment).get("payload")).get("description")
    try:
        card = json.loads(described) if isinstance(described, str) else None
    except (ValueError, RecursionError):
        return None
    return card if isinstance(card, dict) and "phone" in card else None


def shared_phone(info: Any, *, is_own: bool) -> Contact:
    """`84901234567`; the name and the address that come with it are not taken."""
    return Contact(name(part(info).get("phone")), is_own)


def unusable_of(kind: str) -> Unusable:
    return UNUSABLE.get(kind, Unusable.UNKNOWN)


def is_readable(kind: str) -> bool:
    return kind in FILES or kind in (PLACE, LINK, CARD)
