"""The files that prove reports."""

from sqlalchemy import insert, select, update

from storage.database import Connection
from storage.models import File, Progress, ProgressFile


async def attach_file(db: Connection, progress_id: int, file_id: int) -> None:
    await db.execute(insert(ProgressFile).values(progress_id=progress_id, file_id=file_id))


async def move_files(db: Connection, from_id: int, to_id: int) -> None:
    await db.execute(update(ProgressFile).where(ProgressFile.progress_id == from_id).values(progress_id=to_id))


async def files_of_task(db: Connection, task_id: int, limit: int) -> list[tuple[int, str]]:
    """(id, name) of the newest files on this task's reports."""
    statement = (
        select(File.id, File.name)
        .join(ProgressFile, ProgressFile.file_id == File.id)
        .join(Progress, Progress.id == ProgressFile.progress_id)
        .where(Progress.task_id == task_id, Progress.undone_at.is_(None))
        .order_by(File.id.desc())
        .limit(limit)
    )
    return [(row.id, row.name) for row in await db.execute(statement)]
