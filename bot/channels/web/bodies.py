"""What a request carries in its body: never more than agreed, and of the kind that was asked for."""

import json
from typing import Any
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

MAX_JSON = 100_000
MAX_FORM = 40_000
_MAX_FIELDS = 20


async def json_body(request: Request) -> dict[str, Any]:
    body = await _body(request, "application/json", MAX_JSON)
    try:
        parsed = json.loads(body)
    except (ValueError, RecursionError):
        raise HTTPException(400) from None
    if not isinstance(parsed, dict):
        raise HTTPException(400)
    return parsed


async def form_body(request: Request) -> list[tuple[str, str]]:
    """The fields of an ordinary form, in its order; without line ends of Windows."""
    body = await _body(request, "application/x-www-form-urlencoded", MAX_FORM)
    try:
        fields = parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=_MAX_FIELDS)
    except ValueError:
        raise HTTPException(400) from None
    return [(name, value.replace("\r\n", "\n")) for name, value in fields]


async def _body(request: Request, media_type: str, limit: int) -> bytes:
    if not request.headers.get("content-type", "").startswith(media_type):
        raise HTTPException(415)
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit:
            raise HTTPException(413)
    return body
