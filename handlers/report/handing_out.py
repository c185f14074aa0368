"""Files of reports leave only as they were kept: bytes that do not match their digest are not handed out."""

import hashlib
import logging
from collections.abc import Iterable

from storage.database import Connection
from storage.ground.refusals import Refusal
from storage.messages.files import StoredFile, read_file
from storage.report.files import files_of

log = logging.getLogger(__name__)


async def unchanged_files(db: Connection, files: Iterable[tuple[int, str, str]]) -> list[StoredFile]:
    """(id, name, SHA-256) each. Refuses with `file.changed`."""
    found = []
    for file_id, name, sha256 in files:
        file = await read_file(db, file_id)
        if hashlib.sha256(file.content).hexdigest() != sha256:
            log.error("file %s of a report is not what was kept", file_id)
            raise Refusal("file.changed", name=name)
        found.append(file)
    return found


async def unchanged_file(db: Connection, report_id: int, suffix: str, *, newest: bool = False) -> StoredFile:
    """Of the report's files the first of this kind, or the one that was added last."""
    files = [file for file in await files_of(db, report_id) if file.name.endswith(suffix)]
    if not files:
        raise Refusal("file.gone")
    chosen = files[-1 if newest else 0]
    [found] = await unchanged_files(db, [(chosen.file_id, chosen.name, chosen.sha256)])
    return found
