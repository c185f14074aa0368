"""How each channel shows a screen, with its limits."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.channels.pieces import pieces
from bot.channels.telegram.texts import CAPTION_UNITS, TEXT_UNITS
from tests.gallery.walking import Screen

MENU_TEXT = 2_000  # characters of a message with a numbered menu, as Zalo has it
MENU_BUTTONS = 5
MENU_LABEL = 100


@dataclass(frozen=True)
class Shown:
    """Messages as they arrive, and rows of labels under the last. `limits`: what the channel had to change."""

    texts: list[str]
    rows: list[list[str]]
    limits: str = ""


def web(screen: Screen) -> Shown:
    return Shown([screen.text], _labels(screen))


def telegram(screen: Screen) -> Shown:
    caption = screen.file and len(pieces(screen.text, CAPTION_UNITS)) == 1
    texts = [screen.text] if caption else pieces(screen.text, TEXT_UNITS)
    return Shown(texts, _labels(screen), f"{len(texts)} messages" if len(texts) > 1 else "")


def numbered(screen: Screen) -> Shown:
    """Up to five buttons as buttons; more become lines with a number, which is typed."""
    labels = [label for row in _labels(screen) for label in row]
    if len(labels) <= MENU_BUTTONS:
        texts = pieces(screen.text, MENU_TEXT)
        return Shown(texts, [[label[:MENU_LABEL]] for label in labels], _several(texts))
    menu = "\n".join(f"{number}. {label}" for number, label in enumerate(labels, 1))
    texts = pieces(f"{screen.text}\n\n{menu}", MENU_TEXT)
    return Shown(texts, [], ", ".join(filter(None, (f"{len(labels)} choices as a numbered menu", _several(texts)))))


def _several(texts: list[str]) -> str:
    return f"{len(texts)} messages" if len(texts) > 1 else ""


def _labels(screen: Screen) -> list[list[str]]:
    return [[button["label"] + (" ↗" if "url" in button else "") for button in row] for row in screen.rows]


CHANNELS: dict[str, Callable[[Screen], Shown]] = {"Web": web, "Telegram": telegram, "Numbered menus": numbered}
