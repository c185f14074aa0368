"""Long polls that wait for something new to fetch."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager


class News:
    def __init__(self) -> None:
        self._waiting: defaultdict[str, list[asyncio.Future[None]]] = defaultdict(list)
        self.is_closing = False

    def close(self) -> None:
        """Ends all waiting, which would hold up the end of the server."""
        self.is_closing = True
        for address in list(self._waiting):
            self.wake(address)

    def wake(self, address: str) -> None:
        """There is something new for this address."""
        for waiting in self._waiting.pop(address, ()):
            if not waiting.done():
                waiting.set_result(None)

    @contextmanager
    def of(self, address: str) -> Iterator[asyncio.Future[None]]:
        """Ends with the first news from now on. Call it before looking, so that nothing is missed in between."""
        news: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting[address].append(news)
        try:
            yield news
        finally:
            self._forget(address, news)

    def _forget(self, address: str, news: asyncio.Future[None]) -> None:
        waiting = self._waiting.get(address)
        if waiting is not None and news in waiting:
            waiting.remove(news)
            if not waiting:
                del self._waiting[address]
