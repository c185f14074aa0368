"""The web chat: one page over the JSON interface that docs/web-chat.md describes."""

import asyncio
import re
from collections import defaultdict
from collections.abc import Awaitable, Callable
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.channels.web.bodies import json_body, whole
from bot.channels.web.limiter import network_of
from bot.channels.web.lines import PICTURES, FileLinks, shown
from bot.channels.web.sessions import CITIZEN, address_of, persona_of, refuse_other_sites, session_of
from bot.intake import Clock, Intake
from handlers.cases.pictures import picture_type, refuse_pictures
from handlers.catalogue import Words
from handlers.incoming import Incoming, IncomingFile
from handlers.menus import command_menu
from handlers.occasion import Office
from handlers.receiving import MAX_MEGABYTES
from handlers.routes import ROUTES
from storage.database import Database
from storage.messages import conversations, files
from storage.messages.conversations import WEB, Line
from storage.people.people import Sender, find_sender_at
from storage.refusals import Refusal

LONGEST_WAIT_SECONDS = 25.0
# Another process may have written; asking the database now and then finds it.
LOOK_AGAIN_SECONDS = 5.0
MAX_TEXT = 10_000
FORM_AROUND_A_FILE = 100_000
_CLIENT_ID = re.compile("[A-Za-z0-9._-]{1,64}")
Prepare = Callable[[str, str], Awaitable[None]]


class WebChat:
    """`prepare(address, persona)` is called before a conversation is used: there demo personas get their role."""

    def __init__(self, database: Database, office: Office, intake: Intake, clock: Clock, prepare: Prepare) -> None:
        self._database = database
        self._office = office
        self._intake = intake
        self._clock = clock
        self._prepare = prepare
        self._links = FileLinks(office.secret)
        self._news: defaultdict[str, list[asyncio.Future[None]]] = defaultdict(list)
        self._closing = False

    def close(self) -> None:
        """Ends the long polls, which would hold up the end of the server."""
        self._closing = True
        for address in list(self._news):
            self.wake(address)

    def wake(self, address: str) -> None:
        """There is something new to fetch for this address."""
        for waiting in self._news.pop(address, ()):
            if not waiting.done():
                waiting.set_result(None)

    async def _conversation(self, request: Request) -> tuple[str, str]:
        """(address, persona)"""
        persona = persona_of(request, demo=self._office.demo)
        address = address_of(session_of(request), persona)
        await self._prepare(address, persona)
        return address, persona

    async def about(self, request: Request) -> Response:
        address, persona = await self._conversation(request)
        sender = await self._sender(address)
        say = Words(language_of(request, persona))
        commands = [
            {"command": f"/{name}", "description": text} for name, text in command_menu(say, ROUTES.listed_for(sender))
        ]
        return JSONResponse({"agency": self._office.agency, "commands": commands, "attachments": True})

    async def _sender(self, address: str) -> Sender:
        async with self._database.read() as db:
            return await find_sender_at(db, WEB, address, self._clock().date())

    async def messages(self, request: Request) -> Response:
        address, _ = await self._conversation(request)
        after = _number(request.query_params.get("after", "0"))
        wait = min(_number(request.query_params.get("wait", "0")), LONGEST_WAIT_SECONDS)
        lines = await self._fetch(address, after, wait)
        file_ids = {line.payload["file_id"] for line in lines if "file_id" in line.payload}
        async with self._database.read() as db:
            cards = await files.cards_of(db, file_ids)
        messages = [shown(line, address, self._links, cards) for line in lines]
        return JSONResponse({"messages": messages, "more": bool(after) and len(lines) == conversations.LAST})

    async def _fetch(self, address: str, after: int, wait: float) -> list[Line]:
        loop = asyncio.get_running_loop()
        until = loop.time() + wait
        while True:
            news: asyncio.Future[None] = loop.create_future()
            self._news[address].append(news)
            try:
                async with self._database.read() as db:
                    lines = await conversations.lines_after(db, address, after)
                left = until - loop.time()
                if lines or left <= 0 or self._closing:
                    return lines
                await asyncio.wait([news], timeout=min(left, LOOK_AGAIN_SECONDS))
            finally:
                self._forget(address, news)

    def _forget(self, address: str, news: asyncio.Future[None]) -> None:
        waiting = self._news.get(address)
        if waiting is not None and news in waiting:
            waiting.remove(news)
            if not waiting:
                del self._news[address]

    async def file(self, request: Request) -> Response:
        """A file that was sent to this conversation, and to no other."""
        address, _ = await self._conversation(request)
        file_id = _number(request.path_params["file_id"])
        if not self._links.is_genuine(request.path_params["key"], file_id, address):
            raise HTTPException(404)
        try:
            async with self._database.read() as db:
                file = await files.read_file(db, file_id)
        except Refusal:
            raise HTTPException(404) from None
        inline = file.media_type in PICTURES
        headers = {
            "Content-Disposition": f"{'inline' if inline else 'attachment'}; filename*=UTF-8''{_quoted(file.name)}",
            "X-Content-Type-Options": "nosniff",
            # A browser lays out a picture that is opened alone with styles of its own.
            "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'",
        }
        return Response(
            file.content, media_type=file.media_type if inline else "application/octet-stream", headers=headers
        )

    async def send(self, request: Request) -> Response:
        refuse_other_sites(request)
        address, persona = await self._conversation(request)
        body = await json_body(request)
        client_id = _client_id(body.get("client_id"))
        message = Incoming(
            channel=WEB,
            event_id=f"{address}/{client_id}",
            address=address,
            text=_text(body, "text", MAX_TEXT),
            action=_text(body, "action", 64),
            label=_text(body, "label", 200),
            message_id=_message_id(body.get("message_id")),
            language=language_of(request, persona),
            source=network_of(request),
        )
        await self._intake.submit(message)
        return JSONResponse({"ok": True})

    async def send_file(self, request: Request) -> Response:
        refuse_other_sites(request)
        address, persona = await self._conversation(request)
        language, sender = language_of(request, persona), await self._sender(address)
        try:
            await self._may_send(sender, _announced_size(request) - FORM_AROUND_A_FILE)
            client_id, caption, name, media_type, content = await _read_upload(request)
            await self._may_send(sender, len(content), content)
        except Refusal as refusal:
            status = 413 if refusal.key == "file.too_large" else 403
            return refused(Words(language)(f"refusal.{refusal.key}", **refusal.values), status)
        async with self._database.write(beside=True) as db:
            file_id = await files.store_file(db, name, media_type, content, sender.id or None, self._clock())
        file = IncomingFile(str(file_id), name, media_type, len(content))
        await self._intake.submit(
            Incoming(WEB, f"{address}/{client_id}", address, caption, file=file, language=language)
        )
        return JSONResponse({"ok": True})

    async def _may_send(self, sender: Sender, size: int, content: bytes | None = None) -> None:
        """Of staff, any file; of a citizen who is writing a case, a picture. First looked at before it is read."""
        if sender.is_citizen:
            async with self._database.read() as db:
                await refuse_pictures(db, sender.id, size, self._clock())
            if content is not None:
                picture_type(content)
        elif size > MAX_MEGABYTES * 1024 * 1024:
            raise Refusal("file.too_large", limit_mb=MAX_MEGABYTES)

    async def fetch(self, reference: str) -> bytes:
        """The bytes of a file sent over the page."""
        async with self._database.read() as db:
            return (await files.read_file(db, int(reference))).content


