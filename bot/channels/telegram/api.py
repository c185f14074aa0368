"""python-telegram-bot over aiohttp: its errors and limits without its default client, which slows down when hundreds
of messages go out at once (docs/decisions/telegram-over-aiohttp.md)."""

import json
from typing import Any

import aiohttp
import telegram
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData

CONNECTIONS = 100
TIMEOUT_SECONDS = 20.0


class AiohttpRequest(BaseRequest):
    def __init__(self) -> None:
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        return TIMEOUT_SECONDS

    async def initialize(self) -> None:
        if self._session is None:
            self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=CONNECTIONS))

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
        total = read_timeout if isinstance(read_timeout, int | float) else TIMEOUT_SECONDS
        try:
            async with self._session.request(
                method, url, data=_body(request_data), timeout=aiohttp.ClientTimeout(total=total)
            ) as response:
                return response.status, await response.read()
        except TimeoutError as error:
            raise TimedOut from error
        except aiohttp.ClientError as error:
            # Only the kind of error: its text may hold the address, and with it the token.
            raise NetworkError(type(error).__name__) from None


def _body(request_data: RequestData | None) -> Any:
    if request_data is None:
        return None
    if not request_data.contains_files:
        return request_data.json_parameters
    form = aiohttp.FormData()
    for name, value in request_data.json_parameters.items():
        form.add_field(name, value)
    for name, (file_name, content, media_type) in (request_data.multipart_data or {}).items():
        form.add_field(name, content, filename=file_name, content_type=media_type)
    return form


def make_bot(token: str, root: str) -> telegram.Bot:
    """`root`: the Bot API's address without `/bot`."""
    return telegram.Bot(
        token,
        base_url=f"{root}/bot",
        base_file_url=f"{root}/file/bot",
        request=AiohttpRequest(),
        get_updates_request=AiohttpRequest(),
    )


def keyboard(rows: list[list[dict[str, str]]]) -> str:
    """`reply_markup` as JSON."""
    buttons = [
        [
            {"text": button["label"], "url": button["url"]}
            if "url" in button
            else {"text": button["label"], "callback_data": button["action"]}
            for button in row
        ]
        for row in rows
    ]
    return json.dumps({"inline_keyboard": buttons}, ensure_ascii=False)
