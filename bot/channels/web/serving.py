"""The web server as one part of the process: it listens before anything is announced, and ends with the others."""

import asyncio
import contextlib
import signal
import socket
import time
from collections.abc import Callable, Iterator

import uvicorn

from bot.channels.web.connections import WatchedProtocol
from bot.system_errors import reason_of
from storage.ground.refusals import Refusal

# More connections than that no small server has the memory for.
MOST_FILES = 65_536
# The database, Telegram, jobs and the log need some, too.
FILES_OF_OUR_OWN = 128
# Turns of the event loop from a connection that waits to be accepted to its answer: four, five.
_TURNS_TO_AN_ANSWER = 10


class WebServer(uvicorn.Server):
    """Stops at SIGINT or SIGTERM, and no more than that: uvicorn as it comes raises the signal again when it has
    stopped, which ends the process before its other parts have. `at_end` is called before it waits for the requests
    that are still open."""

    def __init__(self, config: uvicorn.Config, at_end: Callable[[], None]) -> None:
        super().__init__(config)
        self._at_end = at_end
        self._answers = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._answers.set()

    async def serve(self, sockets: list[socket.socket] | None = None) -> None:
        try:
            await super().serve(sockets)
        finally:
            self._answers.set()  # it never will: nobody is to wait for that

    async def answers(self) -> None:
        """Until whoever waited for the address has their page; at once where the server has ended."""
        await self._answers.wait()
        for _ in range(_TURNS_TO_AN_ANSWER):
            await asyncio.sleep(0)

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        before = {number: signal.signal(number, self.handle_exit) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    async def on_tick(self, counter: int) -> bool:
        now = time.monotonic()
        for connection in list(self.server_state.connections):
            if isinstance(connection, WatchedProtocol):
                connection.look(now)
        return await super().on_tick(counter)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._at_end()
        await super().shutdown(sockets)


def listen(host: str, port: int) -> socket.socket:
    """Before anybody is told the address: it may be another program's. Port 0 is any free one."""
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise Refusal("setup.port", place=f"{host}:{port}", reason=reason_of(error)) from None


def open_files() -> int:
    """How many files and connections this process may have open. Raises the limit to the most the system allows."""
    try:
        import resource
    except ImportError:  # Windows counts otherwise
        return MOST_FILES
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_FILES if hard == resource.RLIM_INFINITY else min(hard, MOST_FILES)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        return wanted
    return MOST_FILES if soft == resource.RLIM_INFINITY else min(soft, MOST_FILES)
