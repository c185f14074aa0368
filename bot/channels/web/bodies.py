"""Reading what a request brings, up to a limit, whatever it claims to be."""

import json
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request


async def read_json(request: Request, limit: int) -> Any:
    """The parsed body; answers 413 where it is longer than that many bytes, 400 where it is no JSON."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit:
            raise HTTPException(413)
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        raise HTTPException(400) from None


def whole(text: str) -> str:
    """Half a character (a lone surrogate) cannot be stored or sent again: it becomes a question mark."""
    return text.encode("utf-8", "replace").decode()
