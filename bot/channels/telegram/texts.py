"""Links, and what stands out in a text: Telegram counts in UTF-16 code units, 4096 in a message, 1024 in a
caption."""

from collections.abc import Sequence
from typing import Any

from bot.channels.pieces import units

TEXT_UNITS = 4096
CAPTION_UNITS = 1024


def chat_link(bot: str, payload: str) -> str:
    """Opens the chat with the bot of this name with `/start PAYLOAD`; at most 64 of A-Z, a-z, 0-9, _ and -."""
    return f"https://t.me/{bot}?start={payload}"


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
