"""What was found when somebody last looked at a period, a page at a time."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, func, insert, select

from storage.database import Connection
from storage.ground.days.periods import Period
from storage.models import WHO, LintFinding, LintRun, LintWaiver, Person, Who
from storage.rows import all_as, one_as


@dataclass(frozen=True, slots=True)
class NewFinding:
    """`tasks`: (id, number) of each that it concerns; none where it is about the plan's title."""

    plan_id: int
    code: str
    severity: str
    place: str
    tasks: Sequence[Sequence[int]]
    where: str
    what: str
    why: str
    fix: str


@dataclass(frozen=True, slots=True)
class FindingRow(NewFinding):
    """`reason`, `waived_at`, `waived_by`: where it was waived."""

    reason: str | None
    waived_at: datetime | None
    waived_by: Who


@dataclass(frozen=True, slots=True)
class Run:
    """`counts`: findings that are not waived, by severity."""

    period: Period
    unit_ids: frozenset[int]
    tasks: int
    ran_at: datetime
    counts: dict[str, int]
    waived: int


async def keep_run(
    db: Connection,
    person_id: int,
    period: Period,
    unit_ids: Collection[int],
    tasks: int,
    findings: Sequence[NewFinding],
    now: datetime,
) -> None:
    """Keeps the run instead of the one this person had before."""
    await db.execute(delete(LintFinding).where(LintFinding.person_id == person_id))
    await db.execute(delete(LintRun).where(LintRun.person_id == person_id))
    run = {"person_id": person_id, "first": period.first, "last": period.last, "unit_ids": sorted(unit_ids)}
    await db.execute(insert(LintRun), run | {"tasks": tasks, "ran_at": now})
    rows = [
        {"person_id": person_id, "position": position} | {name: getattr(finding, name) for name in NewFinding.__slots__}
        for position, finding in enumerate(findings)
    ]
    if rows:
        await db.execute(insert(LintFinding), rows)


_WAIVED = (
    (LintWaiver.plan_id == LintFinding.plan_id) & (LintWaiver.code == LintFinding.code) & LintWaiver.undone_at.is_(None)
)


async def last_run(db: Connection, person_id: int) -> Run | None:
    row = (await db.execute(select(LintRun).where(LintRun.person_id == person_id))).one_or_none()
    if row is None:
        return None
    counted = (
        select(LintFinding.severity, LintWaiver.id.is_not(None), func.count())
        .outerjoin(LintWaiver, _WAIVED)
        .where(LintFinding.person_id == person_id)
        .group_by(LintFinding.severity, LintWaiver.id.is_not(None))
    )
    counts = [(severity, bool(waived), int(count)) for severity, waived, count in await db.execute(counted)]
    return Run(
        Period(row.first, row.last),
        frozenset(row.unit_ids),
        row.tasks,
        row.ran_at,
        {severity: count for severity, waived, count in counts if not waived},
        sum(count for _, waived, count in counts if waived),
    )


def _found(person_id: int) -> Select[Any]:
    columns = (getattr(LintFinding, name) for name in NewFinding.__slots__)
    return (
        select(*columns, LintWaiver.reason, LintWaiver.waived_at, WHO.label("waived_by"))
        .outerjoin(LintWaiver, _WAIVED)
        .outerjoin(Person, Person.id == LintWaiver.person_id)
        .where(LintFinding.person_id == person_id)
        .order_by(LintFinding.position)
    )


async def findings_page(
    db: Connection, person_id: int, limit: int, offset: int, *, waived: bool = False
) -> list[FindingRow]:
    """Errors first."""
    chosen = LintWaiver.id.is_not(None) if waived else LintWaiver.id.is_(None)
    statement = _found(person_id).where(chosen).limit(limit).offset(offset)
    return all_as(FindingRow, await db.execute(statement))


async def find_finding(db: Connection, person_id: int, plan_id: int, code: str) -> FindingRow | None:
    statement = _found(person_id).where(LintFinding.plan_id == plan_id, LintFinding.code == code).limit(1)
    return one_as(FindingRow, await db.execute(statement))
