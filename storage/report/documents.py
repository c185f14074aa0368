"""The documents that a report names: issued in its days, and those that it is based on."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from storage.database import Connection
from storage.ground.days.calendars import Regime
from storage.ground.document_numbers import full_number
from storage.ground.own_symbols import is_own
from storage.ground.text import fold
from storage.models import CitedDocument, DocumentWay, Plan, Progress, ReportBasis, Task
from storage.models import Document as Registered
from storage.rows import all_as


@dataclass(frozen=True, slots=True)
class Document:
    """`subject`, `issuer`: as registered; of what only reports cite, empty."""

    kind: str
    number: str
    symbol: str
    issued_on: date
    subject: str
    issuer: str = ""
    registered: bool = True

    @property
    def label(self) -> str:
        return full_number(self.number, self.symbol)


_NAMES = ("kind", "number", "symbol", "issued_on")


async def documents_issued(
    db: Connection, unit_ids: Collection[int], own: str, first: date, last: date
) -> list[Document]:
    """The agency's own (`own`: its short form) that are dated in these days, each once, in the order of their days:
    those of the register, and what reports that stand cite beside them."""
    entries = list(await _registered(db, unit_ids, first.year))
    known = {_key(row) for row in entries}
    of_period = [
        Document(row.kind, row.number, row.symbol, row.issued_on, row.subject, row.issuer)
        for row in entries
        if row.withdrawn_at is None and row.way is DocumentWay.ISSUED and first <= row.issued_on <= last
    ]
    cited = [one for one in await _cited(db, unit_ids, first, last) if is_own(one.symbol, own)]
    found = {_key(one): one for one in reversed([*of_period, *(one for one in cited if _key(one) not in known)])}
    return sorted(found.values(), key=lambda one: (one.issued_on, _ordinal(one.number), one.label))


def _key(row: Any) -> tuple[str, int]:
    """Numbers start again each year."""
    return fold(full_number(row.number, row.symbol)), row.issued_on.year


def _ordinal(number: str) -> int:
    return int(number.partition("/")[0])


async def _registered(db: Connection, unit_ids: Collection[int], year: int) -> Collection[Any]:
    """All since that year, those withdrawn, too: what was taken out of the register is not named again because a
    report cites it."""
    columns = (*(getattr(Registered, name) for name in (*_NAMES, "subject", "issuer", "way")), Registered.withdrawn_at)
    since = Registered.issued_on >= date(year, 1, 1)
    statement = select(*columns).where(Registered.unit_id.in_(unit_ids), since)
    return (await db.execute(statement.order_by(Registered.withdrawn_at.is_not(None), Registered.id))).all()


async def _cited(db: Connection, unit_ids: Collection[int], first: date, last: date) -> Iterator[Document]:
    statement = (
        select(*(getattr(CitedDocument, name) for name in _NAMES))
        .join(Progress, Progress.id == CitedDocument.progress_id)
        .join(Task, Task.id == CitedDocument.task_id)
        .where(Task.unit_id.in_(unit_ids), Task.removed_at.is_(None), Progress.undone_at.is_(None))
        .where(CitedDocument.issued_on.between(first, last))
        .order_by(CitedDocument.id)
    )
    rows = (await db.execute(statement)).all()
    return (Document(row.kind, row.number, row.symbol, row.issued_on, "", registered=False) for row in rows)


async def named_first(db: Connection, unit_id: int, regime: Regime, year: int) -> list[Document]:
    """What the reports of that year are based on, in the order in which it was chosen."""
    statement = (
        select(*(getattr(Registered, name) for name in (*_NAMES, "subject", "issuer")))
        .join(ReportBasis, ReportBasis.document_id == Registered.id)
        .where(ReportBasis.unit_id == unit_id, ReportBasis.regime == regime, ReportBasis.year == year)
        .where(Registered.withdrawn_at.is_(None))
        .order_by(ReportBasis.id)
    )
    return all_as(Document, await db.execute(statement))


async def plans_named(db: Connection, unit_ids: Collection[int], year: int) -> list[tuple[str, date | None]]:
    """Number and day of these units' plans of that year, where they have a number."""
    statement = (
        select(Plan.number, Plan.symbol, Plan.issued_on)
        .where(Plan.unit_id.in_(unit_ids), Plan.year == year, Plan.number != "")
        .where(Plan.id.in_(select(Task.plan_id).where(Task.removed_at.is_(None))))
        .order_by(Plan.id)
    )
    return [(full_number(number, symbol), on) for number, symbol, on in await db.execute(statement)]
