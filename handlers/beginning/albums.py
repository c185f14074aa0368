"""Pictures and files that were sent together: they come one by one, and are one message with one answer. Each waits as
a job of its own, so that none is lost; the first that nothing follows takes all of them."""

import asyncio
from dataclasses import dataclass, replace
from typing import ClassVar

from handlers.beginning.receiving import receive_files
from handlers.context import Answer, Context
from handlers.incoming import IncomingFile
from handlers.kit.files import Fetching
from handlers.kit.long_work import Workshop
from storage.messages import job_queue

QUIET_SECONDS = 0.7
_LOOKS = 8


@dataclass(frozen=True, slots=True)
class AlbumPart(Fetching):
    """One file; `place`: among the others; `text`: what stands under it."""

    kind: ClassVar[str] = "album_part"

    album: str
    place: int
    name: str
    media_type: str
    size: int
    text: str = ""
    replies_to: tuple[str, ...] = ()
    quoted: str = ""


async def receive_part(context: Context, file: IncomingFile) -> Answer:
    incoming = context.incoming
    context.start(
        AlbumPart(
            incoming.channel,
            file.reference,
            f"{incoming.address}/{incoming.album}",
            int(incoming.sent_id) if incoming.sent_id.isascii() and incoming.sent_id.isdecimal() else 0,
            file.name,
            file.media_type,
            file.size,
            incoming.text,
            incoming.replies_to,
            incoming.quoted,
        )
    )
    return []


async def wait_for_others(workshop: Workshop, job: AlbumPart) -> None:
    """Until no more of them come."""
    before = 0
    for _ in range(_LOOKS):
        await asyncio.sleep(QUIET_SECONDS)
        async with workshop.database.read() as db:
            found = len(await job_queue.waiting_with(db, job.kind, "album", job.album))
        if found == before:
            return
        before = found


async def take_album(context: Context, job: AlbumPart, prepared: None) -> Answer:
    """All parts that are there; whoever comes second finds none."""
    ids = await job_queue.waiting_with(context.db, job.kind, "album", job.album)
    taken = await job_queue.take_jobs(context.db, ids, context.now)
    parts = sorted((AlbumPart.read(data) for data in taken), key=lambda part: part.place)
    if not parts:
        return []
    text = next((part.text for part in parts if part.text), "")
    said = next((part for part in parts if part.text), parts[0])
    incoming = replace(
        context.incoming,
        text=text,
        replies_to=said.replies_to,
        quoted=said.quoted,
        sent_id=str(said.place),
    )
    files = [IncomingFile(part.reference, part.name, part.media_type, part.size) for part in parts]
    return await receive_files(replace(context, incoming=incoming), files, text)
