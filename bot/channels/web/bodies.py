"""What a request carries in its body: never more than agreed, and of the kind that was asked for."""

import json
from typing import Any
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.requests import Request

from storage.ground.text import storable

MAX_JSON = 100_000
MAX_FORM = 40_000
_MAX_FIELDS = 20


async def read_json(request: Request, limit: int) -> Any:
    """The parsed body; answers 413 where it is longer than that many bytes, 400 where it is no JSON."""
    try:
        return json.loads(await read_body(request, limit))
    except (ValueError, RecursionError):
        raise HTTPException(400) from None


async def json_body(request: Request) -> dict[str, Any]:
    """A JSON object that says it is one."""
    _expect(request, "application/json")
    parsed = await read_json(request, MAX_JSON)
    if not isinstance(parsed, dict):
        raise HTTPException(400)
    return parsed


async def form_body(request: Request) -> list[tuple[str, str]]:
    """The fields of an ordinary form, in its order; without line ends of Windows."""
    _expect(request, "application/x-www-form-urlencoded")
    body = await read_body(request, MAX_FORM)
    try:
        fields = parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=_MAX_FIELDS)
    except ValueError:
        raise HTTPException(400) from None
    return [(storable(name), storable(value.replace("\r\n", "\n"))) for name, value in fields]


def _expect(request: Request, media_type: str) -> None:
    if not request.headers.get("content-type", "").startswith(media_type):
        raise HTTPException(415)


async def read_body(request: Request, limit: int) -> bytes:
    """Answers 413 where it is longer."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit:
            raise HTTPException(413)
    return bytes(body)
