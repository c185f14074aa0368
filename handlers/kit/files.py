"""A file that somebody sent: its bytes are fetched by a job, never inside the intake. Names of the kinds we make."""

from dataclasses import dataclass
from pathlib import PurePath
from typing import NamedTuple

from handlers.incoming import IncomingFile
from handlers.kit.kept import Kept
from handlers.words.catalogue import Keys, Words
from storage.ground.refusals import Refusal
from storage.ground.text import clean

_NAMES = Keys("file_name.{}", ("image", "audio", "video", "other"))
_SUFFIXES = {
    "image/jpeg": ".jpg",
    "image/gif": ".gif",
    "audio/ogg": ".ogg",
    "audio/mpeg": ".mp3",
    "audio/amr": ".amr",
    "video/mp4": ".mp4",
}
_LONGEST = 200
# What a computer would run when it is opened.
_PROGRAMS = frozenset(
    (
        *(".apk", ".app", ".bat", ".cmd", ".com", ".cpl", ".dll", ".dmg", ".exe"),
        *(".hta", ".ipa", ".jar", ".js", ".jse", ".lnk", ".msi", ".msix", ".pif"),
        *(".ps1", ".reg", ".scr", ".sh", ".vbe", ".vbs", ".wsf", ".wsh"),
    )
)
_MACHINE_CODE = (b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"dex\n", b"#!/")

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Sent(NamedTuple):
    """`reference`: the channel's own name for the bytes."""

    channel: str
    reference: str
    name: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Fetching(Kept):
    """Base of jobs that fetch a file somebody sent. When the job ends, in whatever way, the channel forgets the
    file."""

    channel: str
    reference: str


@dataclass(frozen=True, slots=True)
class FileJob(Fetching):
    """Made with `Job(*sent, …)`."""

    name: str
    media_type: str


def name_of(say: Words, file: IncomingFile, number: int = 0, count: int = 0) -> str:
    """Its own name, or one that says what it is; of several that came together, with its number: `ảnh 1-5.jpg`."""
    own = clean(file.name)[:_LONGEST]
    if own:
        return own
    kind = file.media_type.partition("/")[0]
    place = f" {number}-{count}" if count > 1 else ""
    return f"{say(_NAMES.get(kind, _NAMES['other']))}{place}{_SUFFIXES.get(file.media_type, '')}"


def refuse_programs(name: str) -> None:
    if PurePath(name.strip(". ")).suffix.lower() in _PROGRAMS:
        raise Refusal("file.program", name=name)


def refuse_dangerous(name: str, content: bytes) -> None:
    """Refuses by its name what is empty, and a program whatever it is called."""
    if not content:
        raise Refusal("file.nothing_in_it", name=name)
    refuse_programs(name)
    if content.startswith(_MACHINE_CODE):
        raise Refusal("file.program", name=name)
