"""Files on their way through the web server: on disk as many as there is room for, in memory one at a time."""

import asyncio
import contextlib
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from starlette.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from bot.channels.web.limiter import BUSY_SECONDS, too_many
from bot.channels.web.parts import Part

MEGABYTE = 1024**2
# For all together, and for one network: an office sends its files through one address.
MOST_BYTES = 200 * MEGABYTE
MOST_BYTES_OF_ONE = 100 * MEGABYTE
LONGEST_WAIT_SECONDS = 30.0
_PIECE = 256 * 1024


class FilesInFlight:
    """`one_in_memory`: a lock to hold while a whole file is in memory."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._taken: Counter[str] = Counter()
        self._freed = asyncio.Event()
        self.one_in_memory = asyncio.Lock()

    @contextlib.asynccontextmanager
    async def place(self, network: str, size: int) -> AsyncIterator[IO[bytes]]:
        """Room for so many bytes, in a file without a name: it ends with the block, and with the process, however that
        ends. Waits while others have the room, and answers 429 where that takes too long."""
        try:
            async with asyncio.timeout(LONGEST_WAIT_SECONDS):
                while not self._has_room(network, size):
                    await self._freed.wait()
        except TimeoutError:
            raise too_many(BUSY_SECONDS) from None
        self._taken[network] += size
        try:
            with self._nameless_file() as file:
                yield file
        finally:
            self._give_back(network, size)

    def _has_room(self, network: str, size: int) -> bool:
        return self._taken.total() + size <= MOST_BYTES and self._taken[network] + size <= MOST_BYTES_OF_ONE

    def _give_back(self, network: str, size: int) -> None:
        self._taken[network] -= size
        if not self._taken[network]:
            del self._taken[network]
        self._freed.set()  # wakes those who wait now; who finds no room waits for the next time
        self._freed = asyncio.Event()

    def _nameless_file(self) -> IO[bytes]:
        """Beside the database: the folder for temporary files is memory on many systems."""
        try:
            return TemporaryFile(dir=self._folder)
        except OSError:
            return TemporaryFile()


class FileAnswer(StreamingResponse):
    """A large file, or part of one: `write_out` puts it into `place`, and from there it goes out as fast as it is
    read."""

    def __init__(
        self,
        place: contextlib.AbstractAsyncContextManager[IO[bytes]],
        write_out: Callable[[IO[bytes]], Awaitable[None]],
        headers: Mapping[str, str],
        part: Part | None = None,
    ) -> None:
        super().__init__((), 200 if part is None or part.is_whole else 206, headers)
        self._part = part
        self._place = place
        self._write_out = write_out

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async with self._place as file:
            await self._write_out(file)
            length = file.tell() if self._part is None else self._part.length
            file.seek(0 if self._part is None else self._part.first)
            self.body_iterator = _pieces(file, length)
            await super().__call__(scope, receive, send)


async def _pieces(file: IO[bytes], left: int) -> AsyncIterator[bytes]:
    while piece := await asyncio.to_thread(file.read, min(_PIECE, left)):
        left -= len(piece)
        yield piece
