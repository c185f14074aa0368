"""HTTP responses as the real server words them."""

import json

from aiohttp.web import Response

from tests.botapi.faults import Fault
from tests.botapi.wire import ApiError, Json

BAD_GATEWAY = b"<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>"


def reply(body: Json, status: int = 200) -> Response:
    headers = None
    if status == 429:
        headers = {"Retry-After": str(body["parameters"]["retry_after"])}
    return Response(body=json.dumps(body).encode(), status=status, content_type="application/json", headers=headers)


def refuse(error: ApiError) -> Response:
    return reply(error.body(), error.error_code)


def fail(fault: Fault) -> Response:
    if fault.kind == "garble":
        return Response(body=fault.body, status=fault.status, content_type="text/html")
    # A gateway in front of the real server answers in HTML, which a client must survive.
    if fault.status == 502:
        return Response(body=BAD_GATEWAY, status=502, content_type="text/html")
    return refuse(ApiError(fault.status, "Internal Server Error"))
