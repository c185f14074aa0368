"""Figures of cases as things stood at the end of a day: read from the steps, so what came later changes nothing."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any

from sqlalchemy import BindParameter, Date, Select, bindparam, case, func, select

from storage.database import Connection
from storage.ground.days.working_time import local_start
from storage.models import Case, CaseKind, CaseStep, StepKind
from storage.models.base import aliased

_NO_STATES = (
    *(StepKind.ADDED, StepKind.RATED, StepKind.TIME_ASKED, StepKind.TIME_DENIED),
    *(StepKind.MORE_ASKED, StepKind.PUBLISHED),
)
_STATES = tuple(kind for kind in StepKind if kind not in _NO_STATES)
_DONE = (StepKind.ANSWERED, StepKind.CLOSED)
OF_CITIZENS = (CaseKind.RULE, CaseKind.CONDUCT)


@dataclass(frozen=True, slots=True)
class CaseFigures:
    """`in_time`, `open`, `overdue` and `reopened` are of those received in the period: answered + open = received.
    `open_earlier`: received before the period and still open at its end. What its author had taken back by then is in
    none of them (docs/decisions/withdrawn-cases-are-not-counted.md)."""

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
        return sum((self.by_kind[kind] for kind in OF_CITIZENS), CaseFigures())


def _newest(day: BindParameter[date], *kinds: StepKind) -> Any:
    """The case's newest step of these kinds at the end of the day; looked up for each case that is counted."""
    return (
        select(func.max(CaseStep.id))
        .where(CaseStep.case_id == Case.id, CaseStep.kind.in_(kinds), CaseStep.done_on <= day)
        .correlate(Case)
        .scalar_subquery()
    )


def counting(units: Any, suffix: str = "") -> Select[*tuple[int, ...]]:
    """Of all cases, a column for each field of `CaseFigures`. `suffix`: of the names of what `bounds` gives, where one
    statement asks for several periods."""
    first, last, day = (bindparam(f"{name}{suffix}", type_=Date) for name in ("first", "last", "day"))
    closed_since: BindParameter[datetime | None] = bindparam(f"closed_since{suffix}", type_=Case.closed_at.type)
    state, answer = aliased(CaseStep), aliased(CaseStep)
    now, done = Case.received_on >= first, state.kind.in_(_DONE)
    columns = {
        "received": now,
        "answered": now & done,
        "in_time": now & done & (answer.done_on <= answer.due_on),
        "open": now & ~done,
        "overdue": now & ~done & (state.due_on < day),
        "reopened": now & _newest(day, StepKind.REOPENED).is_not(None),
        "open_earlier": ~now & ~done,
    }
    sums = [
        func.coalesce(func.sum(case((columns[field.name], 1), else_=0)), 0).label(field.name)
        for field in fields(CaseFigures)
    ]
    # What was closed before the period began counts nowhere in it.
    counted = now | Case.closed_at.is_(None) | (Case.closed_at >= closed_since)
    return (
        select(*sums)
        .select_from(Case)
        .join(state, state.id == _newest(day, *_STATES))
        .outerjoin(answer, answer.id == _newest(day, StepKind.ANSWERED))
        .where(state.unit_id.in_(units), Case.received_on <= last, counted)
        .where(state.kind != StepKind.WITHDRAWN)
    )


def bounds(first: date, last: date, as_of: date, suffix: str = "") -> dict[str, date]:
    """What `counting` with this suffix is to be executed with."""
    days = {"first": first, "last": min(last, as_of), "day": as_of, "closed_since": local_start(first)}
    return {f"{name}{suffix}": day for name, day in days.items()}


# Built once: building it takes longer than the database needs to answer.
_COUNTS = counting(bindparam("units", expanding=True)).add_columns(Case.kind).group_by(Case.kind)


def _figures(row: Any) -> CaseFigures:
    return CaseFigures(**{field.name: int(getattr(row, field.name)) for field in fields(CaseFigures)})


async def case_counts(db: Connection, unit_ids: Collection[int], first: date, last: date, as_of: date) -> CaseCounts:
    """Of the cases these units had at the end of the day `as_of`."""
    rows = await db.execute(_COUNTS, {"units": list(unit_ids), **bounds(first, last, as_of)})
    found = {row.kind: _figures(row) for row in rows}
    return CaseCounts({kind: found.get(kind, CaseFigures()) for kind in CaseKind})
