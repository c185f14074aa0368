"""A line of a conversation as the page gets it, and the links of the files in it."""

import hmac
from collections.abc import Mapping
from datetime import UTC
from typing import Any

from bot.channels.web.sessions import CITIZEN
from storage.keys import keyed_hash
from storage.messages.conversations import Line
from storage.messages.files import FileCard
from storage.messages.payloads import Heard, Said, StoredButton

PICTURES = ("image/jpeg", "image/png")
PLAYED = ("audio/ogg", "audio/mp4", "audio/mpeg", "video/mp4")


class FileLinks:
    """A link opens one file for one conversation and no other."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def make(self, file_id: int, address: str) -> str:
        persona = address.partition(":")[2] or CITIZEN
        return f"/api/chat/files/{file_id}/{self._key(file_id, address)}?as={persona}"

    def is_genuine(self, key: str, file_id: int, address: str) -> bool:
        return hmac.compare_digest(self._key(file_id, address).encode(), key.encode())

    def _key(self, file_id: int, address: str) -> str:
        return keyed_hash(self._secret, "web file", str(file_id), address)[:32]


def shown(line: Line, address: str, links: FileLinks, cards: Mapping[int, FileCard]) -> dict[str, Any]:
    """As docs/web-chat.md describes it."""
    content = line.content
    said = content if isinstance(content, Said) else Said(content.text)
    return {
        "id": line.id,
        "from": "bot" if line.client_id is None else "me",
        "at": line.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "text": said.text,
        "buttons": [[_button(button) for button in row] for row in said.rows],
        "replaces": int(said.replaces) if said.replaces else None,
        "client_id": line.client_id,
        "tap": isinstance(content, Heard) and content.tap,
        **({"headings": list(said.headings)} if said.headings else {}),
        **_attachment(said.file_id, address, links, cards),
    }


def _button(button: StoredButton) -> dict[str, str]:
    if button.url:
        return {"label": button.label, "url": button.url}
    if button.copies:
        return {"label": button.label, "copies": button.copies}
    drawn = {"label": button.label, "action": button.action}
    return {**drawn, "style": button.style} if button.style else drawn


def _attachment(
    file_id: int | None, address: str, links: FileLinks, cards: Mapping[int, FileCard]
) -> dict[str, dict[str, Any] | None]:
    card = None if file_id is None else cards.get(file_id)
    if file_id is None or card is None:
        return {"picture": None, "file": None}
    url = links.make(file_id, address)
    if card.media_type in PICTURES:
        return {"picture": {"url": url, "alt": card.name}, "file": None}
    file = {"url": url, "name": card.name, "size": card.size}
    played = {"plays": card.media_type.partition("/")[0]} if card.media_type in PLAYED else {}
    return {"picture": None, "file": {**file, **played}}
