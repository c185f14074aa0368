"""Single values of a request; what is none of its kind is answered with 400."""

import re
from typing import Any

from starlette.exceptions import HTTPException

from storage.ground.text import storable

_CLIENT_ID = re.compile("[A-Za-z0-9._-]{1,64}")


def client_id(value: object) -> str:
    if not (isinstance(value, str) and _CLIENT_ID.fullmatch(value)):
        raise HTTPException(400)
    return value


def message_id(value: object) -> str | None:
    """True is an int, too, and so is a number of a thousand digits."""
    return str(value) if type(value) is int and 0 < value < 2**53 else None


def text_of(body: dict[str, Any], name: str, limit: int) -> str:
    value = body.get(name) or ""
    if not isinstance(value, str) or len(value) > limit:
        raise HTTPException(400)
    return storable(value)


def number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 16):
        raise HTTPException(400)
    return int(text)
