"""Calls to the server without a client library: what it answers, word for word."""

from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from typing import Any

from aiohttp import ClientSession

from tests.botapi.server import BotApiServer

Ask = Callable[..., Coroutine[Any, Any, Any]]


@asynccontextmanager
async def asking(server: BotApiServer) -> AsyncIterator[Ask]:
    """`await ask("sendMessage", chat_id=1, text="x")` gives the result, or the reason of the refusal."""
    async with ClientSession(base_url=server.url) as session:

        async def ask(method: str, **params: Any) -> Any:
            async with session.post(f"/bot{server.token}/{method}", json=params) as response:
                answer = await response.json()
            assert response.status == (200 if answer["ok"] else answer["error_code"])
            return answer["result"] if answer["ok"] else answer["description"].removeprefix("Bad Request: ")

        yield ask
