"""Files of the web chat: sent by the person, and sent to them."""

import asyncio
from functools import partial
from typing import IO
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from bot.channels.web.in_flight import FileAnswer, FilesInFlight
from bot.channels.web.limiter import Limiter, network_of
from bot.channels.web.lines import PICTURES, PLAYED, FileLinks
from bot.channels.web.parts import asked_part
from bot.channels.web.refusals import refused
from bot.channels.web.sessions import refuse_other_sites
from bot.channels.web.uploads import Upload, announced_size, receive
from bot.channels.web.values import number
from bot.channels.web.visitors import Visitors
from bot.intake import Clock, Intake
from handlers.beginning.receiving import MAX_MEGABYTES
from handlers.cases.media import refuse_other_files
from handlers.cases.pictures import refuse_pictures
from handlers.incoming import Incoming, IncomingFile
from handlers.words.catalogue import Words
from storage.database import Database
from storage.ground.channels import WEB
from storage.ground.refusals import Refusal
from storage.messages import files
from storage.messages.conversations import holds_file
from storage.people.people import Sender

FORM_AROUND_A_FILE = 100_000


class ChatFiles:
    def __init__(
        self,
        database: Database,
        secret: bytes,
        intake: Intake,
        clock: Clock,
        visitors: Visitors,
        limiter: Limiter,
        in_flight: FilesInFlight,
    ) -> None:
        self._database = database
        self._intake = intake
        self._clock = clock
        self._visitors = visitors
        self._limiter = limiter
        self._in_flight = in_flight
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
                card = await files.card_of(db, file_id)
                small = await files.read_file(db, file_id) if card.size < files.LARGE else None
        except Refusal:
            raise HTTPException(404) from None
        part = asked_part(request, card.size)
        headers = _headers(card) | part.headers
        if small is not None:
            content = small.content[part.first : part.first + part.length]
            return Response(content, 200 if part.is_whole else 206, headers)
        place = self._in_flight.place(network_of(request), card.size)
        return FileAnswer(place, partial(self._write_out, file_id), headers, part)

    async def _write_out(self, file_id: int, file: IO[bytes]) -> None:
        async with self._in_flight.one_in_memory:
            await asyncio.to_thread(file.write, await self.fetch(str(file_id)))

    async def send(self, request: Request) -> Response:
        refuse_other_sites(request)
        visitor = await self._visitors.visitor(request)
        self._limiter.count("upload", request)
        sender = await self._visitors.sender(visitor)
        announced = announced_size(request)
        try:
            await self._may_send(sender, announced - FORM_AROUND_A_FILE)
            async with self._in_flight.place(network_of(request), announced) as file:
                upload = await receive(request, file)
                kept = await self._keep(sender, upload, file)
        except Refusal as refusal:
            status = 413 if refusal.key in ("file.too_large", "case.picture_heavy") else 403
            return refused(Words(visitor.language)(f"refusal.{refusal.key}", **refusal.values), status)
        event = f"{visitor.address}/{upload.event}"
        await self._intake.submit(
            Incoming(WEB, event, visitor.address, upload.caption, file=kept, language=visitor.language)
        )
        return JSONResponse({"ok": True})

    async def _keep(self, sender: Sender, upload: Upload, file: IO[bytes]) -> IncomingFile:
        async with self._in_flight.one_in_memory:
            content = await asyncio.to_thread(file.read)
            await self._may_send(sender, len(content), content)
            async with self._database.write(beside=True) as db:
                owner, now = sender.id or None, self._clock()
                file_id = await files.store_file(db, upload.name, upload.media_type, content, owner, now, files.UPLOAD)
        return IncomingFile(str(file_id), upload.name, upload.media_type, len(content))

    async def _may_send(self, sender: Sender, size: int, content: bytes | None = None) -> None:
        """Staff may send any file, a citizen who is writing a case a picture, sound or a film. Called before the file
        is read."""
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


def _headers(card: files.FileCard) -> dict[str, str]:
    inline = card.media_type in (*PICTURES, *PLAYED)
    return {
        "Content-Type": card.media_type if inline else "application/octet-stream",
        "Content-Disposition": f"{'inline' if inline else 'attachment'}; filename*=UTF-8''{quote(card.name, safe='')}",
        "X-Content-Type-Options": "nosniff",
        # A browser lays out a picture that is opened alone with styles of its own.
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; media-src 'self'",
    }
