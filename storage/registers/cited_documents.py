"""What reports on tasks cite and the register does not have yet."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlalchemy import insert, select

from storage.database import Connection
from storage.ground.own_symbols import is_own
from storage.models import CitedDocument, Document, DocumentSource, DocumentWay, Progress, Task
from storage.plan.documents import NewDocument
from storage.registers.changes import Author
from storage.registers.documents import row_of


async def cited_only(
    db: Connection, unit_ids: Collection[int], own: str, since: date, limit: int
) -> list[tuple[int, NewDocument]]:
    """(unit of the task, document): the agency's own, dated since that day, in reports that stand; each once, the
    oldest first. Of its subject the longest that a report has."""
    names = ("kind", "number", "symbol", "issued_on", "subject", "task_id")
    statement = (
        select(*(getattr(CitedDocument, name) for name in names), Task.unit_id)
        .join(Progress, Progress.id == CitedDocument.progress_id)
        .join(Task, Task.id == CitedDocument.task_id)
        .where(Task.unit_id.in_(unit_ids), Progress.undone_at.is_(None), Task.removed_at.is_(None))
        .where(CitedDocument.issued_on >= since)
        .order_by(CitedDocument.issued_on, CitedDocument.number, CitedDocument.id)
    )
    known, found = await _known(db, unit_ids, since), dict[str, tuple[int, NewDocument]]()
    for row in await db.execute(statement):
        if is_own(row.symbol, own):
            document = NewDocument(DocumentWay.ISSUED, **{name: getattr(row, name) for name in names})
            before = found.setdefault(document.same, (row.unit_id, document))[1]
            if len(document.subject) > len(before.subject):
                found[document.same] = (row.unit_id, document)
    return [one for same, one in found.items() if same not in known][:limit]


async def _known(db: Connection, unit_ids: Collection[int], since: date) -> set[str]:
    """Those withdrawn, too: somebody has looked at them."""
    first = date(since.year, 1, 1)
    statement = select(Document.same).where(Document.unit_id.in_(unit_ids), Document.issued_on >= first)
    return set((await db.scalars(statement)).all())


async def take_cited(db: Connection, found: Sequence[tuple[int, NewDocument]], author: Author) -> int:
    """Enters them; how many there were."""
    rows = [row_of(unit, document, DocumentSource.REPORT, author) for unit, document in found]
    if rows:
        await db.execute(insert(Document), rows)
    return len(rows)
