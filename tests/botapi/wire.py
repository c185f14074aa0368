"""What goes over the wire: refusals, uploaded parts, and the parameters of one request in whichever form they came."""

import json
from collections.abc import Callable
from typing import Any, NamedTuple
from urllib.parse import parse_qsl

from aiohttp.web import BaseRequest, FileField, HTTPRequestEntityTooLarge

Json = dict[str, Any]
Clock = Callable[[], float]


class Upload(NamedTuple):
    """A file that came as a part of a multipart/form-data request."""

    file_name: str
    content: bytes
    mime_type: str


class ApiError(Exception):
    """A refusal, worded as the real server words it."""

    def __init__(self, error_code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.error_code = error_code
        self.description = description
        self.parameters = parameters

    def body(self) -> Json:
        body: Json = {"ok": False, "error_code": self.error_code, "description": self.description}
        return body | {"parameters": self.parameters} if self.parameters else body


def bad_request(reason: str) -> ApiError:
    return ApiError(400, f"Bad Request: {reason}")


def utf16_length(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


async def read_parameters(request: BaseRequest) -> Json:
    parameters: Json = dict(request.query) if request.query_string else {}
    if not request.can_read_body:
        return parameters
    if request.content_type.startswith("multipart/"):
        return parameters | await _read_multipart(request)
    body = await request.read()
    if request.content_type == "application/json":
        return parameters | _read_json(body)
    parameters.update(parse_qsl(body.decode(), keep_blank_values=True))
    return parameters


def _read_json(body: bytes) -> Json:
    try:
        values = json.loads(body)
    except ValueError:
        raise bad_request("can't parse JSON object") from None
    if not isinstance(values, dict):
        raise bad_request("can't parse JSON object")
    return {name: value for name, value in values.items() if value is not None}


async def _read_multipart(request: BaseRequest) -> Json:
    try:
        form = await request.post()
    except HTTPRequestEntityTooLarge:
        raise ApiError(413, "Request Entity Too Large") from None
    return {name: _read_part(value) for name, value in form.items()}


def _read_part(value: object) -> object:
    if not isinstance(value, FileField):
        return value
    with value.file as part:
        return Upload(value.filename, part.read(), value.content_type)
