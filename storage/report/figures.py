"""What a report counts beside the summary: procedures, ways of submission, and the period's words on each task."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from storage.database import Connection
from storage.dossiers.naming import OF_DOSSIER, PROCEDURE_NAME
from storage.dossiers.procedure_levels import levels_before
from storage.ground.days.periods import Period
from storage.ground.text import fold
from storage.models import Dossier, DossierState, Plan, Procedure, Progress, ProgressState, Task
from storage.rows import all_as


@dataclass(frozen=True, slots=True)
class ProcedureFigures:
    """`own`: of the agency's own fields; `common`: (field, count) of those every agency has, such as certification.
    `online`, `by_post`: level 3 or 4, and by public post, of the own ones and of all."""

    total: int
    own: int
    common: Sequence[tuple[str, int]]
    fields: Sequence[tuple[str, int]]
    online: int
    by_post: int


async def procedure_figures(
    db: Connection, unit_ids: Collection[int], common_fields: Collection[str], day: date
) -> ProcedureFigures:
    """As the levels were on that day."""
    columns = (Procedure.id, Procedure.field, Procedure.service_level, Procedure.by_post)
    rows = (await db.execute(select(*columns).where(Procedure.unit_id.in_(unit_ids)))).all()
    then = await levels_before(db, unit_ids, day)
    common = {row.field for row in rows if any(fold(name) in fold(row.field) for name in common_fields)}
    counts = Counter(row.field for row in rows)
    return ProcedureFigures(
        total=len(rows),
        own=sum(row.field not in common for row in rows),
        common=sorted((field, counts[field]) for field in common),
        fields=sorted((item for item in counts.items() if item[0] not in common), key=lambda item: (-item[1], item[0])),
        online=sum((then.get(row.id, row.service_level) or 0) >= 3 and row.field not in common for row in rows),
        by_post=sum(bool(row.by_post) for row in rows),
    )


async def submission_counts(db: Connection, unit_ids: Collection[int], first: date, last: date) -> dict[str, int]:
    """Dossiers received in these days by the way they were submitted."""
    statement = (
        select(Dossier.submitted, func.count())
        .where(Dossier.unit_id.in_(unit_ids), Dossier.received_on.between(first, last))
        .group_by(Dossier.submitted)
    )
    return {name: int(count) for name, count in await db.execute(statement)}


@dataclass(frozen=True, slots=True)
class Said:
    """One report on a task."""

    task_id: int
    state: ProgressState
    percent: int | None
    text: str
    on: date


async def said_in_period(db: Connection, unit_ids: Collection[int], year: int, period: Period) -> dict[int, list[Said]]:
    """Task of that year's plans, or carried over from those of the year before → the reports of these days that stand,
    oldest first."""
    statement = (
        select(Progress.task_id, Progress.state, Progress.percent, Progress.text, Progress.reported_on.label("on"))
        .join(Task, Task.id == Progress.task_id)
        .join(Plan, Plan.id == Task.plan_id)
        .where(Plan.year.between(year - 1, year), Task.unit_id.in_(unit_ids), Progress.undone_at.is_(None))
        .where(Progress.reported_on.between(period.first, period.last))
        .order_by(Progress.reported_on, Progress.id)
    )
    said: dict[int, list[Said]] = {}
    for one in all_as(Said, await db.execute(statement)):
        said.setdefault(one.task_id, []).append(one)
    return said


@dataclass(frozen=True, slots=True)
class DossierLine:
    code: str
    procedure: str
    received_on: date
    due_on: date | None
    finished_on: date | None
    returned_on: date | None
    state: DossierState


async def dossiers_received(
    db: Connection, unit_ids: Collection[int], first: date, last: date, limit: int
) -> list[DossierLine]:
    statement = (
        select(
            Dossier.code,
            PROCEDURE_NAME,
            Dossier.received_on,
            Dossier.due_on,
            Dossier.finished_on,
            Dossier.returned_on,
            Dossier.state,
        )
        .outerjoin(Procedure, OF_DOSSIER)
        .where(Dossier.unit_id.in_(unit_ids), Dossier.received_on.between(first, last))
        .order_by(Dossier.received_on, Dossier.code)
        .limit(limit)
    )
    return all_as(DossierLine, await db.execute(statement))
