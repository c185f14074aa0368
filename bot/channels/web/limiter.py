"""How often one address may ask: enough for the many citizens who share one, too little for a flood."""

import math
import time
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address

from limits import RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import SlidingWindowCounterRateLimiter
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

POSTS_A_MINUTE = 30
UNKNOWN_LINKS_A_MINUTE = 30
# A citizen's fifteen a day are counted by session, and a new session is one request away.
UPLOADS_AN_HOUR = 100
# Telegram's calls carry a secret; a proxy asks for the health; files cost nothing, and one page needs a dozen.
UNLIMITED = ("/telegram", "/healthz", "/static/")


class Limiter:
    """In this process's memory: several processes allow as many times as much."""

    def __init__(self, requests_a_minute: int) -> None:
        # Not the library's moving window: its memory storage keeps the name of every address for ever.
        self._windows = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._limits = {
            "request": RateLimitItemPerMinute(requests_a_minute),
            "post": RateLimitItemPerMinute(POSTS_A_MINUTE),
            "unknown": RateLimitItemPerMinute(UNKNOWN_LINKS_A_MINUTE),
            "upload": RateLimitItemPerHour(UPLOADS_AN_HOUR),
        }

    def wait(self, kind: str, request: Request) -> int:
        """Counts one `request`, `post`, `unknown` link or `upload`; the seconds to wait after one too many, or 0."""
        limit, who = self._limits[kind], network_of(request)
        if self._windows.hit(limit, kind, who):
            return 0
        return max(1, math.ceil(self._windows.get_window_stats(limit, kind, who).reset_time - time.time()))

    def count(self, kind: str, request: Request) -> None:
        """The same, refusing with 429."""
        seconds = self.wait(kind, request)
        if seconds:
            raise too_many(seconds)


def too_many(seconds: int) -> HTTPException:
    return HTTPException(429, headers={"Retry-After": str(seconds)})


def network_of(request: Request) -> str:
    """An IPv6 customer has a whole /64 to write from."""
    host = request.client.host if request.client else ""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or int(address) >> 64)
    return host


class LimitRequests:
    """The outermost limit, over all that the public may call. `refuse` makes the page that says so."""

    def __init__(self, app: ASGIApp, limiter: Limiter, refuse: Callable[[Request, Exception], Response]) -> None:
        self._app = app
        self._limiter = limiter
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not scope["path"].startswith(UNLIMITED):
            request = Request(scope)
            seconds = self._limiter.wait("request", request)
            if seconds:
                await self._refuse(request, too_many(seconds))(scope, receive, send)
                return
        await self._app(scope, receive, send)
