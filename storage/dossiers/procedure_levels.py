"""Which level of service a procedure had on a day: the one it has now stands in its own row, those before here."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import delete, select

from storage.database import Connection
from storage.models import Procedure, ProcedureLevel
from storage.upsert import insert

Level = int | None


@dataclass(frozen=True, slots=True)
class NewLevel:
    """`before`: what was stored; `since`: the first day of the new one, None where the file does not say."""

    before: Level
    now: Level
    since: date | None
    is_new: bool

    def says_something(self) -> bool:
        return self.since is not None or (not self.is_new and self.before != self.now)


async def levels_before(db: Connection, unit_ids: Collection[int], day: date) -> dict[int, Level]:
    """Procedure → the level it had on that day, of those that have had another since."""
    statement = (
        select(ProcedureLevel.procedure_id, ProcedureLevel.level)
        .join(Procedure, Procedure.id == ProcedureLevel.procedure_id)
        .where(Procedure.unit_id.in_(unit_ids), ProcedureLevel.until > day)
        .order_by(ProcedureLevel.until.desc())
    )
    return {row.procedure_id: row.level for row in await db.execute(statement)}


async def keep_levels(db: Connection, unit_id: int, new: Mapping[str, NewLevel], today: date) -> None:
    """What the procedures of a file, by their codes, had before. A file that names no day is taken to tell of today."""
    changed = {code: level for code, level in new.items() if level.says_something()}
    if not changed:
        return
    codes = select(Procedure.code, Procedure.id).where(Procedure.unit_id == unit_id)
    ids = {code: procedure for code, procedure in await db.execute(codes) if code in changed}
    before = await _history(db, list(ids.values()))
    for code, level in changed.items():
        await _keep(db, ids[code], level, before.get(ids[code], ()), today)


async def _history(db: Connection, procedures: Collection[int]) -> dict[int, list[tuple[date, Level]]]:
    statement = select(ProcedureLevel.procedure_id, ProcedureLevel.until, ProcedureLevel.level)
    found: dict[int, list[tuple[date, Level]]] = {}
    rows = await db.execute(statement.where(ProcedureLevel.procedure_id.in_(procedures)).order_by(ProcedureLevel.until))
    for procedure, until, level in rows:
        found.setdefault(procedure, []).append((until, level))
    return found


async def _keep(
    db: Connection, procedure: int, new: NewLevel, history: Sequence[tuple[date, Level]], today: date
) -> None:
    since = new.since or today
    last_day = since - timedelta(days=1)
    stored = None if new.is_new else new.before
    before = next((level for until, level in history if until > last_day), stored)
    later = delete(ProcedureLevel).where(ProcedureLevel.procedure_id == procedure, ProcedureLevel.until >= since)
    await db.execute(later)
    if before != new.now:
        row = {"procedure_id": procedure, "until": since, "level": before}
        await db.execute(insert(ProcedureLevel).on_conflict_do_nothing(), row)
