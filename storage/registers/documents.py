"""The register of documents: entered by line, by file, or taken from what reports cite; corrected with a trace."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, insert, select, update

from storage.database import Connection
from storage.ground.document_numbers import full_number
from storage.ground.refusals import Refusal
from storage.ground.text import fold
from storage.models import WHO, Document, DocumentSource, DocumentWay, Person, Plan, Register, Task, Unit, What, Who
from storage.plan.documents import NewDocument
from storage.registers.changes import Author, add_change
from storage.rows import all_as, one_as


@dataclass(frozen=True, slots=True)
class DocumentRow(NewDocument):
    """`task`: number of the task, where there is one, and `task_year` of its plan."""

    id: int = 0
    unit_id: int = 0
    unit: str = ""
    task: int | None = None
    task_year: int | None = None
    source: DocumentSource = DocumentSource.LINE
    person_id: int | None = None
    author: Who | None = None
    entered_at: datetime | None = None
    withdrawn_at: datetime | None = None


_DOCUMENTS: Any = (
    select(
        *(getattr(Document, name) for name in ("way", "kind", "number", "symbol", "issued_on", "issuer", "subject")),
        *(getattr(Document, name) for name in ("task_id", "id", "unit_id", "source", "person_id", "entered_at")),
        Document.withdrawn_at,
        Unit.name.label("unit"),
        Task.number.label("task"),
        Plan.year.label("task_year"),
        WHO.label("author"),
    )
    .join(Unit, Unit.id == Document.unit_id)
    .outerjoin(Task, Task.id == Document.task_id)
    .outerjoin(Plan, Plan.id == Task.plan_id)
    .outerjoin(Person, Person.id == Document.person_id)
)


async def documents_page(
    db: Connection, unit_ids: Collection[int], way: DocumentWay, limit: int, offset: int = 0
) -> list[DocumentRow]:
    """The newest first, without those withdrawn."""
    statement = (
        _DOCUMENTS.where(Document.unit_id.in_(unit_ids), Document.way == way, Document.withdrawn_at.is_(None))
        .order_by(Document.issued_on.desc(), Document.id.desc())
        .limit(limit)
        .offset(offset)
    )
    return all_as(DocumentRow, await db.execute(statement))


async def find_document(db: Connection, unit_ids: Collection[int], document_id: int) -> DocumentRow:
    """Refuses with `document.unknown` also where it is another unit's."""
    statement = _DOCUMENTS.where(Document.id == document_id, Document.unit_id.in_(unit_ids))
    row = one_as(DocumentRow, await db.execute(statement))
    if row is None:
        raise Refusal("document.unknown", number=document_id)
    return row


async def documents_named(db: Connection, unit_ids: Collection[int], number: str) -> list[DocumentRow]:
    """With this number, or number and symbol (`12`, `12/KH-SM`); the newest first, at most ten."""
    label = fold(number)
    same = Document.same.startswith(label if "/" in label else f"{label}/", autoescape=True)
    statement = _DOCUMENTS.where(Document.unit_id.in_(unit_ids), same, Document.withdrawn_at.is_(None))
    rows = await db.execute(statement.order_by(Document.issued_on.desc(), Document.id.desc()).limit(10))
    return all_as(DocumentRow, rows)


async def documents_with(
    db: Connection, unit_ids: Collection[int], words: Sequence[str], limit: int
) -> list[DocumentRow]:
    """With all these folded words, each the beginning of one of theirs; the newest first."""
    has = [Document.folded_words.contains(f" {word}", autoescape=True) for word in words]
    statement = _DOCUMENTS.where(Document.unit_id.in_(unit_ids), Document.withdrawn_at.is_(None), *has)
    rows = await db.execute(statement.order_by(Document.issued_on.desc(), Document.id.desc()).limit(limit))
    return all_as(DocumentRow, rows)


async def days_of_documents(db: Connection, unit_ids: Collection[int]) -> dict[str, list[date]]:
    """Number and symbol, folded → the days that documents with them have."""
    statement = select(Document.number, Document.symbol, Document.issued_on).where(
        Document.unit_id.in_(unit_ids), Document.withdrawn_at.is_(None)
    )
    days: dict[str, list[date]] = {}
    for number, symbol, on in await db.execute(statement):
        days.setdefault(fold(full_number(number, symbol)), []).append(on)
    return days


async def count_documents(db: Connection, unit_ids: Collection[int]) -> dict[DocumentWay, int]:
    statement = (
        select(Document.way, func.count())
        .where(Document.unit_id.in_(unit_ids), Document.withdrawn_at.is_(None))
        .group_by(Document.way)
    )
    return {DocumentWay(way): int(count) for way, count in await db.execute(statement)}


async def known_document(db: Connection, unit_id: int, same: str) -> int | None:
    """The entry of this document that stands in the unit's register."""
    present = (Document.unit_id == unit_id, Document.same == same, Document.withdrawn_at.is_(None))
    return (await db.scalars(select(Document.id).where(*present))).one_or_none()


async def add_document(db: Connection, unit_id: int, new: NewDocument, source: DocumentSource, author: Author) -> int:
    """Refuses with `document.twice` what is there already."""
    if (known := await known_document(db, unit_id, new.same)) is not None:
        raise Refusal("document.twice", label=new.label, number=known)
    return (await db.scalars(insert(Document).returning(Document.id), row_of(unit_id, new, source, author))).one()


def row_of(unit_id: int, new: NewDocument, source: DocumentSource, author: Author) -> dict[str, Any]:
    whose = {"unit_id": unit_id, "source": source, "person_id": author.person_id, "entered_at": author.now}
    return new.columns | whose


async def change_document(
    db: Connection, before: DocumentRow, after: NewDocument, what: What, said: tuple[str, str], author: Author
) -> None:
    """`said`: what stood there and what stands there now, as the history tells it. Refuses with `document.twice`."""
    known = await known_document(db, before.unit_id, after.same)
    if known not in (None, before.id):
        raise Refusal("document.twice", label=after.label, number=known)
    await db.execute(update(Document).where(Document.id == before.id).values(after.columns))
    if said[0] != said[1]:
        await add_change(db, Register.DOCUMENT, before.id, author, what, *said)


async def set_document_withdrawn(db: Connection, document: DocumentRow, withdrawn: bool, author: Author) -> None:
    """Refuses with `document.twice` to restore what has been entered anew since."""
    if not withdrawn and (known := await known_document(db, document.unit_id, document.same)) is not None:
        raise Refusal("document.twice", label=document.label, number=known)
    at = author.now if withdrawn else None
    await db.execute(update(Document).where(Document.id == document.id).values(withdrawn_at=at))
    what = What.WITHDRAWN if withdrawn else What.RESTORED
    await add_change(db, Register.DOCUMENT, document.id, author, what)


async def documents_by_id(db: Connection, ids: Collection[int]) -> dict[int, DocumentRow]:
    """Without those withdrawn."""
    statement = _DOCUMENTS.where(Document.id.in_(ids), Document.withdrawn_at.is_(None))
    return {row.id: row for row in all_as(DocumentRow, await db.execute(statement))} if ids else {}
