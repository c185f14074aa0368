"""What comes round: of a task with several days in the year, each day is an occurrence that is reported by itself."""

from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy import func, select

from storage.database import Connection
from storage.models import CitedDocument, Progress, ProgressState

Fulfilled = Mapping[date, date]
"""Occurrence → the day on which it was done: that of the document which says so, else of the report."""


def occurrence_of(days: Collection[date], on: date) -> date:
    """The one that a report of that day is about when it does not say: the next, or else the last."""
    return min((day for day in days if day >= on), default=max(days))


async def fulfilled_by(
    db: Connection, days_of: Mapping[int, Collection[date]], as_of: date
) -> dict[int, dict[date, date]]:
    """Of each of these tasks its occurrences that were done at the end of that day. `days_of`: task → its days."""
    if not days_of:
        return {}
    signed_on = (
        select(func.max(CitedDocument.issued_on))
        .where(CitedDocument.progress_id == Progress.id, CitedDocument.issued_on <= Progress.reported_on)
        .scalar_subquery()
    )
    statement = (
        select(
            Progress.task_id,
            Progress.state,
            Progress.occurrence_on,
            Progress.reported_on,
            func.coalesce(signed_on, Progress.reported_on).label("on"),
        )
        .where(Progress.task_id.in_(days_of), Progress.reported_on <= as_of, Progress.undone_at.is_(None))
        .where(Progress.state != ProgressState.NOTHING)
        .order_by(Progress.reported_on, Progress.id)
    )
    found: dict[int, dict[date, date]] = {}
    for row in await db.execute(statement):
        days = days_of[row.task_id]
        named = row.occurrence_on or row.reported_on
        occurrence = named if named in days else occurrence_of(days, named)
        done = found.setdefault(row.task_id, {})
        if row.state is ProgressState.DONE:
            done.setdefault(occurrence, row.on)
        else:  # it was taken up again
            done.pop(occurrence, None)
    return found
