"""Ends connections that only hold a place: requests that never finish, answers nobody reads, too many from one address.
uvicorn itself has no such limits."""

import asyncio
import time
from collections import Counter
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network

import h11
from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

from bot.channels.web.limiter import network_of_host

# Bytes a second, on the average: a picture still gets through from where a phone barely has a network.
SLOWEST_BODY = 2048
_TOO_SLOW = b"HTTP/1.1 408 Request Timeout\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
_TOO_MANY = b"HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: 10\r\nContent-Length: 0\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Patience:
    """In seconds. `head`: for a request's first lines. A body has three times that, and then as long as it comes at
    `SLOWEST_BODY`, up to `longest`; a client has `answer` to take the next part of what it is sent."""

    head: float = 10.0

    @property
    def body(self) -> float:
        return 3 * self.head

    @property
    def longest(self) -> float:
        return 60 * self.head

    @property
    def answer(self) -> float:
        return 6 * self.head


class Doorkeeper:
    """Counts connections. `each`: the most from one address; trusted proxies are exempt, because they pass on many
    people's requests. `most`: of all together."""

    def __init__(self, each: int, most: int, proxies: str) -> None:
        self._each = each
        self._most = most
        self._is_any_trusted, self._proxies = _read_proxies(proxies)
        self._inside: Counter[str] = Counter()

    def admits(self, host: str) -> bool:
        """Whether the connection may stay; if so, it is counted."""
        network = network_of_host(host)
        if self._inside.total() >= self._most or (self._inside[network] >= self._each and not self._is_proxy(host)):
            return False
        self._inside[network] += 1
        return True

    def leaves(self, host: str) -> None:
        network = network_of_host(host)
        self._inside[network] -= 1
        if not self._inside[network]:
            del self._inside[network]

    def _is_proxy(self, host: str) -> bool:
        if self._is_any_trusted or not host:  # without an address: a socket file, so somebody on this machine
            return True
        try:
            address = ip_address(host)
        except ValueError:
            return False
        return any(address in proxy for proxy in self._proxies)


def _read_proxies(proxies: str) -> tuple[bool, list[IPv4Network | IPv6Network]]:
    """As uvicorn reads them: addresses and networks with commas between them, or a star for all."""
    found: list[IPv4Network | IPv6Network] = []
    for part in proxies.split(","):
        try:
            found.append(ip_network(part.strip(), strict=False))
        except ValueError:
            continue  # a name; its requests are believed, its connections counted
    return "*" in proxies, found


class WatchedProtocol(H11Protocol):
    """uvicorn's own protocol, with a check (`look`) that runs again and again."""

    def __init__(
        self,
        doorkeeper: Doorkeeper,
        patience: Patience,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, object],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._doorkeeper = doorkeeper
        self._patience = patience
        self._host: str | None = None
        self._looked_at = self._since = time.monotonic()
        self._received = 0
        self._unread_since: float | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        host = self.client[0] if self.client else ""
        if self._doorkeeper.admits(host):
            self._host = host
        else:
            self._dismiss(_TOO_MANY)

    def connection_lost(self, exc: Exception | None) -> None:
        if self._host is not None:
            self._doorkeeper.leaves(self._host)
            self._host = None
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self.transport.is_closing():
            return
        self._received += len(data)
        super().data_received(data)

    def handle_events(self) -> None:
        before = self.cycle
        super().handle_events()
        if self.cycle is not before:
            self._begin()

    def on_response_complete(self) -> None:
        self._begin()
        super().on_response_complete()

    def _begin(self) -> None:
        """Another part of the conversation: a body after its head, the next request after an answer."""
        self._since, self._received = time.monotonic(), 0

    def pause_writing(self) -> None:
        self._unread_since = time.monotonic()
        super().pause_writing()

    def resume_writing(self) -> None:
        self._unread_since = None
        super().resume_writing()

    def look(self, now: float) -> None:
        """Ends the connection where its client has let it wait too long."""
        passed, self._looked_at = now - self._looked_at, now
        if self.flow.read_paused:  # it is we who let the body wait
            self._since += passed
        if self.transport.is_closing() and self._unread_since is None:
            self._unread_since = now
        if self._unread_since is not None and now - self._unread_since > self._patience.answer:
            self.transport.abort()
        elif not self.transport.is_closing() and self._is_late(now - self._since):
            self._dismiss(_TOO_SLOW)

    def _is_late(self, seconds: float) -> bool:
        state, patience = self.conn.their_state, self._patience
        if state is h11.SEND_BODY and self.conn.our_state is h11.DONE:
            return seconds > patience.head  # answered without it
        if state is h11.SEND_BODY:
            is_slow = seconds > patience.body and self._received < seconds * SLOWEST_BODY
            return is_slow or seconds > patience.longest
        return state is h11.IDLE and seconds > patience.head

    def _dismiss(self, answer: bytes) -> None:
        if self.conn.our_state in (h11.IDLE, h11.SEND_RESPONSE) and self._unread_since is None:
            self.transport.write(answer)
        self.transport.close()

    def shutdown(self) -> None:
        """A body that has not come yet is not waited for: its task would have to be cancelled."""
        super().shutdown()
        if self.conn.their_state is h11.SEND_BODY:
            self.transport.close()
