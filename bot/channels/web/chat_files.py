"""Files of the web chat: sent by the person, and sent to them."""

from pathlib import PurePath
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.channels.web.chat import MAX_TEXT
from bot.channels.web.limiter import Limiter
from bot.channels.web.lines import PICTURES, FileLinks
from bot.channels.web.refusals import refused
from bot.channels.web.sessions import refuse_other_sites
from bot.channels.web.values import client_id, number
from bot.channels.web.visitors import Visitors
from bot.intake import Clock, Intake
from handlers.cases.pictures import refuse_other_files, refuse_pictures
from handlers.catalogue import Words
from handlers.incoming import Incoming, IncomingFile
from handlers.receiving import MAX_MEGABYTES
from storage.database import Database
from storage.messages import files
from storage.messages.conversations import WEB, holds_file
from storage.people.people import Sender
from storage.refusals import Refusal
from storage.text import storable

FORM_AROUND_A_FILE = 100_000


class ChatFiles:
    def __init__(
        self, database: Database, secret: bytes, intake: Intake, clock: Clock, visitors: Visitors, limiter: Limiter
    ) -> None:
        self._database = database
        self._intake = intake
        self._clock = clock
        self._visitors = visitors
        self._limiter = limiter
        self._links = FileLinks(secret)

    def routes(self) -> list[BaseRoute]:
        return [
            Route("/api/chat/files", self.send, methods=["POST"]),
            Route("/api/chat/files/{file_id}/{key}", self.show),
        ]

    async def show(self, request: Request) -> Response:
        """A file that was sent to this conversation, and to no other, for as long as it stands there."""
        address = (await self._visitors.visitor(request)).address
        file_id = number(request.path_params["file_id"])
        if not self._links.is_genuine(request.path_params["key"], file_id, address):
            raise HTTPException(404)
        try:
            async with self._database.read() as db:
                if not await holds_file(db, address, file_id):
                    raise HTTPException(404)
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
        visitor = await self._visitors.visitor(request)
        self._limiter.count("upload", request)
        sender = await self._visitors.sender(visitor)
        try:
            await self._may_send(sender, _announced_size(request) - FORM_AROUND_A_FILE)
            event, caption, name, media_type, content = await _read_upload(request)
            await self._may_send(sender, len(content), content)
        except Refusal as refusal:
            status = 413 if refusal.key == "file.too_large" else 403
            return refused(Words(visitor.language)(f"refusal.{refusal.key}", **refusal.values), status)
        async with self._database.write(beside=True) as db:
            owner = sender.id or None
            file_id = await files.store_file(db, name, media_type, content, owner, self._clock(), files.UPLOAD)
        file = IncomingFile(str(file_id), name, media_type, len(content))
        await self._intake.submit(
            Incoming(WEB, f"{visitor.address}/{event}", visitor.address, caption, file=file, language=visitor.language)
        )
        return JSONResponse({"ok": True})

    async def _may_send(self, sender: Sender, size: int, content: bytes | None = None) -> None:
        """Of staff, any file; of a citizen who is writing a case, a picture. First looked at before it is read."""
        if sender.is_citizen:
            async with self._database.read() as db:
                await refuse_pictures(db, sender.id, size, self._clock())
            if content is not None:
                refuse_other_files(content)
        elif size > MAX_MEGABYTES * 1024 * 1024:
            raise Refusal("file.too_large", limit_mb=MAX_MEGABYTES)

    async def fetch(self, reference: str) -> bytes:
        """The bytes of a file sent over the page."""
        async with self._database.read() as db:
            return (await files.read_file(db, int(reference))).content


def _announced_size(request: Request) -> int:
    """A body of unknown length is not taken: it would be read to its end before it could be called too long."""
    size = request.headers.get("content-length")
    if size is None:
        raise HTTPException(411)
    return number(size)


async def _read_upload(request: Request) -> tuple[str, str, str, str, bytes]:
    """(client id, caption, name, media type, content)"""
    async with request.form(max_files=1, max_fields=4) as form:
        upload = form.get("file")
        if upload is None or isinstance(upload, str):
            raise HTTPException(400)
        event, caption = client_id(form.get("client_id")), storable(str(form.get("text") or ""))[:MAX_TEXT]
        name = PurePath(storable(upload.filename or "tep")).name
        media_type = storable(upload.content_type or "application/octet-stream")
        return event, caption, name, media_type, await upload.read()


def _quoted(name: str) -> str:
    return quote(name, safe="")
