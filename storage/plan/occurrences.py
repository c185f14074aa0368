"""What comes round: of a task with several days in the year, each day is an occurrence that is reported by itself."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select

from storage.database import Connection
from storage.models import CitedDocument, Progress, ProgressState

Fulfilled = Mapping[date, date]
"""Occurrence → the day on which it was done: that of the document which says so, else of the report."""


_signed_on = (
    select(func.max(CitedDocument.issued_on))
    .where(CitedDocument.progress_id == Progress.id, CitedDocument.issued_on <= Progress.reported_on)
    .scalar_subquery()
)
SAID_DONE_ON = func.coalesce(_signed_on, Progress.reported_on)
"""Of a report: the day of the newest document it names, else its own."""

NEAR_DAYS = 31  # as far as an amendment moves the day of one occurrence


def occurrence_of(days: Collection[date], on: date) -> date:
    """The one that a report of that day is about when it does not say: the next, or else the last."""
    return min((day for day in days if day >= on), default=max(days))


def counts_for(days: Collection[date], on: date) -> date | None:
    """The one that a report of the occurrence of that day counts for now that the plan may have others: the same day,
    or the one of its month, or the nearest. None where it is no longer there."""
    near = [day for day in days if abs((day - on).days) <= NEAR_DAYS]
    return min(
        near,
        key=lambda day: (day != on, (day.year, day.month) != (on.year, on.month), abs((day - on).days)),
        default=None,
    )


async def fulfilled_by(
    db: Connection, days_of: Mapping[int, Collection[date]], as_of: date
) -> dict[int, dict[date, date]]:
    """Of each of these tasks its occurrences that were done at the end of that day. `days_of`: task → its days, none
    where it is no longer due on any."""
    return (await fulfilled_at(db, days_of, [as_of]))[as_of]


async def fulfilled_at(
    db: Connection, days_of: Mapping[int, Collection[date]], days: Collection[date]
) -> dict[date, dict[int, dict[date, date]]]:
    """The same at the end of each of these days."""
    reports = await _reports(db, days_of, max(days)) if days_of else []
    return {day: _fulfilled([row for row in reports if row.reported_on <= day], days_of) for day in days}


async def _reports(db: Connection, task_ids: Collection[int], as_of: date) -> Sequence[Any]:
    statement = (
        select(
            Progress.task_id,
            Progress.state,
            Progress.occurrence_on,
            Progress.reported_on,
            SAID_DONE_ON.label("on"),
        )
        .where(Progress.task_id.in_(task_ids), Progress.reported_on <= as_of, Progress.undone_at.is_(None))
        .where(Progress.state != ProgressState.NOTHING)
        .order_by(Progress.reported_on, Progress.id)
    )
    return (await db.execute(statement)).all()


def _fulfilled(reports: Sequence[Any], days_of: Mapping[int, Collection[date]]) -> dict[int, dict[date, date]]:
    found: dict[int, dict[date, date]] = {}
    for row in reports:
        occurrence = _occurrence(days_of[row.task_id], row.occurrence_on, row.reported_on)
        if occurrence is None:
            continue
        done = found.setdefault(row.task_id, {})
        if row.state is ProgressState.DONE:
            done.setdefault(occurrence, row.on)
        else:  # it was taken up again
            done.pop(occurrence, None)
    return found


def _occurrence(days: Collection[date], named: date | None, reported_on: date) -> date | None:
    if named is not None:
        return counts_for(days, named)
    return occurrence_of(days, reported_on) if days else None
