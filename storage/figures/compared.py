"""What periods are compared by: fewer figures than a summary has, and of all periods with one statement."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, Date, FromClause, Select, Subquery, bindparam, case, func, select, true

from storage.cases.counts import OF_CITIZENS, CaseFigures, bounds, counting
from storage.database import Connection
from storage.figures.summary import late_and_letters, late_of_earlier
from storage.ground.days.periods import Period
from storage.models import Case, OutsideTotal, Unit
from storage.plan.standing import TasksThen, tasks_then
from storage.roll_ups import DOSSIERS, RATINGS, stretches


@dataclass(frozen=True, slots=True)
class Share:
    """`part` of `whole`; unknown where there is no whole."""

    part: int
    whole: int


@dataclass(frozen=True, slots=True)
class Counts:
    """`whole_ratings`: False where an outside total only overlaps the period, so that its ratings are not all known."""

    tasks_done: Share
    tasks_overdue: int
    received: int
    returned: int
    late: Share
    letters: Share
    satisfied: Share
    whole_ratings: bool
    cases: CaseFigures

    @property
    def has_dossiers(self) -> bool:
        return bool(self.received or self.returned)

    @property
    def has_data(self) -> bool:
        return bool(self.has_dossiers or self.satisfied.whole or self.cases.received or self.cases.open_earlier)


async def counts_of(db: Connection, unit_ids: Collection[int], periods: Sequence[Period], today: date) -> list[Counts]:
    """One for each period."""
    if not periods:
        return []
    units, days = sorted(unit_ids), [period.as_of(today) for period in periods]
    tasks = await tasks_then(db, units, [(period.last.year, day) for period, day in zip(periods, days, strict=True)])
    values: dict[str, Any] = {"units": units}
    for place, (period, day) in enumerate(zip(periods, days, strict=True)):
        values |= stretches(period.first, day, f"_{place}") | bounds(period.first, day, day, f"_{place}")
        values[f"ends_{place}"] = period.last
    found = (await db.execute(_statement(len(periods)), values)).one()
    return [_counts(found, place, one) for place, one in enumerate(tasks)]


def _counts(found: Any, place: int, tasks: TasksThen) -> Counts:
    def of(name: str) -> int:
        return int(getattr(found, f"{name}_{place}") or 0)

    return Counts(
        tasks_done=Share(tasks.done, tasks.all),
        tasks_overdue=tasks.overdue,
        received=of("received"),
        returned=of("returned"),
        late=Share(of("late_late"), of("received")),
        letters=Share(of("late_letters") + of("earlier_letters"), of("late_late") + of("earlier_late")),
        satisfied=Share(of("own_satisfied") + of("outside_satisfied"), of("own_rated") + of("outside_rated")),
        whole_ratings=not of("outside_overlapping"),
        cases=CaseFigures(*(of(f"cases_{field.name}") for field in fields(CaseFigures))),
    )


@cache
def _statement(count: int) -> Select[Any]:
    """One row for so many periods, their names by place: `received_0`, `received_1`."""
    own = select(Unit.id).where(Unit.id.in_(bindparam("units", expanding=True))).cte("own")
    parts = [
        (prefix, place, part)
        for place in range(count)
        for prefix, part in _parts(select(own.c.id), f"_{place}").items()
    ]
    columns = [column.label(f"{prefix}{column.key}_{place}") for prefix, place, part in parts for column in part.c]
    together: FromClause = parts[0][2]
    for _, _, part in parts[1:]:  # one row each
        together = together.join(part, true())
    return select(*columns).select_from(together)


def _parts(units: Any, suffix: str) -> dict[str, Subquery]:
    """Of one period, each of one row. Key: what stands before the names of its columns."""
    first, day, ends = (bindparam(f"{name}{suffix}", type_=Date) for name in ("first", "day", "ends"))
    dossiers = DOSSIERS.within(lambda rows: rows.unit_id.in_(units), suffix)
    ratings = RATINGS.within(lambda rows: rows.unit_id.in_(units), suffix)
    received = select(func.sum(dossiers.c.received).label("received"), func.sum(dossiers.c.returned).label("returned"))
    rated = select(func.sum(ratings.c.satisfied).label("satisfied"), func.sum(ratings.c.rated).label("rated"))
    late, cases = late_and_letters(units, first, day), counting(units, suffix).where(Case.kind.in_(OF_CITIZENS))
    outside = outside_sums(first, ends).where(OutsideTotal.unit_id.in_(units))
    earlier = late_of_earlier(units, first, day)
    parts = {"": received, "late_": late, "earlier_": earlier, "own_": rated, "outside_": outside, "cases_": cases}
    return {prefix: part.subquery() for prefix, part in parts.items()}


def outside_sums(first: BindParameter[date], ends: BindParameter[date]) -> Select[*tuple[int, ...]]:
    """Of outside totals that lie in the period whole `satisfied` and `rated`; how many only overlap it."""
    whole = (OutsideTotal.first >= first) & (OutsideTotal.last <= ends)
    return select(
        func.sum(case((whole, OutsideTotal.satisfied), else_=0)).label("satisfied"),
        func.sum(case((whole, OutsideTotal.rated), else_=0)).label("rated"),
        func.sum(case((whole, 0), else_=1)).label("overlapping"),
    ).where(OutsideTotal.first <= ends, OutsideTotal.last >= first)
