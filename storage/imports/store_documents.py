"""Lines of an exported register of documents, stored or only compared with what is."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update

from storage.database import Connection
from storage.ground.own_symbols import is_own
from storage.ground.text import shorten
from storage.imports.documents import DocumentLine, DocumentsFile
from storage.imports.outcome import Outcome
from storage.models import Document, DocumentSource, DocumentWay
from storage.plan.documents import NewDocument

_TOLD = ("kind", "issued_on", "issuer", "subject")


@dataclass(frozen=True, slots=True)
class Entering:
    """Who enters them and when; `own`: the agency's short form."""

    person_id: int | None
    now: datetime
    own: str


async def store_documents(
    db: Connection, unit_id: int, file: DocumentsFile, entering: Entering, *, write: bool
) -> Outcome:
    """Known ones get what the file says; what it leaves empty stays. One that was withdrawn is not entered again."""
    outcome = Outcome("documents", problems=list(file.problems))
    known, withdrawn = await _known(db, unit_id)
    new: dict[str, dict[str, Any]] = {}
    for line in file.rows:
        document = _document(line, entering.own)
        if document.same in withdrawn and document.same not in known:
            outcome.same += 1
        elif (stored := known.get(document.same)) is None:
            outcome.new += document.same not in new
            new.setdefault(document.same, _row(document, unit_id, entering))
        else:
            told = _merged(document, stored)
            if outcome.count(tuple(getattr(stored, name) for name in _TOLD), told) and write:
                await _update(db, stored.id, replace(document, **dict(zip(_TOLD, told, strict=True))))
    outcome.examples = [_example(line) for line in file.rows[:3]]
    if write and new:
        await db.execute(insert(Document), list(new.values()))
    return outcome


async def _known(db: Connection, unit_id: int) -> tuple[dict[str, Any], set[str]]:
    columns = (Document.id, Document.same, *(getattr(Document, name) for name in _TOLD), Document.withdrawn_at)
    rows = (await db.execute(select(*columns).where(Document.unit_id == unit_id))).all()
    known = {row.same: row for row in rows if row.withdrawn_at is None}
    return known, {row.same for row in rows if row.withdrawn_at is not None}


def _document(line: DocumentLine, own: str) -> NewDocument:
    return NewDocument(
        way=_way(line, own),
        kind=line.kind,
        number=line.number,
        symbol=line.symbol,
        issued_on=line.issued_on,
        issuer=line.issuer,
        subject=line.subject,
    )


def _row(document: NewDocument, unit_id: int, entering: Entering) -> dict[str, Any]:
    whose = {"unit_id": unit_id, "person_id": entering.person_id, "entered_at": entering.now}
    return document.columns | whose | {"source": DocumentSource.FILE}


def _way(line: DocumentLine, own: str) -> DocumentWay:
    """What the file says; else by the symbol and by who issued it."""
    if line.way:
        return DocumentWay(line.way)
    ours = is_own(line.symbol, own) and (bool(own) or not line.issuer)
    return DocumentWay.ISSUED if ours else DocumentWay.RECEIVED


def _merged(document: NewDocument, stored: Any) -> tuple[Any, ...]:
    return tuple(getattr(document, name) or getattr(stored, name) for name in _TOLD)


async def _update(db: Connection, document_id: int, document: NewDocument) -> None:
    values = {name: getattr(document, name) for name in _TOLD} | {"folded_words": document.words}
    await db.execute(update(Document).where(Document.id == document_id).values(values))


def _example(line: DocumentLine) -> str:
    return shorten(f"{line.kind} {line.label}, {line.issued_on:%d/%m/%Y}: {line.subject}", 90)
