"""Pictures that citizens sent with a case."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, insert, select

from storage.cases.cases import DAY
from storage.database import Connection
from storage.models import Case, CasePicture, File


async def add_picture(db: Connection, case_id: int, file_id: int) -> None:
    await db.execute(insert(CasePicture).values(case_id=case_id, file_id=file_id))


async def pictures_of(db: Connection, case_id: int) -> Sequence[int]:
    statement = select(CasePicture.file_id).where(CasePicture.case_id == case_id).order_by(CasePicture.file_id)
    return (await db.scalars(statement)).all()


async def named_pictures_of(db: Connection, person_id: int) -> list[tuple[int, int, str]]:
    """(case, file, name of the file) of every picture this person has sent with a case, the oldest first."""
    statement = (
        select(CasePicture.case_id, File.id, File.name)
        .join(File, File.id == CasePicture.file_id)
        .join(Case, Case.id == CasePicture.case_id)
        .where(Case.person_id == person_id)
        .order_by(File.id)
    )
    return [(row.case_id, row.id, row.name) for row in await db.execute(statement)]


async def sent_files(db: Connection, person_id: int, now: datetime) -> int:
    """How many files of this person were stored within a day."""
    statement = select(func.count()).where(File.owner_id == person_id, File.stored_at > now - DAY)
    return (await db.scalars(statement)).one()
