"""A file that somebody sent: its bytes are fetched by a job, never inside the intake."""

from dataclasses import dataclass
from typing import NamedTuple

from handlers.kit.kept import Kept


class Sent(NamedTuple):
    """`reference`: the channel's own name for the bytes."""

    channel: str
    reference: str
    name: str
    media_type: str


@dataclass(frozen=True, slots=True)
class FileJob(Kept):
    """Base of jobs that fetch a file, made with `Job(*sent, …)`. Whatever becomes of them, the file is let go
    afterwards."""

    channel: str
    reference: str
    name: str
    media_type: str
