"""Single values of Telegram's JSON, of which nothing is believed."""

from typing import Any

from bot.channels.telegram.answers import is_number
from storage.ground.text import storable

LONGEST_NAME = 512


class Strange(ValueError):
    """A field that does not have the type Telegram documents."""


def number(value: Any) -> int:
    if not is_number(value):
        raise Strange
    return int(value)


def text(value: Any) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Strange
    return storable(value)


def name(value: Any) -> str:
    """A name that is kept or sent back as it is."""
    if not isinstance(value, str) or len(value) > LONGEST_NAME or storable(value) != value:
        raise Strange
    return value


def size(value: Any) -> int:
    return 0 if value is None or value == 0 else number(value)
