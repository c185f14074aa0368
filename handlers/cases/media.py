"""What a citizen may send with a case: a picture, a voice message, a video. Each without what the device wrote into
it."""

from handlers.apart.bounds import Bounds
from handlers.apart.process import work_apart
from handlers.cases.picture_copy import MEDIA_TYPE, bare_copy
from storage.ground.refusals import Refusal

MEGABYTES = 20
SUFFIX = {
    MEDIA_TYPE: ".jpg", "audio/ogg": ".ogg", "audio/amr": ".amr", "audio/mp4": ".m4a", "video/mp4": ".mp4",
}  # fmt: skip
PICTURE_MEGABYTES = 5
COPYING = Bounds(
    seconds=20.0, memory_mb=512, answer_mb=8, too_slow="case.picture_broken", too_much="case.picture_broken"
)
# Not those of photos (HEIC, AVIF), which are made alike.
_FILMS = (b"iso", b"mp4", b"avc1", b"qt  ", b"M4A", b"M4V", b"3gp", b"MSNV", b"dash")
_HEADER = 8
_DEEPEST = 6
_TELL_NOTHING = ("audio/ogg", "audio/amr")
# Boxes of a film that hold no sound and no picture: place, device, names.
_TOLD = (b"udta", b"meta", b"uuid")
_NESTED = (b"moov", b"trak", b"mdia")
_DATED = (b"mvhd", b"tkhd", b"mdhd")


def refuse_other_files(content: bytes) -> None:
    """By their first bytes, whatever the name says, and before they are stored; refuses with `case.no_picture`."""
    webp = content[:4] == b"RIFF" and content[8:12] == b"WEBP"
    is_picture = webp or content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"))
    if not is_picture and media_type_of(content) is None:
        raise Refusal("case.no_picture")
    if is_picture and len(content) > PICTURE_MEGABYTES * 1024 * 1024:
        raise Refusal("case.picture_heavy", limit_mb=PICTURE_MEGABYTES)


def media_type_of(content: bytes) -> str | None:
    """`audio/ogg`, `video/mp4`, or None: by its first bytes, whatever the name says."""
    if content.startswith(b"OggS"):
        return "audio/ogg"
    if content.startswith(b"#!AMR"):  # a voice message of Zalo's
        return "audio/amr"
    if content[4:8] == b"ftyp" and content[8:12].startswith(_FILMS):
        return "audio/mp4" if content[8:11] == b"M4A" else "video/mp4"
    return None


def bare_film(content: bytes) -> bytes:
    """Of the same length: what says where, when and with what it was taken becomes empty space."""
    film = bytearray(content)
    _clear(film, 0, len(film), _DEEPEST)
    return bytes(film)


def _clear(film: bytearray, start: int, end: int, deep: int) -> None:
    while start + _HEADER <= end:
        size, kind = int.from_bytes(film[start : start + 4]), bytes(film[start + 4 : start + 8])
        header = _HEADER
        if size == 1:
            size, header = int.from_bytes(film[start + 8 : start + 16]), 16
        stop = min(start + size, end) if size else end
        if stop <= start + header - 1:
            return
        if kind in _TOLD:
            film[start + 4 : start + 8] = b"free"
            film[start + header : stop] = bytes(stop - start - header)
        elif kind in _NESTED and deep:
            _clear(film, start + header, stop, deep - 1)
        elif kind in _DATED and stop - start > header + 20:
            times = 16 if film[start + header] == 1 else 8
            film[start + header + 4 : start + header + 4 + times] = bytes(times)
        start = stop


async def made_of(content: bytes) -> tuple[bytes, str]:
    """What is kept of it, and its media type."""
    media_type = media_type_of(content)
    if media_type is not None:
        if len(content) > MEGABYTES * 1024 * 1024:
            raise Refusal("file.too_large", limit_mb=MEGABYTES)
        return (content if media_type in _TELL_NOTHING else bare_film(content)), media_type
    refuse_other_files(content)
    return await work_apart(bare_copy, COPYING, content), MEDIA_TYPE
