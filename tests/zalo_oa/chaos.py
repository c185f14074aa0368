"""Citizens on Zalo while the bot is killed: each tap is posted until it is acknowledged, and some of them once more."""

import asyncio
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from aiohttp import ClientError, ClientSession

from bot.channels.zalo.taps import Tap, Taps
from tests.chat import SECRET
from tests.zalo_oa import events
from tests.zalo_oa.people import signed, written
from tests.zalo_oa.server import APP_ID, APP_SECRET, OA_ID, OA_SECRET, ZaloServer

FIRST_USER = 7_410_000_000_000_000_000


def address(number: int) -> str:
    return str(FIRST_USER + number)


def environment(zalo: ZaloServer) -> dict[str, str]:
    return {
        "CCHC_ZALO_APP_ID": APP_ID,
        "CCHC_ZALO_APP_SECRET": APP_SECRET,
        "CCHC_ZALO_OA_ID": OA_ID,
        "CCHC_ZALO_OA_SECRET_KEY": OA_SECRET,
        "CCHC_ZALO_API_URL": zalo.url,
        "CCHC_ZALO_OAUTH_URL": zalo.url,
        "CCHC_ZALO_RATE": "100000",
    }


@dataclass
class ZaloCitizens:
    url: str
    zalo: ZaloServer
    chance: random.Random
    session: ClientSession
    acknowledged: list[int] = field(default_factory=list)
    repeated: int = 0

    async def rate(self, numbers: Sequence[int], level: Callable[[int], int]) -> None:
        """Returns once every tap is acknowledged."""
        taps = Taps(SECRET.encode())
        async with asyncio.TaskGroup() as group:
            for number in numbers:
                who = address(number)
                self.zalo.state.followers.add(who)
                tap = Tap("😍", f"rate:{number}:{level(number)}", "1")
                event = events.words(who, taps.tap(who, tap))
                group.create_task(self._posted(number, written(event), event["timestamp"]))
                await asyncio.sleep(self.chance.uniform(0, 0.02))

    async def _posted(self, number: int, body: bytes, timestamp: str) -> None:
        while not await self._post(body, timestamp):
            self.repeated += 1
            await asyncio.sleep(self.chance.uniform(0.02, 0.2))
        self.acknowledged.append(number)
        if number % 4 == 0:  # its answer got lost on its way
            await self._post(body, timestamp)

    async def _post(self, body: bytes, timestamp: str) -> bool:
        headers = {"X-ZEvent-Signature": signed(body, timestamp)}
        try:
            async with self.session.post(f"{self.url}/zalo", data=body, headers=headers) as response:
                return response.status == 200
        except (ClientError, TimeoutError):
            return False

    def unanswered(self, numbers: Sequence[int]) -> list[int]:
        answered = {call.user_id for call in self.zalo.state.sent}
        return [number for number in numbers if address(number) not in answered]
