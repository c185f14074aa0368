"""Files for messengers that cannot carry them: a signed link opens one file, for some days."""

import asyncio
import hmac
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import IO
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from bot.channels.web.in_flight import FileAnswer, FilesInFlight
from bot.channels.web.limiter import network_of
from storage.database import Database
from storage.ground.refusals import Refusal
from storage.keys import keyed_hash
from storage.messages import files

_MAC = 32  # hex digits
_TOKEN = re.compile(r"(\d{1,18})-(\d{1,11})-([0-9a-f]{32})", re.ASCII)


def _now() -> datetime:
    return datetime.now(UTC)


class FileLinks:
    """`root`: the public address; `path`: below which one messenger's links lie; `days`: how long one opens its file;
    `folder`: for large files while they are read."""

    def __init__(
        self, database: Database, secret: bytes, root: str, path: str, days: int, folder: Path,
        clock: Callable[[], datetime] = _now,
    ) -> None:  # fmt: skip
        self._database = database
        self._secret = secret
        self._root = root
        self._path = path
        self._lasts = timedelta(days=days)
        self._in_flight = FilesInFlight(folder)
        self._clock = clock

    def make(self, file_id: int) -> str:
        until = int((self._clock() + self._lasts).timestamp())
        return f"{self._root}{self._path}/{file_id}-{until}-{self._mac(str(file_id), str(until))}"

    def _mac(self, file_id: str, until: str) -> str:
        return keyed_hash(self._secret, "file link", self._path, file_id, until)[:_MAC]

    def routes(self) -> list[BaseRoute]:
        return [Route(f"{self._path}/{{token}}", self.show)]

    async def show(self, request: Request) -> Response:
        """404 for what was not made here, is over, or whose file is gone. Never shown within the page, never kept by
        the browser."""
        file_id = self._genuine(request.path_params["token"])
        try:
            async with self._database.read() as db:
                card = await files.card_of(db, file_id)
                small = await files.read_file(db, file_id) if card.size < files.LARGE else None
        except Refusal:
            raise HTTPException(404) from None
        headers = {
            "Content-Type": "application/octet-stream",
            "Content-Length": str(card.size),
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(card.name, safe='')}",
            "Cache-Control": "no-store",
        }
        if small is not None:
            return Response(small.content, headers=headers)
        place = self._in_flight.place(network_of(request), card.size)
        return FileAnswer(place, partial(self._write_out, file_id), headers)

    def _genuine(self, token: str) -> int:
        found = _TOKEN.fullmatch(token)
        if found is None or not hmac.compare_digest(self._mac(found[1], found[2]), found[3]):
            raise HTTPException(404)
        if int(found[2]) < self._clock().timestamp():
            raise HTTPException(404)
        return int(found[1])

    async def _write_out(self, file_id: int, file: IO[bytes]) -> None:
        async with self._in_flight.one_in_memory:
            async with self._database.read() as db:
                content = (await files.read_file(db, file_id)).content
            await asyncio.to_thread(file.write, content)
