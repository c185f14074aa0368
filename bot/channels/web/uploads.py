"""A form with one file, read as it comes: its file goes to disk piece by piece."""

from dataclasses import dataclass
from pathlib import PurePath
from typing import IO

from starlette.exceptions import HTTPException
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from bot.channels.web.chat import MAX_TEXT
from bot.channels.web.values import client_id, number
from storage.ground.text import storable

_FIELDS = 4


@dataclass(frozen=True, slots=True)
class Upload:
    """`event`: the client's own id of the upload."""

    event: str
    caption: str
    name: str
    media_type: str


def announced_size(request: Request) -> int:
    """The size of the whole body. A body of unknown length is refused: it would have to be read to its end before it is
    known to be too long."""
    size = request.headers.get("content-length")
    if size is None:
        raise HTTPException(411)
    return number(size)


async def receive(request: Request, file: IO[bytes]) -> Upload:
    """Writes what is sent into `file` and goes back to its beginning; answers 400 to any other form."""
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise HTTPException(400)
    try:
        form = await _FormWithFile(request, file).parse()
    except MultiPartException:
        raise HTTPException(400) from None
    upload = form.get("file")
    if upload is None or isinstance(upload, str):
        raise HTTPException(400)
    return Upload(
        client_id(form.get("client_id")),
        storable(str(form.get("text") or ""))[:MAX_TEXT],
        PurePath(storable(upload.filename or "tep")).name,
        storable(upload.content_type or "application/octet-stream"),
    )


class _FormWithFile(MultiPartParser):
    """Starlette's own parser, with another place for the file."""

    def __init__(self, request: Request, file: IO[bytes]) -> None:
        super().__init__(request.headers, request.stream(), max_files=1, max_fields=_FIELDS)
        self._file = file

    def on_headers_finished(self) -> None:
        super().on_headers_finished()
        upload = self._current_part.file
        if upload is not None:
            upload.file.close()
            upload.file = self._file  # type: ignore[assignment]
