"""Citizens on the web while the bot is killed."""

import asyncio
import random
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientError, ClientSession

from bot.channels.web.sessions import COOKIE


def token(number: int) -> str:
    return f"a-session-for-citizen-{number}"


def level(number: int) -> int:
    return number % 5 + 1


@dataclass
class Web:
    """Citizens on the web, who repeat a call under the same client_id until it is acknowledged."""

    url: str
    chance: random.Random
    waiting: asyncio.Queue[int] = field(default_factory=asyncio.Queue)
    acknowledged: list[int] = field(default_factory=list)
    repeated: int = 0

    async def browse(self, session: ClientSession) -> None:
        while True:
            number = await self.waiting.get()
            await asyncio.sleep(self.chance.uniform(0, 0.05))
            while not await self._rates(session, number):
                self.repeated += 1
                await asyncio.sleep(self.chance.uniform(0.01, 0.05))
            self.acknowledged.append(number)
            if number % 4 == 0:  # an impatient one taps again, or the answer got lost on its way
                await self._rates(session, number)
            self.waiting.task_done()

    async def _rates(self, session: ClientSession, number: int) -> bool:
        body = {"client_id": f"rating-{number}", "action": f"rate:{number}:{level(number)}", "label": "😍"}
        try:
            async with session.post(
                f"{self.url}/api/chat/messages", json=body, headers={"Cookie": f"{COOKIE}={token(number)}"}
            ) as response:
                return response.status == 200
        except (ClientError, TimeoutError):
            return False

    async def conversation(self, session: ClientSession, number: int) -> list[dict[str, Any]]:
        async with session.get(
            f"{self.url}/api/chat/messages", headers={"Cookie": f"{COOKIE}={token(number)}"}
        ) as response:
            messages: list[dict[str, Any]] = (await response.json())["messages"]
            return messages
