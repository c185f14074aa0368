"""Links, and texts: Telegram counts them in UTF-16 code units, 4096 in a message, 1024 in a caption."""

from collections.abc import Sequence
from typing import Any

TEXT_UNITS = 4096
CAPTION_UNITS = 1024


def chat_link(bot: str, payload: str) -> str:
    """Opens the chat with the bot of this name with `/start PAYLOAD`; at most 64 of A-Z, a-z, 0-9, _ and -."""
    return f"https://t.me/{bot}?start={payload}"


def units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def pieces(text: str, limit: int = TEXT_UNITS) -> list[str]:
    """The whole text in messages that fit, cut where a line or a word ends; at least one."""
    text = text.strip()
    found = []
    while units(text) > limit:
        head = _head(text, limit)
        place = max(head.rfind("\n"), 0) or max(head.rfind(" "), 0) or len(head)
        found.append(head[:place])
        text = text[place:].lstrip()
    return [*found, text]


def _head(text: str, limit: int) -> str:
    """As much of its beginning as fits. No character is cut in two."""
    head = text[:limit]
    while units(head) > limit:
        head = head[: len(head) - (units(head) - limit + 1) // 2]
    return head


def bold(text: str, headings: Sequence[int], piece: str) -> list[dict[str, Any]]:
    """The entities of a piece of the text, in which the lines of these numbers stand out."""
    lines = text.split("\n")
    wanted = {lines[number].strip() for number in headings if number < len(lines)} - {""}
    found, offset = [], 0
    for line in piece.split("\n") if wanted else ():
        if line in wanted:
            found.append({"type": "bold", "offset": offset, "length": units(line)})
        offset += units(line) + 1
    return found
