"""The documents that reports cite."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import insert, select, update

from storage.database import Connection
from storage.ground.citations import find_citations
from storage.models import CitedDocument
from storage.rows import all_as


@dataclass(frozen=True, slots=True)
class DocumentRow:
    kind: str
    number: str
    symbol: str
    issued_on: date | None
    subject: str


async def cite(db: Connection, task_id: int, progress_id: int, text: str) -> None:
    """Links what a report's text cites to its task."""
    cited = [
        {
            "task_id": task_id,
            "progress_id": progress_id,
            "kind": citation.kind,
            "number": citation.number,
            "symbol": citation.symbol,
            "issued_on": citation.issued_on,
            "subject": citation.subject,
        }
        for citation in find_citations(text)
    ]
    if cited:
        await db.execute(insert(CitedDocument), cited)


async def move_cited(db: Connection, from_id: int, to_id: int) -> None:
    await db.execute(update(CitedDocument).where(CitedDocument.progress_id == from_id).values(progress_id=to_id))


async def documents_of(db: Connection, progress_ids: Sequence[int]) -> list[DocumentRow]:
    statement = (
        select(
            CitedDocument.kind,
            CitedDocument.number,
            CitedDocument.symbol,
            CitedDocument.issued_on,
            CitedDocument.subject,
        )
        .where(CitedDocument.progress_id.in_(progress_ids))
        .order_by(CitedDocument.id)
    )
    return all_as(DocumentRow, await db.execute(statement))
