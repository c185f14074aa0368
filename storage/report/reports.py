"""Reports that were made, and those of them that were issued: a row that is issued is never changed again."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from storage.database import Connection
from storage.ground.days.calendars import Regime
from storage.ground.days.periods import Period
from storage.ground.refusals import Refusal
from storage.ground.text import fold
from storage.models import WHO, Person, ReportFile, StoredReport, Who
from storage.models.base import aliased
from storage.people.units import tops_of
from storage.report.files import add_report_file


async def scope_of(db: Connection, unit_ids: Collection[int]) -> str:
    return "+".join(str(unit) for unit in sorted(await tops_of(db, unit_ids)))


def units_in(scope: str) -> list[int]:
    """The units of a scope: the inverse of `scope_of`."""
    return [int(unit) for unit in scope.split("+")]


@dataclass(frozen=True, slots=True)
class NewReport:
    """`files`: (name, media type, content)."""

    scope: str
    unit: str
    regime: Regime
    period: Period
    figures: dict[str, Any]
    made_at: datetime
    made_by: int
    files: Sequence[tuple[str, str, bytes]]


@dataclass(frozen=True, slots=True)
class ReportRow:
    """Without a version it is made and not issued. `replaces`: number of the version before; `replaced_by`: of the one
    after."""

    id: int
    scope: str
    unit: str
    regime: Regime
    period: Period
    made_at: datetime
    version: int | None
    number: str | None
    issued_on: date | None
    issued_at: datetime | None
    issued_by: Who
    replaces: str | None
    replaced_by: str | None


async def store_report(db: Connection, new: NewReport) -> int:
    """The files belong to nobody, so that nobody's erasure takes them away."""
    row = {
        "scope": new.scope,
        "unit": new.unit,
        "regime": new.regime,
        "first": new.period.first,
        "last": new.period.last,
        "figures": new.figures,
        "made_at": new.made_at,
        "made_by": new.made_by,
    }
    report_id = (await db.scalars(insert(StoredReport).returning(StoredReport.id), row)).one()
    for name, media_type, content in new.files:
        await add_report_file(db, report_id, name, media_type, content, new.made_at)
    return report_id


_before, _after = aliased(StoredReport), aliased(StoredReport)
_REPORTS = (
    select(
        StoredReport.id,
        StoredReport.scope,
        StoredReport.unit,
        StoredReport.regime,
        StoredReport.first,
        StoredReport.last,
        StoredReport.made_at,
        StoredReport.version,
        StoredReport.number,
        StoredReport.issued_on,
        StoredReport.issued_at,
        WHO.label("issued_by"),
        _before.number.label("replaces"),
        _after.number.label("replaced_by"),
    )
    .outerjoin(Person, Person.id == StoredReport.issued_by)
    .outerjoin(_before, _before.id == StoredReport.replaces_id)
    .outerjoin(_after, _after.replaces_id == StoredReport.id)
)


def _row(found: Any) -> ReportRow:
    return ReportRow(
        id=found.id,
        scope=found.scope,
        unit=found.unit,
        regime=Regime(found.regime),
        period=Period(found.first, found.last),
        made_at=found.made_at,
        version=found.version,
        number=found.number,
        issued_on=found.issued_on,
        issued_at=found.issued_at,
        issued_by=found.issued_by,
        replaces=found.replaces,
        replaced_by=found.replaced_by,
    )


async def _scopes_within(db: Connection, unit_ids: Collection[int]) -> list[str]:
    """The scopes that lie within these units as a whole: others are not theirs to see."""
    units = set(unit_ids)
    scopes = (await db.scalars(select(StoredReport.scope).distinct())).all()
    return [scope for scope in scopes if units.issuperset(units_in(scope))]


async def find_report(db: Connection, unit_ids: Collection[int], report_id: int) -> ReportRow:
    """Refuses with `report.unknown` also where it is others'."""
    found = (await db.execute(_REPORTS.where(StoredReport.id == report_id))).one_or_none()
    if found is None or not set(unit_ids).issuperset(units_in(found.scope)):
        raise Refusal("report.unknown")
    return _row(found)


async def issued_reports(db: Connection, unit_ids: Collection[int], limit: int, offset: int = 0) -> list[ReportRow]:
    """Newest first."""
    statement = (
        _REPORTS.where(StoredReport.issued_at.is_not(None))
        .where(StoredReport.scope.in_(await _scopes_within(db, unit_ids)))
        .order_by(StoredReport.issued_at.desc(), StoredReport.id.desc())
        .limit(limit)
        .offset(offset)
    )
    return [_row(found) for found in await db.execute(statement)]


async def newest_issued(db: Connection, scope: str, period: Period) -> list[ReportRow]:
    """Of each regime the version of this period's report that stands."""
    statement = (
        _REPORTS.where(StoredReport.scope == scope, StoredReport.version.is_not(None))
        .where(StoredReport.first == period.first, StoredReport.last == period.last, _after.id.is_(None))
        .order_by(StoredReport.regime)
    )
    return [_row(found) for found in await db.execute(statement)]


async def figures_of(db: Connection, report_id: int) -> dict[str, Any]:
    """The figures as they were when the report was made."""
    figures: dict[str, Any] = (await db.scalars(select(StoredReport.figures).where(StoredReport.id == report_id))).one()
    return figures


async def issue_report(
    db: Connection, report: ReportRow, number: str, on: date, person_id: int, now: datetime
) -> ReportRow:
    """Refuses with `report.issued_already`, and with `report.number_taken` where another report of that year has the
    number. Versions of one report may share theirs."""
    await _refuse_taken(db, report, number, on)
    series = (
        StoredReport.scope == report.scope,
        StoredReport.regime == report.regime,
        StoredReport.first == report.period.first,
        StoredReport.last == report.period.last,
    )
    newest = select(StoredReport.id, StoredReport.version).where(*series, StoredReport.version.is_not(None))
    before = (await db.execute(newest.order_by(StoredReport.version.desc()).limit(1))).one_or_none()
    values = {
        "version": before.version + 1 if before else 1,
        "number": number,
        "issued_on": on,
        "issued_at": now,
        "issued_by": person_id,
        "replaces_id": before.id if before else None,
    }
    unissued = update(StoredReport).where(StoredReport.id == report.id, StoredReport.version.is_(None))
    try:
        changed = (await db.execute(unissued.values(values))).rowcount
    except IntegrityError:  # somebody issued the same version in this moment
        raise Refusal("report.issued_already") from None
    if not changed:
        raise Refusal("report.issued_already")
    return await find_report(db, units_in(report.scope), report.id)


async def _refuse_taken(db: Connection, report: ReportRow, number: str, on: date) -> None:
    same_year = StoredReport.issued_on.between(date(on.year, 1, 1), date(on.year, 12, 31))
    rows = await db.execute(_REPORTS.where(StoredReport.scope == report.scope, same_year))
    others = [row for row in map(_row, rows) if (row.regime, row.period) != (report.regime, report.period)]
    if any(fold(row.number or "") == fold(number) for row in others):
        raise Refusal("report.number_taken", number=number)


async def forget_drafts(db: Connection, before: datetime) -> None:
    """Reports made before that moment and never issued. Their files go with the other files nothing refers to."""
    drafts = select(StoredReport.id).where(StoredReport.version.is_(None), StoredReport.made_at < before)
    await db.execute(delete(ReportFile).where(ReportFile.report_id.in_(drafts)))
    await db.execute(delete(StoredReport).where(StoredReport.id.in_(drafts)))
