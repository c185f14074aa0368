"""Where an import comes from."""

from collections.abc import Callable
from dataclasses import dataclass

from storage.models import ProgressState

# What a note says of how far a task is, None where it does not say so clearly.
NoteReader = Callable[[str], tuple[ProgressState, int | None] | None]


def _unread(note: str) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Source:
    """The file, and who brought it: nobody where a program did. `digest`: SHA-256 of its bytes, in hex. `read_note`:
    how notes of what was done are read."""

    file_name: str = ""
    digest: str = ""
    person_id: int | None = None
    read_note: NoteReader = _unread
