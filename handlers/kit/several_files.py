"""Files that were sent together: fetched one after the other, so that one lies in memory, and answered once."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from handlers.kit.files import Sent, refuse_dangerous
from handlers.kit.kept import Kept
from handlers.kit.long_work import Workshop
from handlers.words.catalogue import Words
from storage.ground.refusals import Refusal
from storage.messages.files import store_file

_PURPOSE = "album"


@dataclass(frozen=True, slots=True)
class SeveralFiles(Kept):
    """Base of jobs that take files of a messenger. `owner_id`: who sent them."""

    owner_id: int
    files: tuple[Sent, ...]


@dataclass(frozen=True, slots=True)
class Fetched:
    """`kept`: (stored file, its name), for a day until somebody keeps it for good; `refused`: (name, why)."""

    kept: tuple[tuple[int, str], ...]
    refused: tuple[tuple[str, Refusal], ...]

    def refusals(self, say: Words) -> list[str]:
        """A line for each."""
        return [
            say("album.refused", name=name, why=say(f"refusal.{refusal.key}", **refusal.values))
            for name, refusal in self.refused
        ]


Made = Callable[[bytes], Awaitable[tuple[bytes, str]]]
"""What is stored of a file's content: bytes, media type."""


async def fetch_each(workshop: Workshop, job: SeveralFiles, make: Made | None = None) -> Fetched:
    kept, refused = [], []
    for file in job.files:
        try:
            content = await workshop.fetch(file.channel, file.reference)
            refuse_dangerous(file.name, content)
            stored, media_type = await make(content) if make else (content, file.media_type)
        except Refusal as refusal:
            refused.append((file.name, refusal))
            continue
        async with workshop.database.write(beside=True) as db:
            now = workshop.clock()
            file_id = await store_file(db, file.name, media_type, stored, job.owner_id, now, _PURPOSE)
        kept.append((file_id, file.name))
    return Fetched(tuple(kept), tuple(refused))
