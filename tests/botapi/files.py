"""Files sent either way: getFile and the download address, with the 20 MB a bot may fetch."""

import hashlib
import itertools
import mimetypes
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from tests.botapi.wire import ApiError, Json, Upload, bad_request

DOWNLOAD_BYTES = 20 * 1024 * 1024
UPLOAD_BYTES = 50 * 1024 * 1024
PHOTO_BYTES = 10 * 1024 * 1024
IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"BM")


@dataclass
class StoredFile:
    file_id: str
    content: bytes
    file_size: int
    file_path: str
    body: Json
    is_offered: bool = False


def file_identifiers(content: bytes, name: str) -> Json:
    digest = hashlib.sha256(name.encode() + b"\0" + content).hexdigest()
    return {"file_id": f"BQACAgUAAxkBAAI{digest[:44]}", "file_unique_id": f"AgAD{digest[:12]}"}


class Files:
    def __init__(self) -> None:
        self.stored: dict[str, StoredFile] = {}
        self._numbers = itertools.count()

    def keep(self, body: Json, content: bytes, folder: str) -> StoredFile:
        """`body` is the Document, PhotoSize, Voice … as it stands in the message."""
        suffix = PurePosixPath(body.get("file_name", "")).suffix or mimetypes.guess_extension(body.get("mime_type", ""))
        path = f"{folder}/file_{next(self._numbers)}{suffix or '.bin'}"
        size = body.get("file_size", len(content))
        stored = self.stored[body["file_id"]] = StoredFile(body["file_id"], content, size, path, body)
        return stored

    def get_file(self, params: Json) -> Json:
        stored = self.stored.get(params["file_id"])
        if stored is None:
            raise bad_request("invalid file_id")
        if stored.file_size > DOWNLOAD_BYTES:
            raise bad_request("file is too big")
        stored.is_offered = True
        kept = {name: stored.body[name] for name in ("file_id", "file_unique_id")}
        return kept | {"file_size": stored.file_size, "file_path": stored.file_path}

    def download(self, file_path: str) -> bytes:
        for stored in self.stored.values():
            if stored.file_path == file_path and stored.is_offered:
                return stored.content
        raise ApiError(404, "Not Found")

    def document(self, given: Upload | str) -> Json:
        return {"document": self._resolve(given, "document", UPLOAD_BYTES)}

    def photo(self, given: Upload | str) -> Json:
        if isinstance(given, Upload) and given.content and not given.content.startswith(IMAGES):
            raise bad_request("IMAGE_PROCESS_FAILED")
        body = self._resolve(given, "photo", PHOTO_BYTES)
        body = {name: value for name, value in body.items() if name not in ("file_name", "mime_type")}
        width, height = self._size(self.stored[body["file_id"]].content)
        if width + height > 10_000 or max(width, height) > 20 * min(width, height):
            raise bad_request("PHOTO_INVALID_DIMENSIONS")
        return {"photo": [body | {"width": width, "height": height}]}

    def voice(self, given: Upload | str) -> Json:
        if isinstance(given, Upload) and given.content and not given.content.startswith(b"OggS"):
            raise bad_request("VOICE_MESSAGE_NOT_OGG")
        body = self._resolve(given, "voice", UPLOAD_BYTES)
        return {"voice": {name: value for name, value in body.items() if name != "file_name"} | {"duration": 0}}

    def video(self, given: Upload | str) -> Json:
        body = self._resolve(given, "video", UPLOAD_BYTES)
        return {"video": body | {"duration": 0, "width": 0, "height": 0}}

    def _resolve(self, given: Upload | str, what: str, limit: int) -> Any:
        if isinstance(given, str):
            if given.startswith("attach://") or given not in self.stored:
                raise bad_request("wrong file identifier/HTTP URL specified")
            return self.stored[given].body
        if not given.content:
            raise bad_request("file must be non-empty")
        if len(given.content) > limit:
            raise ApiError(413, "Request Entity Too Large")
        body = {
            "file_name": given.file_name,
            "mime_type": given.mime_type,
            **file_identifiers(given.content, given.file_name),
            "file_size": len(given.content),
        }
        self.keep(body, given.content, f"{what}s")
        return body

    @staticmethod
    def _size(content: bytes) -> tuple[int, int]:
        if content.startswith(IMAGES[0]) and len(content) >= 24:
            return int.from_bytes(content[16:20]), int.from_bytes(content[20:24])
        return 1280, 960
