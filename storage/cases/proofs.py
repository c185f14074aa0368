"""Files that prove an answer."""

from collections.abc import Collection, Sequence

from sqlalchemy import insert, select

from storage.cases.cases import Added
from storage.database import Connection
from storage.models import AnswerFile, CaseStep, File, StepKind


async def keep_proofs(db: Connection, answered: Sequence[Added], file_ids: Collection[int]) -> None:
    """With the answer of each of these cases."""
    rows = [{"step_id": case.step_id, "file_id": file_id} for case in answered for file_id in file_ids]
    if rows:
        await db.execute(insert(AnswerFile), rows)


async def proofs_of(db: Connection, case_id: int) -> list[tuple[int, str]]:
    """(file, its name) of the newest answer."""
    newest = select(CaseStep.id).where(CaseStep.case_id == case_id, CaseStep.kind == StepKind.ANSWERED)
    statement = (
        select(File.id, File.name)
        .join(AnswerFile, AnswerFile.file_id == File.id)
        .where(AnswerFile.step_id == newest.order_by(CaseStep.id.desc()).limit(1).scalar_subquery())
        .order_by(File.id)
    )
    return [(row.id, row.name) for row in await db.execute(statement)]
