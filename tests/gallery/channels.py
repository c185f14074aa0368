"""How each channel shows a screen, with its limits."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from bot.channels.pieces import pieces
from bot.channels.telegram.texts import CAPTION_UNITS
from bot.demo.looks import shown_as
from handlers.words.catalogue import Words
from storage.ground.channels import TELEGRAM, ZALO, ZALO_BOT, declared
from storage.messages.payloads import read_said
from tests.gallery.walking import Screen

TEXT_UNITS = declared(TELEGRAM).text or 0
SAY = Words("vi")


@dataclass(frozen=True)
class Shown:
    """Messages as they arrive, and rows of labels under the last. `limits`: what the channel had to change."""

    texts: list[str]
    rows: list[list[str]]
    limits: str = ""


def web(screen: Screen) -> Shown:
    return Shown([screen.text], _labels(screen.rows))


def telegram(screen: Screen) -> Shown:
    caption = screen.file and len(pieces(screen.text, CAPTION_UNITS)) == 1
    texts = [screen.text] if caption else pieces(screen.text, TEXT_UNITS)
    return Shown(texts, _labels(screen.rows), _several(texts))


def zalo(look: str, screen: Screen) -> Shown:
    """As its channel draws it: five buttons under a message, or lines with numbers."""
    drawn = shown_as(look, read_said({"text": screen.text, "rows": screen.rows}), SAY) or []
    texts = [message["text"] for message in drawn]
    rows = [row for message in drawn for row in _labels(message["buttons"])]
    changed = [f"{len(message['choices'])} numbered lines" for message in drawn if message.get("choices")]
    changed += ["the rest behind one more button" for row in rows if row[0].startswith(SAY("more_choices.button"))]
    return Shown(texts, rows, ", ".join(filter(None, (*changed, _several(texts)))))


def _several(texts: list[str]) -> str:
    return f"{len(texts)} messages" if len(texts) > 1 else ""


def _labels(rows: list[list[dict[str, str]]]) -> list[list[str]]:
    return [[button["label"] + (" ↗" if "url" in button else "") for button in row] for row in rows]


CHANNELS: dict[str, Callable[[Screen], Shown]] = {
    "Web": web,
    "Telegram": telegram,
    "Zalo": partial(zalo, ZALO),
    "Zalo (bot)": partial(zalo, ZALO_BOT),
}
