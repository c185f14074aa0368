"""python-telegram-bot over aiohttp: its errors and limits without its default client, which slows down when hundreds
of messages go out at once (docs/decisions/telegram-over-aiohttp.md)."""

import asyncio
import json
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote

import aiohttp
import telegram
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

from bot.channels.telegram.answers import fits, read_answer, refusal

PUBLIC = "https://api.telegram.org/"
CONNECTIONS = 100
TIMEOUT_SECONDS = 20.0
# Of one file; a Bot API server of one's own gives more (docs/decisions/files-of-fifty-megabytes.md).
MOST_BYTES = 20 * 1024**2
_JSON = {"Content-Type": "application/json"}


@dataclass(frozen=True, slots=True)
class JsonBody:
    """What `AiohttpRequest` asks of python-telegram-bot's `RequestData`, for parameters that hold no file."""

    json_payload: bytes
    contains_files: bool = False


@dataclass(frozen=True, slots=True)
class FormBody:
    """The same for those that hold one: name → (file name, content, media type)."""

    json_parameters: dict[str, str]
    multipart_data: dict[str, tuple[str, bytes, str]]
    contains_files: bool = True


class AiohttpRequest(BaseRequest):
    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        return TIMEOUT_SECONDS

    async def initialize(self) -> None:
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=CONNECTIONS)
            self._session = aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())

    async def shutdown(self) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        if self._session is None:
            raise RuntimeError("the request is used before initialize()")
        seconds = read_timeout if isinstance(read_timeout, int | float) else TIMEOUT_SECONDS
        body, headers = _body(request_data)
        try:
            async with self._session.request(
                method, _address(url), data=body, headers=headers, timeout=_timeout(seconds)
            ) as response:
                payload = await _read(response, self._most_bytes)
                if response.ok:
                    return response.status, payload
                raise refusal(response.status, payload)
        except TimeoutError as error:
            raise TimedOut from error
        except aiohttp.ClientError as error:
            # Only the kind of error: its text may hold the address, and with it the token.
            raise NetworkError(type(error).__name__) from None

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        return read_answer(payload)


async def _read(response: aiohttp.ClientResponse, most_bytes: int) -> bytes:
    """aiohttp's own reads for as long as something comes, into memory."""
    pieces, left = [], most_bytes
    async for piece in response.content.iter_any():
        left -= len(piece)
        if left < 0:
            response.close()
            raise NetworkError("an answer longer than any of the Bot API's")
        pieces.append(piece)
    return b"".join(pieces)


@cache
def _timeout(seconds: float) -> aiohttp.ClientTimeout:
    return aiohttp.ClientTimeout(total=None, sock_connect=TIMEOUT_SECONDS, sock_read=seconds)


# A handful of methods is called again and again; addresses of files come and go.
@lru_cache(maxsize=64)
def _address(url: str) -> URL:
    return URL(url)


def _body(request_data: RequestData | None) -> tuple[Any, dict[str, str] | None]:
    """JSON where no file goes with it: encoding a form costs ten times as much."""
    if request_data is None:
        return None, None
    if not request_data.contains_files:
        return request_data.json_payload, _JSON
    # Telegram shows a file's name as it stands here, so it is not percent-encoded.
    form = aiohttp.FormData(quote_fields=False)
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (file_name, content, media_type) in (request_data.multipart_data or {}).items():
        form.add_field(name, content, filename=file_name, content_type=media_type)
    return form, None


def make_bot(token: str, root: str, most_bytes: int = MOST_BYTES) -> telegram.Bot:
    """`root`: the Bot API's address without `/bot`; `most_bytes`: of one answer, or one file."""
    return telegram.Bot(
        token,
        base_url=f"{root}/bot",
        base_file_url=f"{root}/file/bot",
        request=AiohttpRequest(most_bytes),
        get_updates_request=AiohttpRequest(MOST_BYTES),
    )


async def call(
    bot: telegram.Bot,
    method: str,
    parameters: dict[str, Any],
    seconds: float = TIMEOUT_SECONDS,
    files: dict[str, tuple[str, bytes, str]] | None = None,
) -> Any:
    """A method of the Bot API by its own name, plain values in and out; raises python-telegram-bot's errors and no
    others. `files`: parameter → (file name, content, media type).

    `Bot.do_api_request` does the same in three times the time.
    """
    body = FormBody(_form(parameters), files) if files else JsonBody(json.dumps(parameters).encode())
    result = await bot.request.post(f"{bot.base_url}/{method}", cast(RequestData, body), read_timeout=seconds)
    if not fits(method, result):
        raise NetworkError(f"{method}: an answer of another kind")
    return result


def _form(parameters: dict[str, Any]) -> dict[str, str]:
    return {name: value if isinstance(value, str) else json.dumps(value) for name, value in parameters.items()}


async def download(bot: telegram.Bot, path: str, most_bytes: int) -> bytes:
    """`path`: as `getFile` gives it; a server of one's own that runs with `--local` gives a file of this machine."""
    if path.startswith("/") and not bot.base_url.startswith(PUBLIC):
        return await asyncio.to_thread(_read_file, path, most_bytes)
    return await bot.request.retrieve(f"{bot.base_file_url}/{quote(path)}")


def _read_file(path: str, most_bytes: int) -> bytes:
    """Raises NetworkError where it is not there, or longer than the bot takes."""
    try:
        with Path(path).open("rb") as file:
            content = file.read(most_bytes + 1)
    except OSError as error:
        raise NetworkError(f"a file of the Bot API server: {type(error).__name__}") from None
    if len(content) > most_bytes:
        raise NetworkError("a file longer than the bot takes")
    return content
