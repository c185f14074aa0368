"""The web server as one part of the process: it listens before anything is announced, and ends with the others."""

import contextlib
import signal
import socket
from collections.abc import Callable, Iterator

import uvicorn

from bot.system_errors import reason_of
from storage.refusals import Refusal


class WebServer(uvicorn.Server):
    """Stops at SIGINT or SIGTERM, and no more than that: uvicorn as it comes raises the signal again when it has
    stopped, which ends the process before its other parts have. `at_end` is called before it waits for the requests
    that are still open."""

    def __init__(self, config: uvicorn.Config, at_end: Callable[[], None]) -> None:
        super().__init__(config)
        self._at_end = at_end

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        before = {number: signal.signal(number, self.handle_exit) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._at_end()
        await super().shutdown(sockets)


def listen(host: str, port: int) -> socket.socket:
    """Before anybody is told the address: it may be another program's. Port 0 is any free one."""
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except OSError as error:
        raise Refusal("setup.port", place=f"{host}:{port}", reason=reason_of(error)) from None
