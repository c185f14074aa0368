"""What the index of Decision 766 counts of our own data, and what the portal says: a mirror, never the portal's number.

The rules (docs/rules.md): on time: what did not end late and is not overdue, over all that was received or handled.
Answered: feedback answered in time or still in time. Content: feedback neither late, nor raised again, nor closed with
an unhappy answer. Served: dossiers neither late nor with an unhappy rating or a complaint.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from sqlalchemy import BindParameter, Date, and_, bindparam, distinct, func, literal, or_, select

from storage.cases.counts import OF_CITIZENS
from storage.database import Connection
from storage.figures.results import Key, Results, results_of, total_of
from storage.ground.days.periods import Period
from storage.models import Case, CaseStep, Dossier, PortalScore, RatedDossier, Rating, StepKind
from storage.ratings.details import UNHAPPY_TO
from storage.rows import all_as
from storage.rules.index_766 import Criterion, Measured
from storage.upsert import insert

_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class ComplainedCase:
    """One that costs points, and by what. `answered_on`: None where it is still open."""

    id: int
    code: str
    due_on: date
    answered_on: date | None
    late: bool
    again: bool
    unhappy: bool


@dataclass(frozen=True, slots=True)
class Lost:
    """A dossier that somebody was unhappy with, or complained about."""

    code: str
    received_on: date
    unhappy: bool


@dataclass(frozen=True, slots=True)
class Mirror:
    """`cases`: received in the period, those that cost nothing too; `unhappy`: dossiers by what was said in it."""

    results: Mapping[Key, Results]
    cases: Sequence[ComplainedCase]
    unhappy: int
    portal: Mapping[str, Decimal]

    @property
    def total(self) -> Results:
        return total_of(self.results.values())

    @property
    def late(self) -> int:
        return self.total.late + self.total.overdue

    def share(self, measured: Measured) -> tuple[int, int]:
        """(good ones, all)."""
        total, cases = self.total, self.cases
        match measured:
            case Measured.ON_TIME:
                return total.received - self.late, total.received
            case Measured.ONLINE:
                return total.whole_online + total.part_online, total.whole + total.part
            case Measured.ANSWERED:
                return sum(not case.late for case in cases), len(cases)
            case Measured.CONTENT:
                return sum(not (case.late or case.again or case.unhappy) for case in cases), len(cases)
            case Measured.SERVED:
                return max(0, total.received - self.late - self.unhappy), total.received

    def points(self, criterion: Criterion) -> Decimal | None:
        """Rounded half up to two places. None: not computed here, or nothing to compute it of."""
        if criterion.measured in (None, Measured.ONLINE):
            return None
        good, whole = self.share(criterion.measured)
        if criterion.measured in (Measured.ANSWERED, Measured.CONTENT) and not whole:
            return Decimal(criterion.points)
        if not whole:
            return Decimal(0) if criterion.measured is Measured.SERVED else None
        full = Decimal(criterion.points)
        reached = full * good / whole
        if criterion.measured is Measured.SERVED:
            reached = min(full, reached / Decimal("0.9"))
        return reached.quantize(_CENT, ROUND_HALF_UP)


_UNITS: BindParameter[Sequence[int]] = bindparam("units", expanding=True)
_FIRST, _DAY = bindparam("first", type_=Date), bindparam("day", type_=Date)


def _newest(kind: StepKind) -> Any:
    return (
        select(func.max(CaseStep.done_on))
        .where(CaseStep.case_id == Case.id, CaseStep.kind == kind, CaseStep.done_on <= _DAY)
        .correlate(Case)
        .scalar_subquery()
    )


_CASES = (
    select(
        Case.id,
        Case.code,
        Case.due_on,
        Case.level,
        _newest(StepKind.ANSWERED).label("answered_on"),
        _newest(StepKind.REOPENED).label("reopened_on"),
        _newest(StepKind.WITHDRAWN).label("withdrawn_on"),
    )
    .where(Case.unit_id.in_(_UNITS), Case.received_on.between(_FIRST, _DAY), Case.kind.in_(OF_CITIZENS))
    .order_by(Case.received_on, Case.id)
)
# Written out, so that SQLite sees that the index of unhappy ratings says it all and reads none of them.
_MOST_UNHAPPY = literal(UNHAPPY_TO, literal_execute=True)
_RATED = (
    select(RatedDossier.dossier_id)
    .join(Rating, Rating.id == RatedDossier.rating_id)
    .where(Rating.unit_id.in_(_UNITS), Rating.rated_on.between(_FIRST, _DAY), Rating.level <= _MOST_UNHAPPY)
)
_ABOUT_A_DOSSIER = and_(
    Case.unit_id.in_(_UNITS),
    Case.received_on.between(_FIRST, _DAY),
    Case.dossier_id.is_not(None),
    Case.kind.in_(OF_CITIZENS),
)
_COMPLAINED = select(Case.dossier_id).where(_ABOUT_A_DOSSIER)
_SAID = or_(Dossier.id.in_(_RATED), Dossier.id.in_(_COMPLAINED))
# Of numbers alone, and only the few complaints are looked up among the many ratings: no dossier is read to be counted.
_ONLY_COMPLAINED = (
    select(func.count(distinct(Case.dossier_id)))
    .where(_ABOUT_A_DOSSIER)
    .where(~_RATED.where(RatedDossier.dossier_id == Case.dossier_id).exists())
)
_UNHAPPY = select(
    select(func.count()).select_from(_RATED.subquery()).scalar_subquery() + _ONLY_COMPLAINED.scalar_subquery()
)
_NEWEST = (Dossier.received_on.desc(), Dossier.id.desc())
_PAGE = select(Dossier.id).where(_SAID).order_by(*_NEWEST)
_THIS_RATED = _RATED.where(RatedDossier.dossier_id == Dossier.id).exists()


async def mirror_of(db: Connection, unit_ids: Collection[int], period: Period, today: date) -> Mirror:
    within = _within(unit_ids, period, today)
    cases = [_case(row, period.as_of(today)) for row in await db.execute(_CASES, within) if row.withdrawn_on is None]
    return Mirror(
        results=await results_of(db, unit_ids, period, today),
        cases=cases,
        unhappy=(await db.execute(_UNHAPPY, within)).scalar_one(),
        portal=await portal_scores(db, min(unit_ids, default=0), period),
    )


def _within(unit_ids: Collection[int], period: Period, today: date) -> dict[str, Any]:
    return {"units": sorted(unit_ids), "first": period.first, "day": period.as_of(today)}


def _case(row: Any, day: date) -> ComplainedCase:
    again = row.reopened_on is not None
    answered = row.answered_on if not again or (row.answered_on or day) >= row.reopened_on else None
    late = (answered or day) > row.due_on
    unhappy = row.level is not None and row.level <= UNHAPPY_TO
    return ComplainedCase(row.id, row.code, row.due_on, answered, late, again, unhappy)


async def unhappy_dossiers(
    db: Connection, unit_ids: Collection[int], period: Period, today: date, limit: int, offset: int = 0
) -> list[Lost]:
    """The newest first."""
    page = _PAGE.limit(limit).offset(offset)  # what was said is looked up for those alone
    lost = select(Dossier.code, Dossier.received_on, _THIS_RATED.label("unhappy")).where(Dossier.id.in_(page))
    return all_as(Lost, await db.execute(lost.order_by(*_NEWEST), _within(unit_ids, period, today)))


async def portal_scores(db: Connection, unit_id: int, period: Period) -> dict[str, Decimal]:
    statement = select(PortalScore.criterion, PortalScore.points).where(
        PortalScore.unit_id == unit_id, PortalScore.first == period.first, PortalScore.last == period.last
    )
    return {row.criterion: row.points for row in await db.execute(statement)}


async def enter_scores(
    db: Connection, unit_id: int, period: Period, scores: Mapping[str, Decimal], person_id: int, now: datetime
) -> None:
    """Those of these criteria take the place of what was entered before; others stay."""
    statement = insert(PortalScore)
    names = ("points", "entered_by_id", "entered_at")
    updated = statement.on_conflict_do_update(
        index_elements=["unit_id", "first", "last", "criterion"],
        set_={name: statement.excluded[name] for name in names},
    )
    shared = {"unit_id": unit_id, "first": period.first, "last": period.last}
    rows = [
        {**shared, "criterion": code, "points": points, "entered_by_id": person_id, "entered_at": now}
        for code, points in scores.items()
    ]
    await db.execute(updated, rows)
