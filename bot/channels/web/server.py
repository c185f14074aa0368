"""The web server: the chat, the rating page, kiosks, webhooks, and a health check."""

import logging
from collections.abc import Awaitable, Callable
from typing import Protocol

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.channels.web.bodies import read_json
from bot.channels.web.chat import WebChat, language_of
from bot.channels.web.kiosk import KioskPage
from bot.channels.web.limiter import Limiter, LimitRequests
from bot.channels.web.rating_page import RatingPage
from bot.channels.web.refusals import RefusalPage
from bot.channels.web.rendering import STATIC, page
from bot.channels.web.sessions import PERSONAS, open_session, persona_of
from handlers.catalogue import Words, catalogue
from handlers.occasion import Office

MAX_UPDATE = 1_000_000
_SAFE_HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",  # links carry signed tokens
    "cache-control": "no-cache",
}
log = logging.getLogger(__name__)


class Webhook(Protocol):
    """What a channel that Telegram or another service posts to has to say about it."""

    def is_genuine(self, secret: str | None) -> bool: ...

    async def take(self, update: object) -> None:
        """Returns once it is committed."""


class SafeHeaders:
    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                present = {name.lower() for name, _ in message["headers"]}
                message["headers"] += [
                    (name.encode(), value.encode())
                    for name, value in _SAFE_HEADERS.items()
                    if name.encode() not in present
                ]
            await send(message)

        await self._app(scope, receive, send_with_headers)


class ChatPage:
    def __init__(self, office: Office) -> None:
        self._office = office

    async def show(self, request: Request) -> Response:
        persona = persona_of(request, demo=self._office.demo)
        language = language_of(request, persona)
        say = Words(language)
        personas = [{"key": key, "name": say(f"persona.{key}"), "hint": say(f"persona.{key}_hint")} for key in PERSONAS]
        response = page(
            "chat.html",
            agency=self._office.agency,
            language=language,
            personas=personas if self._office.demo else [],
            persona=persona,
            words=page_words(say),
            start=request.query_params.get("start"),
        )
        open_session(request, response, secure=self._office.public_url.startswith("https://"))
        return response


def page_words(say: Words) -> dict[str, str]:
    """The page's own words, from the catalogue's section `page`."""
    prefix = "page."
    return {key.removeprefix(prefix): say(key) for key in catalogue("vi") if key.startswith(prefix)}


def make_app(
    office: Office,
    limiter: Limiter,
    chat: WebChat,
    rating_page: RatingPage,
    kiosk: KioskPage,
    webhook: Webhook | None,
    is_healthy: Callable[[], Awaitable[bool]],
) -> Starlette:
    async def health(request: Request) -> Response:
        return JSONResponse({"ok": True}) if await is_healthy() else JSONResponse({"ok": False}, 503)

    async def telegram(request: Request) -> Response:
        if webhook is None:
            raise HTTPException(404)
        if not webhook.is_genuine(request.headers.get("x-telegram-bot-api-secret-token")):
            raise HTTPException(403)
        try:
            await webhook.take(await read_json(request, MAX_UPDATE))
        except HTTPException:
            raise
        except Exception:
            log.exception("an update was not taken; Telegram will post it again")
            raise HTTPException(503) from None
        return PlainTextResponse("")

    routes = [
        Route("/", ChatPage(office).show),
        Route("/api/chat", chat.about),
        Route("/api/chat/messages", chat.messages, methods=["GET"]),
        Route("/api/chat/messages", chat.send, methods=["POST"]),
        Route("/api/chat/files", chat.send_file, methods=["POST"]),
        Route("/api/chat/files/{file_id}/{key}", chat.file),
        Route("/r/{token}", rating_page.show, methods=["GET"]),
        Route("/r/{token}", rating_page.rate, methods=["POST"]),
        Route("/r/{token}/more", rating_page.tell_more, methods=["POST"]),
        Route("/kiosk/{token}", kiosk.show),
        Route("/kiosk-worker.js", kiosk.worker),
        Route("/api/kiosk/{token}/taps", kiosk.take_taps, methods=["POST"]),
        Route("/api/kiosk/{token}/beat", kiosk.beat, methods=["POST"]),
        Route("/telegram", telegram, methods=["POST"]),
        Route("/healthz", health),
        Mount("/static", GZipMiddleware(StaticFiles(directory=STATIC))),
        # Asked for beside a picture that is opened alone.
        Route("/favicon.ico", lambda _: FileResponse(STATIC / "icon.svg")),
    ]
    middleware = [Middleware(SafeHeaders)]
    if office.demo:
        # Anyone may take any role here: a page of another site must not reach it under a name of its own.
        middleware.append(Middleware(TrustedHostMiddleware, allowed_hosts=["127.0.0.1", "localhost"]))
    refuse = RefusalPage(office).show
    middleware.append(Middleware(LimitRequests, limiter, refuse))
    return Starlette(routes=routes, middleware=middleware, exception_handlers={HTTPException: refuse, 500: refuse})
