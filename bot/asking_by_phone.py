"""Who has just got the result of a dossier is asked to rate by phone number, while the file that has the number is
still in memory. What is under way when the process ends is not made up for: by then nobody knows the numbers."""

import asyncio
import logging
from collections.abc import Iterable, Mapping

from bot.channels.base import AsksByPhone

log = logging.getLogger(__name__)


class AskingByPhone:
    def __init__(self, messengers: Iterable[object]) -> None:
        self._asking = [messenger for messenger in messengers if isinstance(messenger, AsksByPhone)]
        self._tasks: set[asyncio.Task[None]] = set()

    def begin(self, phones: Mapping[str, str]) -> None:
        """`phones`: code of a dossier → number. It is done beside everything else."""
        if not (phones and self._asking):
            return
        task = asyncio.create_task(self.ask(phones))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def ask(self, phones: Mapping[str, str]) -> None:
        for messenger in self._asking:
            try:
                await messenger.ask_by_phone(phones)
            except Exception as error:  # its own words may hold a number
                log.error("asking to rate by phone number ended early: %s", type(error).__name__)

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
