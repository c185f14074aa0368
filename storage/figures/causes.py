"""Why dossiers were late, as far as their letters say so."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from storage.database import Connection
from storage.dossiers.lateness import late_at_end_of
from storage.ground.days.periods import Period
from storage.models import ApologyLetter, LateSpell
from storage.rows import all_as


@dataclass(frozen=True, slots=True)
class Cause:
    """`reason`: empty where no letter says why."""

    reason: str
    dossiers: int


async def causes_of_delay(db: Connection, unit_ids: Collection[int], period: Period, today: date) -> list[Cause]:
    """Of dossiers late at the period's end that were received in it or went late in it; the most frequent first."""
    day = period.as_of(today)
    reason, count = func.coalesce(ApologyLetter.reason, "").label("reason"), func.count().label("dossiers")
    statement = (
        select(reason, count)
        .select_from(LateSpell)
        .outerjoin(ApologyLetter, ApologyLetter.dossier_id == LateSpell.dossier_id)
        .where(LateSpell.unit_id.in_(sorted(unit_ids)), LateSpell.received_on <= day, late_at_end_of(day))
        .where((LateSpell.received_on >= period.first) | (LateSpell.late_from > period.first))
        .group_by(reason)
        .order_by(reason == "", count.desc(), reason)
    )
    return all_as(Cause, await db.execute(statement))
