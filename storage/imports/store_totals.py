"""Writes totals of outside channels that were read."""

from datetime import datetime

from storage.database import Connection
from storage.imports.files.tables import Problem
from storage.imports.outcome import Outcome
from storage.imports.totals import TotalRow, TotalsFile
from storage.ratings.outside_totals import Placed, Total, TotalsBook


async def store_totals(db: Connection, unit_id: int, file: TotalsFile, now: datetime, *, write: bool) -> Outcome:
    outcome = Outcome("totals", problems=list(file.problems))
    book = await TotalsBook.of(db, unit_id)
    for row in file.rows:
        total = Total(row.channel, row.from_on, row.to_on, row.satisfied, row.rated)
        placed = book.place(total)
        match placed:
            case Placed.OVERLAP:
                outcome.problems.append(Problem(row.row, "total.overlap", {"channel": row.channel}))
            case Placed.NEW:
                outcome.new += 1
            case Placed.SAME:
                outcome.same += 1
            case Placed.CHANGED:
                outcome.changed += 1
        if write and placed in (Placed.NEW, Placed.CHANGED):
            await book.write(db, total, None, now)
    outcome.channels = [(_named(row), row.satisfied, row.rated) for row in file.rows[:5]]
    return outcome


def _named(row: TotalRow) -> str:
    """With its days: a month that was read wrong is seen before it is counted."""
    return f"{row.channel}, {row.from_on:%d/%m/%Y}–{row.to_on:%d/%m/%Y}"
