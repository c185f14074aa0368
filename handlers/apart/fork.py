"""A process apart as the bot sees it: what goes there, what comes back, its end."""

import asyncio
import atexit
import contextlib
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from handlers.apart.fork_server import CODE

_ROOT = Path(__file__).parents[2]  # where `handlers` lies
_CHUNK = 256 * 1024


@dataclass(slots=True)
class Fork:
    """One process for one file. `ended` has to be awaited, whatever else happens to it."""

    _reader: asyncio.StreamReader
    _writer: asyncio.StreamWriter
    _told: socket.socket

    async def send(self, head: bytes, content: bytes) -> None:
        """Piece by piece: written at once, all of it would lie in memory twice."""
        with contextlib.suppress(ConnectionError):  # it has ended: its code says how
            self._writer.write(head)
            for start in range(0, len(content), _CHUNK):
                self._writer.write(memoryview(content)[start : start + _CHUNK])
                await self._writer.drain()
            self._writer.write_eof()

    async def read(self) -> bytes:
        """The next part of the answer, empty at its end."""
        try:
            return await self._reader.read(_CHUNK)
        except ConnectionError:
            return b""

    def kill(self) -> None:
        with contextlib.suppress(OSError):
            self._told.send(b"k")

    async def ended(self) -> int | None:
        """Its code as subprocess says it; None where the server has ended before it."""
        self._writer.transport.abort()
        with self._told:
            code = await asyncio.get_running_loop().sock_recv(self._told, CODE.size)
        return CODE.unpack(code)[0] if code else None


class _Server:
    """Of the forks for the work of one module."""

    def __init__(self, module: str) -> None:
        self.module = module
        self._control, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 (the module is one of ours)
                [sys.executable, "-m", "handlers.apart.fork_server", module],
                stdin=theirs.fileno(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=_ROOT, env={},
            )  # fmt: skip

    def serves(self, module: str) -> bool:
        return self.module == module and self._process.poll() is None

    async def fork(self) -> Fork:
        data, their_data = socket.socketpair()
        told, their_told = socket.socketpair()
        with their_data, their_told, contextlib.suppress(ConnectionError):
            socket.send_fds(self._control, [b"f"], [their_data.fileno(), their_told.fileno()])
        told.setblocking(False)
        return Fork(*await asyncio.open_connection(sock=data), told)

    def close(self) -> None:
        """What is at work is ended: nobody waits for it."""
        self._control.close()
        self._process.wait()


_servers: list[_Server] = []  # at most one


async def fork_for(module: str) -> Fork:
    """Of a server that has loaded what the work of this module needs."""
    if not (_servers and _servers[0].serves(module)):
        end_server()
        _servers.append(_Server(module))
    return await _servers[0].fork()


@atexit.register
def end_server() -> None:
    """The next file starts it again."""
    while _servers:
        _servers.pop().close()
