"""The Bot Platform's methods over aiohttp. It answers `{ok, result | error_code, description}`, `ok: false` also with
HTTP 200; anything else comes from what stands between it and us, and is tried again."""

import json
from typing import Any

import aiohttp

from storage.ground.text import shorten, storable

CONNECTIONS = 20
TIMEOUT_SECONDS = 20.0
MOST_BYTES = 1024**2
LONGEST_REASON = 200
BAD_REQUEST, UNAUTHORISED, FORBIDDEN, IDLE, TOO_MANY = 400, 401, 403, 408, 429


class Refused(Exception):
    """By the platform. `code`: as HTTP's; the reason holds no token."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


class Unreachable(Exception):
    """Trying again may help."""


class Api:
    def __init__(self, token: str, root: str) -> None:
        self._root = f"{root}/bot{token}"
        self._session: aiohttp.ClientSession | None = None

    async def call(
        self, method: str, parameters: dict[str, Any] | None = None, seconds: float = TIMEOUT_SECONDS
    ) -> Any:
        """The result, where there is one. Raises Refused or Unreachable."""
        timeout = aiohttp.ClientTimeout(total=seconds, sock_connect=TIMEOUT_SECONDS)
        try:
            async with self._opened().post(
                f"{self._root}/{method}", json=parameters or {}, timeout=timeout, allow_redirects=False
            ) as response:
                return _read(response.status, await response.content.read(MOST_BYTES))
        except TimeoutError:
            raise Unreachable("no answer in time") from None
        except aiohttp.ClientError as error:
            # Only the kind of error: its text may hold the address, and with it the token.
            raise Unreachable(type(error).__name__) from None

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=CONNECTIONS)
            self._session = aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())
        return self._session

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None


def _read(status: int, payload: bytes) -> Any:
    try:
        answer = json.loads(payload.decode("utf-8", "replace"))
    except (ValueError, RecursionError):
        answer = None
    if isinstance(answer, dict) and answer.get("ok") is True and status == 200:
        return answer.get("result")
    if isinstance(answer, dict) and answer.get("ok") is False:
        raise Refused(_code(answer.get("error_code"), status), _reason(answer.get("description")))
    if status in (UNAUTHORISED, IDLE):  # these came without JSON, too
        raise Refused(status, f"HTTP {status}")
    raise Unreachable(f"an answer that is not the platform's (HTTP {status})")


def _code(value: Any, status: int) -> int:
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else status


def _reason(value: Any) -> str:
    return shorten(storable(value), LONGEST_REASON) if isinstance(value, str) else "no reason given"
