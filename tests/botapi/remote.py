"""The same server in another process: it goes on while the bot's process is killed and started again."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from aiohttp import ClientSession

from tests.botapi.builders import Update
from tests.botapi.calls import SENDING, Call
from tests.botapi.control import call_from_json, update_as_json
from tests.botapi.people import Place
from tests.botapi.server import TOKEN
from tests.botapi.wire import Json

ROOT = Path(__file__).resolve().parents[2]


class RemoteBotApi:
    def __init__(self, url: str, session: ClientSession) -> None:
        self.url = url
        self.base_url = f"{url}/bot"
        self.base_file_url = f"{url}/file/bot"
        self._session = session

    async def push(self, *updates: Update) -> list[Json]:
        pushed: list[Json] = await self._post("updates", [update_as_json(update) for update in updates])
        return pushed

    async def calls(self, since: int = 0, method: str = "") -> list[Call]:
        query = f"calls?since={since}" + (f"&method={method}" if method else "")
        return [call_from_json(call) for call in await self._ask("GET", query)]

    async def sent_to(self, chat_id: int) -> list[Call]:
        calls = await self.calls()
        return [call for call in calls if call.ok and call.method in SENDING and call.params["chat_id"] == chat_id]

    async def state(self) -> Json:
        state: Json = await self._ask("GET", "state")
        return state

    async def fault(self, name: str, **values: Any) -> None:
        """As the methods of Faults: `fault("drop_next", count=2, method="sendMessage")`."""
        await self._post("faults", {"name": name} | values)

    async def limit(self, **values: Any) -> None:
        await self._post("limits", values)

    async def meet(self, *places: Place, is_blocked: bool = False) -> None:
        await self._post("chats", {"chats": [place.as_chat() for place in places], "is_blocked": is_blocked})

    async def wait_for(self, messages: int, within: float = 10.0) -> Json:
        state: Json = await self._ask("GET", f"wait?messages={messages}&within={within}")
        return state

    async def _post(self, what: str, body: object) -> Any:
        return await self._ask("POST", what, json=body)

    async def _ask(self, verb: str, what: str, **more: Any) -> Any:
        async with self._session.request(verb, f"{self.url}/control/{what}", **more) as response:
            answer = await response.json()
        assert answer["ok"], answer
        return answer["result"]


@asynccontextmanager
async def bot_api_process(token: str = TOKEN, port: int = 0, *options: str) -> AsyncIterator[RemoteBotApi]:
    command = (sys.executable, "-m", "tests.botapi", "--token", token, "--port", str(port), *options)
    process = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.PIPE)
    try:
        assert process.stdout is not None
        url = (await process.stdout.readline()).decode().strip()
        assert url, "the server did not start"
        async with ClientSession() as session:
            yield RemoteBotApi(url, session)
    finally:
        if process.returncode is None:
            process.terminate()
        await process.communicate()
