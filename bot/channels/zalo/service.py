"""Zalo's servers as they are spoken to: an answer is an object of JSON, or it is nobody's word.

They answer 200 also where they refuse; what the object says decides."""

import asyncio
import json
from collections.abc import Mapping
from typing import Any

import aiohttp

from bot.channels.base import NotSent

# Of a whole exchange; whoever holds something for it (`storage/messages/grants.py`) holds it longer.
TIMEOUT_SECONDS = 30.0
_MOST_BYTES = 8_000_000


class Service:
    def __init__(self, timeout: float = TIMEOUT_SECONDS) -> None:
        self._timeout = timeout
        self._session: aiohttp.ClientSession | None = None

    async def ask(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str],
        *,
        query: Mapping[str, str] | None = None,
        form: Mapping[str, str] | None = None,
        body: Mapping[str, Any] | None = None,
    ) -> Mapping[str, Any]:
        """Raises NotSent, which names neither what was asked nor by what token."""
        if self._session is None:
            self._session = aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar())
        try:
            async with asyncio.timeout(self._timeout):
                async with self._session.request(
                    method, url, headers=headers, params=query, data=form, json=body, allow_redirects=False
                ) as response:
                    content = await response.content.read(_MOST_BYTES)
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            raise NotSent(f"Zalo is not reached: {type(error).__name__}", retry=True) from None
        return _object(content, response.status)

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None


def _object(content: bytes, status: int) -> Mapping[str, Any]:
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise NotSent(f"an answer that is not Zalo's (HTTP {status})", retry=True)
    return found


def error_of(answer: Mapping[str, Any]) -> int | None:
    """The number of its error, 0 where all is well; None where it gives none. Numbers come as words, too."""
    try:
        return int(answer["error"])
    except (KeyError, TypeError, ValueError):
        return None
