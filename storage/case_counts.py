"""Figures of cases as things stood at the end of a day: read from the steps, so what came later changes nothing."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import aliased

from storage.database import Connection
from storage.models import Case, CaseKind, CaseStep, StepKind
from storage.working_time import local_start

_STATES = tuple(kind for kind in StepKind if kind not in (StepKind.ADDED, StepKind.RATED))
_DONE = (StepKind.ANSWERED, StepKind.CLOSED)


@dataclass(frozen=True, slots=True)
class CaseFigures:
    """`in_time`, `open`, `overdue` and `reopened` are of those received in the period: answered + open = received.
    `open_earlier`: received before the period and still open at its end."""

    received: int = 0
    answered: int = 0
    in_time: int = 0
    open: int = 0
    overdue: int = 0
    reopened: int = 0
    open_earlier: int = 0

    def __add__(self, other: "CaseFigures") -> "CaseFigures":
        return CaseFigures(*(getattr(self, field.name) + getattr(other, field.name) for field in fields(self)))


@dataclass(frozen=True, slots=True)
class CaseCounts:
    by_kind: Mapping[CaseKind, CaseFigures]

    @property
    def of_citizens(self) -> CaseFigures:
        """Without what leaders made cases of themselves."""
        return self.by_kind[CaseKind.RULE] + self.by_kind[CaseKind.CONDUCT]


def _newest(day: date, kinds: Collection[StepKind]) -> Any:
    """The case's newest step of these kinds at the end of the day; looked up for each case that is counted."""
    return (
        select(func.max(CaseStep.id))
        .where(CaseStep.case_id == Case.id, CaseStep.kind.in_(kinds), CaseStep.done_on <= day)
        .correlate(Case)
        .scalar_subquery()
    )


async def case_counts(db: Connection, unit_ids: Collection[int], first: date, last: date, as_of: date) -> CaseCounts:
    """Of the cases these units had at the end of the day `as_of`."""
    state, answer = aliased(CaseStep), aliased(CaseStep)
    now, done = Case.received_on >= first, state.kind.in_(_DONE)
    columns = {
        "received": now,
        "answered": now & done,
        "in_time": now & done & (answer.done_on <= answer.due_on),
        "open": now & ~done,
        "overdue": now & ~done & (state.due_on < as_of),
        "reopened": now & _newest(as_of, [StepKind.REOPENED]).is_not(None),
        "open_earlier": ~now & ~done,
    }
    sums = [func.coalesce(func.sum(case((condition, 1), else_=0)), 0) for condition in columns.values()]
    # What was closed before the period began counts nowhere in it.
    counted = now | Case.closed_at.is_(None) | (Case.closed_at >= local_start(first))
    statement = (
        select(Case.kind, *sums)
        .join(state, state.id == _newest(as_of, _STATES))
        .outerjoin(answer, answer.id == _newest(as_of, [StepKind.ANSWERED]))
        .where(state.unit_id.in_(unit_ids), Case.received_on <= min(last, as_of), counted)
        .group_by(Case.kind)
    )
    found = {row[0]: CaseFigures(*map(int, row[1:])) for row in await db.execute(statement)}
    return CaseCounts({kind: found.get(kind, CaseFigures()) for kind in CaseKind})
