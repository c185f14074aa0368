"""A file that somebody sent: its bytes are fetched by a job, never inside the intake. Names of the kinds we make."""

from dataclasses import dataclass
from typing import NamedTuple

from handlers.kit.kept import Kept

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
