"""The account's API over HTTP: its token, its limits, its answers, which are checked before they are used."""

import asyncio
import json
import math
import time
from collections.abc import Mapping
from typing import Any, Protocol

import aiohttp

from bot.channels.base import NotSent
from bot.channels.pace import limiter
from bot.channels.zalo.errors import TOKEN, Refused

TIMEOUT_SECONDS = 20.0
_MOST_OF_AN_ANSWER = 1024**2
_LONGEST_PAUSE = 60.0
_CONNECTIONS = 100
_EPOCH = 10**9  # a later time is a moment and not a number of seconds


class Tokens(Protocol):
    """The account's access token, which lasts about a day."""

    async def token(self) -> str:
        """Raises NotSent while there is none."""

    async def refused(self, token: str) -> None:
        """Zalo did not take this one: the next call of `token` gives another, if there is one."""


class Api:
    """`root`: its address; `rate`: requests a second."""

    def __init__(self, root: str, tokens: Tokens, rate: float) -> None:
        self.root = root
        self._tokens = tokens
        self._rate = limiter(rate)
        self._free_from = 0.0
        self._session: aiohttp.ClientSession | None = None

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def call(self, path: str, body: Mapping[str, Any]) -> Mapping[str, Any]:
        """What Zalo gives back as `data`. Raises Refused with its code, or NotSent."""
        return await self._authorized(path, lambda: json.dumps(body, ensure_ascii=False).encode(), "application/json")

    async def upload(self, path: str, name: str, content: bytes, media_type: str) -> Mapping[str, Any]:
        """`name`: with its ending, without which Zalo answers that all is well and gives nothing."""

        def form() -> aiohttp.FormData:
            data = aiohttp.FormData(quote_fields=False)
            data.add_field("file", content, filename=" ".join(name.split()), content_type=media_type)
            return data

        return await self._authorized(path, form, None)

    async def _authorized(self, path: str, make_body: Any, media_type: str | None) -> Mapping[str, Any]:
        """Once more with another token where Zalo does not take this one."""
        for _ in range(2):
            token = await self._tokens.token()
            headers = {"access_token": token} | ({"Content-Type": media_type} if media_type else {})
            status, answer = await self._post(path, make_body(), headers)
            code = int(_number(answer.get("error")) or 0)
            if code not in TOKEN and status != 401:
                break
            await self._tokens.refused(token)
        else:
            raise NotSent("Zalo does not take the access token", retry=True)
        if code:
            raise Refused(code)
        data = answer.get("data")
        return data if isinstance(data, dict) else {}

    async def _post(self, path: str, body: Any, headers: Mapping[str, str]) -> tuple[int, Mapping[str, Any]]:
        await self._turn()
        timeout = aiohttp.ClientTimeout(total=None, sock_connect=TIMEOUT_SECONDS, sock_read=TIMEOUT_SECONDS)
        try:
            async with self._opened().post(
                f"{self.root}{path}", data=body, headers=headers, timeout=timeout, allow_redirects=False
            ) as response:
                self._heed(response.headers)
                payload = await _read(response)
                return response.status, _answer(response.status, payload)
        except TimeoutError:
            raise NotSent("Zalo does not answer in time", retry=True) from None
        except aiohttp.ClientError as error:
            raise NotSent(f"Zalo cannot be reached: {type(error).__name__}", retry=True) from None

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=_CONNECTIONS)
            self._session = aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())
        return self._session

    async def _turn(self) -> None:
        pause = self._free_from - time.monotonic()
        if pause > 0:
            await asyncio.sleep(pause)
        await self._rate.acquire()

    def _heed(self, headers: Mapping[str, str]) -> None:
        """Where Zalo says that nothing is left of this minute's requests, the next one waits for the next minute."""
        left, reset = _number(headers.get("X-RateLimit-Remaining")), _number(headers.get("X-RateLimit-Reset"))
        if left is None or left > 0:
            return
        pause = _LONGEST_PAUSE if reset is None else reset
        if pause > _EPOCH:
            pause = (pause / 1000 if pause > _EPOCH * 1000 else pause) - time.time()
        self._free_from = time.monotonic() + min(max(pause, 0), _LONGEST_PAUSE)


async def _read(response: aiohttp.ClientResponse) -> bytes:
    pieces, left = [], _MOST_OF_AN_ANSWER
    async for piece in response.content.iter_any():
        left -= len(piece)
        if left < 0:
            response.close()
            raise NotSent("an answer longer than any of Zalo's", retry=True)
        pieces.append(piece)
    return b"".join(pieces)


def _answer(status: int, payload: bytes) -> Mapping[str, Any]:
    """Zalo's own object. What proxies, firewalls and login pages send instead is an outage and no refusal."""
    try:
        answer = json.loads(payload.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        answer = None
    if status == 401:
        return {}
    if status == 429:
        raise NotSent("too many requests", retry=True, after=_LONGEST_PAUSE)
    if not isinstance(answer, dict) or status >= 500 or _number(answer.get("error")) is None:
        raise NotSent(f"an answer that is not Zalo's (HTTP {status})", retry=True)
    return answer


def _number(value: Any) -> float | None:
    try:
        found = float(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return found if math.isfinite(found) and not isinstance(value, bool) else None
