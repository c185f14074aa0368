"""The web server: the pages it is given, their files, and a health check."""

from collections.abc import Awaitable, Callable, Iterable, Mapping
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.channels.base import Page
from bot.channels.web.limiter import Limiter, LimitRequests
from bot.channels.web.refusals import RefusalPage
from bot.channels.web.rendering import STATIC
from handlers.kit.occasion import Office
from storage.outages import Unavailable

_SAFE_HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",  # links carry signed tokens
    # What a person sees is not left behind on a computer that many use.
    "cache-control": "no-store",
}
# The same for everybody, and asked for anew by its ETag; a kiosk keeps its page itself.
_SHARED = ("/static/", "/kiosk", "/favicon.ico")
_SHARED_HEADERS = {**_SAFE_HEADERS, "cache-control": "no-cache"}


class SafeHeaders:
    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = _SHARED_HEADERS if scope.get("path", "").startswith(_SHARED) else _SAFE_HEADERS

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                present = {name.lower() for name, _ in message["headers"]}
                message["headers"] += [
                    (name.encode(), value.encode()) for name, value in headers.items() if name.encode() not in present
                ]
            await send(message)

        await self._app(scope, receive, send_with_headers)


def make_app(
    office: Office,
    limiter: Limiter,
    pages: Iterable[Page],
    is_healthy: Callable[[], Awaitable[bool]],
    ages: Callable[[], Mapping[str, Any]] = dict,
) -> Starlette:
    routes = [
        *(route for page in pages for route in page.routes()),
        _health(is_healthy, ages),
        Mount("/static", GZipMiddleware(StaticFiles(directory=STATIC))),
        # Browsers ask for it when a picture is opened alone.
        Route("/favicon.ico", lambda _: FileResponse(STATIC / "icon.svg")),
    ]
    refuse = RefusalPage(office).show
    app = Starlette(
        routes=routes,
        middleware=_middleware(office, limiter),
        exception_handlers={HTTPException: refuse, Unavailable: refuse, ClientDisconnect: _gone, 500: refuse},
    )
    # It would send people to whatever host their request named.
    app.router.redirect_slashes = False
    return app


def _health(is_healthy: Callable[[], Awaitable[bool]], ages: Callable[[], Mapping[str, Any]]) -> Route:
    async def health(request: Request) -> Response:
        is_well = await is_healthy()
        return JSONResponse({"ok": is_well, **ages()}, 200 if is_well else 503)

    return Route("/healthz", health)


def _gone(request: Request, error: Exception) -> Response:
    """The client has gone away: nobody reads the answer, and nothing is wrong."""
    return Response(status_code=408)


def _middleware(office: Office, limiter: Limiter) -> list[Middleware]:
    middleware = [Middleware(SafeHeaders)]
    if office.demo:
        # Anyone may take any role here: a page of another site must not reach it under a name of its own.
        middleware.append(
            Middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost"], www_redirect=False)
        )
    middleware.append(Middleware(LimitRequests, limiter, RefusalPage(office).show))
    return middleware
