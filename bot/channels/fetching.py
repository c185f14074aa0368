"""Files that people sent and a service keeps for us: their address came from outside, so nothing within our own network
is asked for them."""

import socket
from ipaddress import ip_address
from typing import Any

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import DefaultResolver
from yarl import URL

from bot.channels.base import NotSent
from storage.ground.refusals import Refusal

# Of one file that somebody sends.
MOST_BYTES = 20 * 1024**2
TIMEOUT_SECONDS = 20.0
_WHOLE_SECONDS = 120.0


class PublicAlone(AbstractResolver):
    """Of a name's addresses those that anybody may reach; what was looked at is what is connected to."""

    def __init__(self) -> None:
        self._resolver = DefaultResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_INET
    ) -> list[ResolveResult]:
        found = [one for one in await self._resolver.resolve(host, port, family) if _is_public(one["host"])]
        if not found:
            raise OSError("no public address")
        return found

    async def close(self) -> None:
        await self._resolver.close()


def _is_public(address: str) -> bool:
    try:
        return ip_address(address.partition("%")[0]).is_global
    except ValueError:
        return False


class SentFiles:
    """`root`: the service's own address, which the settings name and is trusted."""

    def __init__(self, root: str) -> None:
        self._root = URL(root)

    async def fetch(self, reference: str) -> bytes:
        """Asked for once; redirections are not followed. Raises NotSent; refuses with `file.gone` and
        `file.too_large`."""
        url = self._url(reference)
        connector = aiohttp.TCPConnector() if self._is_own(url) else aiohttp.TCPConnector(resolver=PublicAlone())
        timeout = aiohttp.ClientTimeout(_WHOLE_SECONDS, sock_connect=TIMEOUT_SECONDS, sock_read=TIMEOUT_SECONDS)
        try:
            async with (
                aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar()) as session,
                session.get(url, timeout=timeout, allow_redirects=False) as response,
            ):
                return await _content(response)
        except TimeoutError:
            raise NotSent("a file was not fetched in time", retry=True) from None
        except (aiohttp.ClientError, OSError) as error:
            raise NotSent(f"a file was not fetched: {type(error).__name__}", retry=True) from None

    def _url(self, reference: str) -> URL:
        try:
            url = URL(reference)
        except ValueError:
            raise NotSent("a file without an address", retry=False) from None
        if self._is_own(url):
            return url
        is_number = url.host is not None and _is_address(url.host)
        if url.scheme != "https" or not url.host or url.port != 443 or (is_number and not _is_public(url.host)):
            raise NotSent("a file at an address that is not asked", retry=False)
        return url

    def _is_own(self, url: URL) -> bool:
        return (url.scheme, url.host, url.port) == (self._root.scheme, self._root.host, self._root.port)


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


async def _content(response: Any) -> bytes:
    if response.status >= 500:
        raise NotSent(f"a file was not fetched: HTTP {response.status}", retry=True)
    if response.status != 200:
        raise Refusal("file.gone")
    pieces, left = [], MOST_BYTES
    async for piece in response.content.iter_any():
        left -= len(piece)
        if left < 0:
            raise Refusal("file.too_large", limit_mb=MOST_BYTES // 1024**2)
        pieces.append(piece)
    return b"".join(pieces)
