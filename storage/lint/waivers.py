"""Findings that somebody decided to leave as they are, with the reason."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select, update

from storage.database import Connection
from storage.models import LintWaiver
from storage.upsert import insert


async def waive(db: Connection, plan_id: int, code: str, reason: str, person_id: int, now: datetime) -> None:
    """Waives a finding; where two people do, the first one counts."""
    values = {"plan_id": plan_id, "code": code, "reason": reason, "person_id": person_id, "waived_at": now}
    statement = insert(LintWaiver).values(values)
    await db.execute(
        statement.on_conflict_do_nothing(index_elements=["plan_id", "code"], index_where=LintWaiver.undone_at.is_(None))
    )


async def undo_waiver(db: Connection, plan_id: int, code: str, now: datetime) -> None:
    held = (LintWaiver.plan_id == plan_id, LintWaiver.code == code, LintWaiver.undone_at.is_(None))
    await db.execute(update(LintWaiver).where(*held).values(undone_at=now))


async def waived_codes(db: Connection, plan_ids: Collection[int]) -> set[tuple[int, str]]:
    """(plan, code) of the waivers that hold."""
    statement = select(LintWaiver.plan_id, LintWaiver.code).where(
        LintWaiver.plan_id.in_(plan_ids), LintWaiver.undone_at.is_(None)
    )
    return {(row.plan_id, row.code) for row in await db.execute(statement)}
