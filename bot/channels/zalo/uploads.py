"""Files on their way to Zalo: a picture and a document are uploaded and then named; everything else is a link."""

import asyncio
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any

from bot.channels.zalo.api import Api
from handlers.apart.process import work_apart
from handlers.cases.media import COPYING
from handlers.cases.picture_copy import MEDIA_TYPE, bare_copy
from storage.database import Database
from storage.ground.refusals import Refusal
from storage.messages.files import StoredFile, card_of, read_file

SENT_AT_ONCE = 2
MOST_OF_A_PICTURE = 1024**2
MOST_OF_A_DOCUMENT = 5 * 1024**2
_PICTURES = {"image/jpeg": ".jpg", "image/png": ".png"}
DOCUMENTS = {
    ".pdf": "application/pdf",
    ".doc": "application/msword",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".csv": "text/csv",
}
_SMALLER = 1280  # sides of the copy of a picture that is too heavy
# Zalo keeps an upload for seven days.
_KEPT_SECONDS = 6 * 24 * 3600.0
_MANY = 1000


@dataclass(frozen=True, slots=True)
class Uploaded:
    """`attachment`: as a message names it."""

    attachment: dict[str, Any]
    until: float


class Uploads:
    """Sends up to `SENT_AT_ONCE` together, for each lies in memory while it goes."""

    def __init__(self, database: Database, api: Api, clock: Callable[[], float] = time.monotonic) -> None:
        self._database = database
        self._api = api
        self._clock = clock
        self._places = asyncio.Semaphore(SENT_AT_ONCE)
        self._known: OrderedDict[int, Uploaded] = OrderedDict()

    async def is_picture(self, file_id: int) -> bool:
        """Refuses with `file.gone`."""
        async with self._database.read() as db:
            return (await card_of(db, file_id)).media_type.startswith("image/")

    async def of(self, file_id: int) -> Uploaded | None:
        """None for what Zalo does not carry. Raises Refused, NotSent, and Refusal with `file.gone`."""
        known = self._known.get(file_id)
        if known is not None and known.until > self._clock():
            return known
        async with self._places:
            async with self._database.read() as db:
                file = await read_file(db, file_id)
            made = await self._uploaded(file)
        if made is not None:
            self._known[file_id] = made
            if len(self._known) > _MANY:
                self._known.popitem(last=False)
        return made

    def forget(self, file_id: int) -> None:
        """Zalo has: it is uploaded again."""
        self._known.pop(file_id, None)

    async def _uploaded(self, file: StoredFile) -> Uploaded | None:
        if file.media_type.startswith("image/"):
            picture = await _fitting(file)
            return None if picture is None else await self._picture(picture)
        ending = PurePath(file.name).suffix.lower()
        if ending not in DOCUMENTS or not 0 < len(file.content) <= MOST_OF_A_DOCUMENT:
            return None
        return await self._document(replace(file, media_type=DOCUMENTS[ending]))

    async def _picture(self, file: StoredFile) -> Uploaded | None:
        ending = _PICTURES[file.media_type]
        name = f"{PurePath(file.name).stem or 'anh'}{ending}"
        data = await self._api.upload("/v2.0/oa/upload/image", name, file.content, file.media_type)
        if not (id_ := _named(data)):
            return None
        element = {"media_type": "image", "attachment_id": id_}
        payload = {"template_type": "media", "elements": [element]}
        return self._made({"type": "template", "payload": payload})

    async def _document(self, file: StoredFile) -> Uploaded | None:
        data = await self._api.upload("/v2.0/oa/upload/file", file.name, file.content, file.media_type)
        token = _named(data)
        return self._made({"type": "file", "payload": {"token": token}}) if token else None

    def _made(self, attachment: dict[str, Any]) -> Uploaded:
        return Uploaded(attachment, self._clock() + _KEPT_SECONDS)


def _named(data: Any) -> str:
    """Sources disagree on what Zalo calls it."""
    found = data.get("token") or data.get("attachment_id")
    return found if isinstance(found, str) else ""


async def _fitting(file: StoredFile) -> StoredFile | None:
    """As it is, or a smaller copy; None where there is none that fits."""
    if file.media_type in _PICTURES and len(file.content) <= MOST_OF_A_PICTURE:
        return file
    try:
        copy = await work_apart(bare_copy, COPYING, file.content, _SMALLER)
    except Refusal:
        return None
    return StoredFile(file.name, MEDIA_TYPE, copy) if len(copy) <= MOST_OF_A_PICTURE else None
