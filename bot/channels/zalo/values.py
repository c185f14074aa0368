"""Single values of Zalo's JSON, of which nothing is believed."""

from collections.abc import Mapping
from typing import Any

from storage.ground.text import storable

LONGEST_NAME = 100
LONGEST_ADDRESS = 2000


class Strange(ValueError):
    """A field that does not have the type Zalo documents."""


def part(value: Any) -> Mapping[str, Any]:
    """An object; empty where there is none."""
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise Strange
    return value


def text(value: Any) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise Strange
    return storable(value)


def name(value: Any) -> str:
    """An id: longer than numbers are exact elsewhere, so that it is text here, also where it comes as a number."""
    written = str(value) if type(value) is int else value
    if not isinstance(written, str) or not 0 < len(written) <= LONGEST_NAME or storable(written) != written:
        raise Strange
    return written


def name_or_none(value: Any) -> str:
    return "" if value is None or value == "" else name(value)


def number(value: Any) -> float:
    """Also one that comes as text."""
    if type(value) not in (int, float, str) or len(str(value)) > LONGEST_NAME:
        raise Strange
    return float(value)


def size(value: Any) -> int:
    """Bytes; 0 where nobody says."""
    return max(int(number(value)), 0) if value not in (None, "") else 0


def address(value: Any) -> str:
    """Of a file on the web."""
    if not isinstance(value, str) or not value.startswith(("https://", "http://")) or len(value) > LONGEST_ADDRESS:
        raise Strange
    if storable(value) != value:
        raise Strange
    return value
