"""Which updates to ask for next, also after an answer that cannot be read."""

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from telegram.error import NetworkError

from bot.channels.telegram.answers import Unreadable
from bot.channels.telegram.updates import named_update, next_offset, update_number

MANY = 100
# As often the same unreadable answer may come before it counts as Telegram's own: it may be a passing proxy's page.
STUBBORN = 3
log = logging.getLogger(__name__)


class Polling:
    """`ask`: offset, how many → updates. After an unreadable answer updates are asked for one by one, so that only the
    unreadable one waits. It is skipped once the same answer has come so often that it must be Telegram's."""

    def __init__(self, ask: Callable[[int, int], Awaitable[list[Any]]]) -> None:
        self._ask = ask
        self._offset = 0
        self._limit = MANY
        self._unread = b""
        self._times = 0

    async def updates(self) -> list[Any]:
        try:
            updates = await self._ask(self._offset, self._limit)
        except Unreadable as error:
            if self._limit > 1 or not self._steps_over(error.payload):
                self._limit = 1
                raise
            updates = []
        else:
            if updates and all(update_number(update) is None for update in updates):
                raise NetworkError("updates without numbers")
        self._limit = MANY
        return updates

    def taken(self, updates: list[Any]) -> None:
        """They are committed: the next question acknowledges them to Telegram."""
        self._offset = next_offset(updates, self._offset)

    def _steps_over(self, payload: bytes) -> bool:
        number = named_update(payload)
        if number is None or number < self._offset:
            return False
        self._times = self._times + 1 if payload == self._unread else 1
        self._unread = payload
        if self._times < STUBBORN:
            return False
        log.error("update %d cannot be read and was set aside; nobody can be told", number)
        self._offset, self._unread, self._times = number + 1, b"", 0
        return True
