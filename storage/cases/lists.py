"""Which cases wait for whom."""

import enum
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Date, bindparam, func, select

from storage.cases.cases import CASES, OPEN, CaseRow, Sight, read_cases
from storage.database import Connection
from storage.models import Case, CaseStep, StepKind
from storage.rows import all_as

# Steps from which on a deadline holds; the newest one names the turn.
TURNS = (StepKind.RECEIVED, StepKind.ASSIGNED, StepKind.EXTENDED, StepKind.JOINED, StepKind.REOPENED)


class CaseFilter(enum.StrEnum):
    OPEN = "open"
    NEW = "new"
    ASSIGNED = "assigned"
    OVERDUE = "overdue"
    ANSWERED = "answered"
    CLOSED = "closed"


def _condition(chosen: CaseFilter, today: date) -> ColumnElement[bool]:
    waiting = Case.assigned_at.is_(None) | Case.reopened_at.is_not(None)
    match chosen:
        case CaseFilter.OPEN:
            return OPEN
        case CaseFilter.NEW:
            return OPEN & waiting
        case CaseFilter.ASSIGNED:
            return OPEN & ~waiting
        case CaseFilter.OVERDUE:
            return OPEN & (Case.due_on < today)
        case CaseFilter.ANSWERED:
            return Case.answered_at.is_not(None) & Case.closed_at.is_(None)
        case CaseFilter.CLOSED:
            return Case.closed_at.is_not(None)


async def list_cases(
    db: Connection, sight: Sight, chosen: CaseFilter, today: date, limit: int, offset: int = 0
) -> list[CaseRow]:
    """What is due first comes first; of the finished ones the newest. Those handled together are one line."""
    finished = chosen in (CaseFilter.ANSWERED, CaseFilter.CLOSED)
    order: tuple[Any, ...] = (Case.id.desc(),) if finished else (Case.due_on, Case.id)
    statement = (
        CASES.where(sight.condition, _condition(chosen, today), Case.same_as_id.is_(None))
        .order_by(*order)
        .limit(limit)
        .offset(offset)
    )
    return await read_cases(db, statement)


async def count_cases(db: Connection, sight: Sight, today: date) -> dict[CaseFilter, int]:
    counts = [func.count().filter(_condition(chosen, today)) for chosen in CaseFilter]
    row = (await db.execute(select(*counts).where(sight.condition, Case.same_as_id.is_(None)))).one()
    return dict(zip(CaseFilter, row, strict=True))


@dataclass(frozen=True, slots=True)
class OpenCase:
    """`waits`: nobody has been given it, or it was reopened. `can_be_extended`: which happens once."""

    id: int
    code: str
    due_on: date
    waits: bool
    can_be_extended: bool


_OPEN = (
    select(
        Case.id,
        Case.code,
        Case.due_on,
        (Case.assigned_at.is_(None) | Case.reopened_at.is_not(None)).label("waits"),
        (Case.assigned_at.is_not(None) & Case.extended_at.is_(None)).label("can_be_extended"),
    )
    .where(Case.unit_id.in_(bindparam("units", expanding=True)), Case.received_on <= bindparam("last", type_=Date))
    .where(OPEN, Case.same_as_id.is_(None))
    .order_by(Case.due_on, Case.id)
)


async def open_cases(db: Connection, unit_ids: Collection[int], last: date) -> list[OpenCase]:
    """Of those received until `last` what is still open now; what is due first comes first."""
    return all_as(OpenCase, await db.execute(_OPEN, {"units": list(unit_ids), "last": last}))


async def cases_due(db: Connection, first: date, last: date) -> list[CaseRow]:
    statement = CASES.where(OPEN, Case.due_on.between(first, last), Case.same_as_id.is_(None))
    return await read_cases(db, statement.order_by(Case.due_on, Case.id))


async def overdue_cases(db: Connection, today: date) -> list[tuple[CaseRow, int]]:
    """Overdue cases, each with the step that set its deadline."""
    found = await cases_due(db, date.min, today)
    late = [case for case in found if case.due_on < today]
    statement = (
        select(CaseStep.case_id, func.max(CaseStep.id))
        .where(CaseStep.case_id.in_([case.id for case in late]), CaseStep.kind.in_(TURNS))
        .group_by(CaseStep.case_id)
    )
    turns = {row[0]: row[1] for row in await db.execute(statement)}
    return [(case, turns[case.id]) for case in late]


async def answered_cases(db: Connection, before: datetime) -> list[CaseRow]:
    """Cases that were answered before that moment and are not closed."""
    statement = CASES.where(Case.answered_at < before, Case.closed_at.is_(None)).order_by(Case.id)
    return await read_cases(db, statement)
