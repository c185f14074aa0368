"""Writes totals of outside channels. Two totals of one channel never overlap: a person would be counted twice."""

from datetime import datetime

from sqlalchemy import select

from storage.database import Connection
from storage.imports.outcome import Outcome
from storage.imports.tables import Problem
from storage.imports.totals import TotalRow, TotalsFile
from storage.models import OutsideTotal
from storage.text import fold
from storage.upsert import insert


async def store_totals(db: Connection, unit_id: int, file: TotalsFile, now: datetime, *, write: bool) -> Outcome:
    outcome = Outcome("totals", problems=list(file.problems))
    found = await db.execute(select(OutsideTotal).where(OutsideTotal.unit_id == unit_id))
    known = {(row.folded_channel, row.first, row.last): (row.satisfied, row.rated) for row in found}
    for row in file.rows:
        key = (fold(row.channel), row.from_on, row.to_on)
        values = (row.satisfied, row.rated)
        if key not in known and any(
            channel == key[0] and first <= row.to_on and last >= row.from_on for channel, first, last in known
        ):
            outcome.problems.append(Problem(row.row, "total.overlap", {"channel": row.channel}))
            continue
        if key not in known:
            outcome.new += 1
        elif known[key] == values:
            outcome.same += 1
        else:
            outcome.changed += 1
        known[key] = values
        if write:
            await _write(db, unit_id, row, now)
    outcome.examples = [f"{row.channel}: {row.satisfied}/{row.rated}" for row in file.rows[:5]]
    return outcome


async def _write(db: Connection, unit_id: int, row: TotalRow, now: datetime) -> None:
    statement = insert(OutsideTotal).values(
        unit_id=unit_id,
        channel=row.channel,
        folded_channel=fold(row.channel),
        first=row.from_on,
        last=row.to_on,
        satisfied=row.satisfied,
        rated=row.rated,
        entered_at=now,
    )
    updated = {name: statement.excluded[name] for name in ("channel", "satisfied", "rated", "entered_at")}
    keys = ["unit_id", "folded_channel", "first", "last"]
    await db.execute(statement.on_conflict_do_update(index_elements=keys, set_=updated))
