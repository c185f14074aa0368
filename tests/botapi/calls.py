"""What the bot called, in order, and ways to wait for it."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from tests.botapi.wire import ApiError, Json

SENDING = frozenset(("sendMessage", "sendDocument", "sendPhoto", "sendVoice", "sendVideo"))


class Call(NamedTuple):
    method: str
    params: Json
    at: float
    result: Any = None
    error: ApiError | None = None
    number: int = 0

    @property
    def ok(self) -> bool:
        return self.error is None


class CallLog:
    """`keep` bounds memory in benchmarks; `count` and `messages` go on counting."""

    def __init__(self, keep: int | None = None) -> None:
        self.recorded: deque[Call] = deque(maxlen=keep)
        self.count = 0
        self.messages = 0
        self._waiters: list[tuple[Callable[[], bool], asyncio.Future[None]]] = []

    def __iter__(self) -> Iterator[Call]:
        return iter(self.recorded)

    def __len__(self) -> int:
        return len(self.recorded)

    def __getitem__(self, index: int) -> Call:
        return self.recorded[index]

    def record(self, call: Call) -> None:
        self.recorded.append(call)
        self.count += 1
        if call.error is None and call.method in SENDING:
            self.messages += 1
        if self._waiters:
            self._wake()

    def of(self, *methods: str) -> list[Call]:
        return [call for call in self.recorded if call.method in methods]

    def sent(self, chat_id: int | str | None = None) -> list[Call]:
        """Messages that were accepted, to one chat or to all."""
        return [
            call
            for call in self.recorded
            if call.error is None and call.method in SENDING and chat_id in (None, call.params["chat_id"])
        ]

    def refused(self) -> list[Call]:
        return [call for call in self.recorded if call.error is not None]

    def clear(self) -> None:
        """Forgets what was recorded and counts from zero again."""
        self.recorded.clear()
        self.count = self.messages = 0

    async def wait_for_messages(self, count: int, within: float = 60.0) -> list[Call]:
        await self._wait(lambda: self.messages >= count, within, lambda: f"{self.messages} of {count} messages")
        return self.sent()

    async def wait_for_call(self, method: str, count: int = 1, within: float = 60.0) -> Call:
        """The count-th call of this method, accepted or refused."""
        await self._wait(lambda: len(self.of(method)) >= count, within, lambda: f"{len(self.of(method))} of {count}")
        return self.of(method)[count - 1]

    async def wait_until(self, is_met: Callable[[], bool], what: str, within: float = 60.0) -> None:
        """Looked at after each call."""
        await self._wait(is_met, within, lambda: f"less than {what!r}")

    async def _wait(self, is_met: Callable[[], bool], within: float, so_far: Callable[[], str]) -> None:
        if is_met():
            return
        future = asyncio.get_running_loop().create_future()
        self._waiters.append((is_met, future))
        try:
            async with asyncio.timeout(within):
                await future
        except TimeoutError:
            heard = [(call.method, call.error and call.error.description) for call in list(self.recorded)[-20:]]
            raise AssertionError(f"only {so_far()} came in {within} s; the last calls: {heard}") from None
        finally:
            self._waiters = [waiter for waiter in self._waiters if waiter[1] is not future]

    def _wake(self) -> None:
        for is_met, future in self._waiters:
            if not future.done() and is_met():
                future.set_result(None)
