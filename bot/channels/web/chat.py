"""The web chat: one page over the JSON interface that docs/web-chat.md describes."""

import asyncio
import hmac
import json
from collections import defaultdict
from collections.abc import Awaitable, Callable
from datetime import UTC
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from bot.channels.web.sessions import CITIZEN, address_of, persona_of, refuse_other_sites, session_of
from bot.intake import Clock, Intake
from handlers.cases.pictures import picture_type, refuse_pictures
from handlers.catalogue import Words
from handlers.incoming import Incoming, IncomingFile
from handlers.menus import command_menu
from handlers.occasion import Office
from handlers.receiving import MAX_MEGABYTES
from handlers.routes import ROUTES
from storage import conversations, files
from storage.conversations import WEB, Line
from storage.database import Database
from storage.keys import keyed_hash
from storage.people import Sender, find_sender_at
from storage.refusals import Refusal

LONGEST_WAIT_SECONDS = 25.0
# Another process may have written; asking the database now and then finds it.
LOOK_AGAIN_SECONDS = 5.0
MAX_BODY = 100_000
MAX_TEXT = 10_000
FORM_AROUND_A_FILE = 100_000
Prepare = Callable[[str, str], Awaitable[None]]


class WebChat:
    """`prepare(address, persona)` is called before a conversation is used: there demo personas get their role."""

    def __init__(self, database: Database, office: Office, intake: Intake, clock: Clock, prepare: Prepare) -> None:
        self._database = database
        self._office = office
        self._intake = intake
        self._clock = clock
        self._prepare = prepare
        self._news: defaultdict[str, list[asyncio.Future[None]]] = defaultdict(list)

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
        shown = [self._shown(line, address) for line in lines]
        return JSONResponse({"messages": shown, "more": bool(after) and len(lines) == conversations.LAST})

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
                if lines or left <= 0:
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

    def _shown(self, line: Line, address: str) -> dict[str, Any]:
        payload = line.payload
        replaces = payload.get("replaces")
        file = (
            {"url": self._file_url(payload["file_id"], address), "name": payload["text"], "size": 0}
            if "file_id" in payload
            else None
        )
        return {
            "id": line.id,
            "from": "bot" if line.client_id is None else "me",
            "at": line.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "text": "" if file else payload["text"],
            "buttons": payload.get("rows", []),
            "replaces": int(replaces) if replaces else None,
            "picture": None,
            "file": file,
            "client_id": line.client_id,
            "tap": payload.get("tap", False),
        }

    def _file_url(self, file_id: int, address: str) -> str:
        persona = address.partition(":")[2] or CITIZEN
        return f"/api/chat/files/{file_id}/{self._file_key(file_id, address)}?as={persona}"

    def _file_key(self, file_id: int, address: str) -> str:
        return keyed_hash(self._office.secret, "web file", str(file_id), address)[:32]

    async def file(self, request: Request) -> Response:
        """A file that was sent to this conversation, and to no other."""
        address, _ = await self._conversation(request)
        file_id = _number(request.path_params["file_id"])
        if not hmac.compare_digest(self._file_key(file_id, address), str(request.path_params["key"])):
            raise HTTPException(404)
        try:
            async with self._database.read() as db:
                file = await files.read_file(db, file_id)
        except Refusal:
            raise HTTPException(404) from None
        inline = file.media_type in ("image/jpeg", "image/png")
        headers = {
            "Content-Disposition": f"{'inline' if inline else 'attachment'}; filename*=UTF-8''{_quoted(file.name)}",
            "X-Content-Type-Options": "nosniff",
        }
        return Response(
            file.content, media_type=file.media_type if inline else "application/octet-stream", headers=headers
        )

    async def send(self, request: Request) -> Response:
        refuse_other_sites(request)
        address, persona = await self._conversation(request)
        body = await _json(request)
        client_id = _text(body, "client_id", 64)
        if not client_id:
            raise HTTPException(400)
        message_id = body.get("message_id")
        message = Incoming(
            channel=WEB,
            event_id=f"{address}/{client_id}",
            address=address,
            text=_text(body, "text", MAX_TEXT),
            action=_text(body, "action", 64),
            label=_text(body, "label", 200),
            message_id=str(message_id) if isinstance(message_id, int) and message_id > 0 else None,
            language=language_of(request, persona),
        )
        await self._intake.submit(message)
        return JSONResponse({"ok": True})

    async def send_file(self, request: Request) -> Response:
        refuse_other_sites(request)
        address, persona = await self._conversation(request)
        language, sender = language_of(request, persona), await self._sender(address)
        # Without its length nobody knows how much of the disk it would fill.
        length = _number(request.headers.get("content-length", ""))
        try:
            await self._may_send(sender, length - FORM_AROUND_A_FILE)
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


async def _json(request: Request) -> dict[str, Any]:
    if not request.headers.get("content-type", "").startswith("application/json"):
        raise HTTPException(415)
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY:
            raise HTTPException(413)
    try:
        parsed = json.loads(body)
    except ValueError:
        raise HTTPException(400) from None
    if not isinstance(parsed, dict):
        raise HTTPException(400)
    return parsed


async def _read_upload(request: Request) -> tuple[str, str, str, str, bytes]:
    """(client id, caption, name, media type, content)"""
    async with request.form(max_files=1, max_fields=4) as form:
        upload = form.get("file")
        if upload is None or isinstance(upload, str):
            raise HTTPException(400)
        client_id, caption = str(form.get("client_id") or "")[:64], str(form.get("text") or "")[:MAX_TEXT]
        name = PurePath(upload.filename or "tep").name
        return client_id, caption, name, upload.content_type or "application/octet-stream", await upload.read()


def _text(body: dict[str, Any], name: str, limit: int) -> str:
    value = body.get(name) or ""
    if not isinstance(value, str) or len(value) > limit:
        raise HTTPException(400)
    return value


def _number(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 16):
        raise HTTPException(400)
    return int(text)


def _quoted(name: str) -> str:
    return quote(name, safe="")
