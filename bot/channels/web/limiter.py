"""Limits how many requests one address may make: enough for the many citizens who share one, too few for a flood."""

import math
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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
BUSY_SECONDS = 10
# What messengers post carries a secret or a signature; a proxy asks for the health; files cost nothing, and one page
# needs a dozen.
UNLIMITED = frozenset(("/telegram", "/zalo", "/zalo-bot", "/healthz"))
STATIC = "/static/"


class Limiter:
    """Counts in this process's memory: with several processes the limit is that many times higher."""

    def __init__(self, requests_a_minute: int) -> None:
        self._at_once = requests_a_minute
        self._under_way: Counter[str] = Counter()
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

    @contextmanager
    def under_way(self, request: Request) -> Iterator[bool]:
        """False where this address has as many requests under way as it may make in a minute: the chat waits with one
        for 25 seconds, and a body may take longer, but none does so for a minute."""
        who = network_of(request)
        self._under_way[who] += 1
        try:
            yield self._under_way[who] <= self._at_once
        finally:
            self._under_way[who] -= 1
            if not self._under_way[who]:
                del self._under_way[who]

    def count(self, kind: str, request: Request) -> None:
        """The same, refusing with 429."""
        seconds = self.wait(kind, request)
        if seconds:
            raise too_many(seconds)


def too_many(seconds: int) -> HTTPException:
    return HTTPException(429, headers={"Retry-After": str(seconds)})


def network_of(request: Request) -> str:
    return network_of_host(request.client.host if request.client else "")


def network_of_host(host: str) -> str:
    """The /64 of an IPv6 address, because one customer has all of it; an IPv4 address as it is."""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or int(address) >> 64)
    return host


def _is_unlimited(path: str) -> bool:
    """Files that messengers link to (`/zalo-bot/files/…`) are pages like any other."""
    return path in UNLIMITED or path.startswith(STATIC)


class LimitRequests:
    """The outermost limit, over all that the public may call. `refuse` makes the page that says so."""

    def __init__(self, app: ASGIApp, limiter: Limiter, refuse: Callable[[Request, Exception], Response]) -> None:
        self._app = app
        self._limiter = limiter
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        with self._limiter.under_way(request) as has_place:
            seconds = 0 if has_place else BUSY_SECONDS
            if has_place and not _is_unlimited(scope["path"]):
                seconds = self._limiter.wait("request", request)
            if seconds:
                await self._refuse(request, too_many(seconds))(scope, receive, send)
            else:
                await self._app(scope, receive, send)
