"""Files to and from Telegram: few at once, for each lies in memory while it goes."""

import asyncio
import logging
from typing import Any

import telegram
from telegram.error import BadRequest, TelegramError

from bot.channels.base import NotSent
from bot.channels.telegram.answers import is_number, seconds_of
from bot.channels.telegram.api import call, download
from storage.database import Database
from storage.ground.refusals import Refusal
from storage.messages.files import StoredFile, read_file

SENT_AT_ONCE = 2
# What Telegram shows or plays in the chat.
_SHOWN = {"image/jpeg": "photo", "image/png": "photo", "audio/ogg": "voice", "video/mp4": "video"}
log = logging.getLogger(__name__)


class Transfer:
    """Fetches one file at a time, whoever asks, and sends up to `SENT_AT_ONCE` together."""

    def __init__(self, database: Database, bot: telegram.Bot, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._database = database
        self._bot = bot
        self._places = asyncio.Semaphore(SENT_AT_ONCE)

    async def send(self, file_id: int, common: dict[str, Any]) -> None:
        """`common`: parameters of the message."""
        async with self._places:
            async with self._database.read() as db:
                file = await read_file(db, file_id)
            await self._send(file, common)

    async def _send(self, file: StoredFile, common: dict[str, Any]) -> None:
        kind = _SHOWN.get(file.media_type)
        if kind is not None:
            try:
                await call(self._bot, f"send{kind.capitalize()}", common, files={kind: _part(file)})
                return
            except BadRequest as error:  # too large for a photo, or none at all
                log.debug("sent as a document: %s", error)
        await call(self._bot, "sendDocument", common, files={"document": _part(file)})

    async def fetch(self, reference: str) -> bytes:
        """The bytes of a file somebody sent; refuses what is too large for the Bot API."""
        try:
            remote = await call(self._bot, "getFile", {"file_id": reference})
            size = remote.get("file_size")
            if is_number(size) and size > self._most_bytes:
                raise self._too_large()
            content = await download(self._bot, remote["file_path"], self._most_bytes)
        except BadRequest:
            raise self._too_large() from None
        except TelegramError as error:
            after = seconds_of(error)
            raise NotSent(f"a file was not fetched: {error.message}", retry=True, after=after) from None
        if is_number(size) and size != len(content):
            raise NotSent("a file was not fetched whole", retry=True)
        return content

    def _too_large(self) -> Refusal:
        return Refusal("file.too_large", limit_mb=self._most_bytes // 1024**2)


def _part(file: StoredFile) -> tuple[str, bytes, str]:
    return " ".join(file.name.split()), file.content, file.media_type  # a header has one line