def language_of(request: Request, persona: str = CITIZEN) -> str:
    """English for citizens whose browser asks for it before Vietnamese; staff work in Vietnamese."""
    if persona != CITIZEN:
        return "vi"
    wanted = [part.split(";")[0].strip()[:2] for part in request.headers.get("accept-language", "vi").split(",")]
    return next((language for language in wanted if language in ("vi", "en")), "vi")


def refused(sentence: str, status: int) -> JSONResponse:
    return JSONResponse({"ok": False, "error": sentence}, status_code=status)


def _client_id(value: object) -> str:
    if not (isinstance(value, str) and _CLIENT_ID.fullmatch(value)):
        raise HTTPException(400)
    return value


def _message_id(value: object) -> str | None:
    """True is an int, too, and so is a number of a thousand digits."""
    return str(value) if type(value) is int and 0 < value < 2**53 else None


def _announced_size(request: Request) -> int:
    """A body of unknown length is not taken: it would be read to its end before it could be called too long."""
    size = request.headers.get("content-length")
    if size is None:
        raise HTTPException(411)
    return _number(size)


async def _read_upload(request: Request) -> tuple[str, str, str, str, bytes]:
    """(client id, caption, name, media type, content)"""
    async with request.form(max_files=1, max_fields=4) as form:
        upload = form.get("file")
        if upload is None or isinstance(upload, str):
            raise HTTPException(400)
        client_id, caption = _client_id(form.get("client_id")), whole(str(form.get("text") or ""))[:MAX_TEXT]
        name = PurePath(whole(upload.filename or "tep")).name
        media_type = whole(upload.content_type or "application/octet-stream")
        return client_id, caption, name, media_type, await upload.read()


def _text(body: dict[str, Any], name: str, limit: int) -> str:
    value = body.get(name) or ""
    if not isinstance(value, str) or len(value) > limit:
        raise HTTPException(400)
    return whole(value)


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 16):
        raise HTTPException(400)
    return int(text)


def _quoted(name: str) -> str:
    return quote(name, safe="")
