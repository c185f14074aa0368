"""The files of a report, each with the digest of its bytes."""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, insert, select

from storage.database import Connection
from storage.messages.files import store_file
from storage.models import File, ReportFile
from storage.rows import all_as


@dataclass(frozen=True, slots=True)
class ReportFileRow:
    name: str
    file_id: int
    sha256: str


async def files_of(db: Connection, report_id: int) -> list[ReportFileRow]:
    statement = (
        select(File.name, ReportFile.file_id, ReportFile.sha256)
        .join(File, File.id == ReportFile.file_id)
        .where(ReportFile.report_id == report_id)
        .order_by(ReportFile.position)
    )
    return all_as(ReportFileRow, await db.execute(statement))


async def add_report_file(
    db: Connection, report_id: int, name: str, media_type: str, content: bytes, now: datetime
) -> None:
    """Behind the files it has."""
    count = select(func.count()).where(ReportFile.report_id == report_id)
    position = (await db.scalars(count)).one()
    file_id = await store_file(db, name, media_type, content, None, now)
    digest = hashlib.sha256(content).hexdigest()
    values = {"report_id": report_id, "position": position, "file_id": file_id, "sha256": digest}
    await db.execute(insert(ReportFile), values)
