"""Citizens of a messenger that posts, while the bot is killed: each tap is posted until it is acknowledged, and some of
them once more."""

import asyncio
import random
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from aiohttp import ClientError, ClientSession


@dataclass(frozen=True)
class Posted:
    path: str
    body: bytes
    headers: dict[str, str]


@dataclass
class PostingCitizens(ABC):
    """`url`: of the bot."""

    url: str
    chance: random.Random
    session: ClientSession
    acknowledged: list[int] = field(default_factory=list)

    @abstractmethod
    def tap(self, number: int, level: int) -> Posted:
        """As the service posts it, each time the same."""

    @abstractmethod
    def is_answered(self, number: int) -> bool: ...

    async def rate(self, numbers: Sequence[int], level: Callable[[int], int]) -> None:
        """Returns once every tap is acknowledged."""
        async with asyncio.TaskGroup() as group:
            for number in numbers:
                group.create_task(self._acknowledged(number, self.tap(number, level(number))))
                await asyncio.sleep(self.chance.uniform(0, 0.02))

    async def _acknowledged(self, number: int, tap: Posted) -> None:
        while not await self._post(tap):  # noqa: ASYNC110 - another process answers
            await asyncio.sleep(self.chance.uniform(0.02, 0.2))
        self.acknowledged.append(number)
        if number % 4 == 0:  # its answer got lost on its way
            await self._post(tap)

    async def _post(self, tap: Posted) -> bool:
        try:
            async with self.session.post(f"{self.url}{tap.path}", data=tap.body, headers=tap.headers) as response:
                return response.status == 200
        except (ClientError, TimeoutError):
            return False

    def unanswered(self, numbers: Sequence[int]) -> list[int]:
        return [number for number in numbers if not self.is_answered(number)]
