"""What messengers' services post to us: answered once it is committed."""

import hmac
import logging
from collections.abc import Awaitable, Callable

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from bot.channels.web.bodies import read_body
from storage.outages import Unavailable

MOST_BYTES = 1_000_000
log = logging.getLogger(__name__)


async def is_taken(taking: Awaitable[None]) -> bool:
    """False where it has to be posted again."""
    try:
        await taking
    except HTTPException:
        raise
    except Unavailable:
        return False
    except Exception as error:  # the intake has told where it comes from
        log.error("what was posted was not taken (%s); it has to be posted again", type(error).__name__)
        return False
    return True


class SecretDoor:
    """A page for a service that proves itself by the secret we gave it with the address. `header`: where it stands;
    `take`: returns once what the body says is committed."""

    def __init__(self, path: str, header: str, secret: str, take: Callable[[bytes], Awaitable[None]]) -> None:
        self._path = path
        self._header = header
        self._secret = secret
        self._take = take

    def routes(self) -> list[BaseRoute]:
        return [Route(self._path, self.post, methods=["POST"])]

    async def post(self, request: Request) -> Response:
        if not hmac.compare_digest(self._secret.encode(), request.headers.get(self._header, "").encode()):
            raise HTTPException(403)
        if not await is_taken(self._take(await read_body(request, MOST_BYTES))):
            raise HTTPException(503)
        return PlainTextResponse("")
