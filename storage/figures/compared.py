"""What a period is compared by: fewer figures than a summary has, so that two more periods cost little."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from storage.cases.counts import CaseFigures, case_counts
from storage.database import Connection
from storage.figures.summary import late_and_letters, outside_totals, own_ratings, received_and_returned
from storage.ground.days.periods import Period
from storage.plan.tasks import TaskState, tasks_of_year


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


async def counts_of(db: Connection, unit_ids: Collection[int], period: Period, today: date) -> Counts:
    units, day = list(unit_ids), period.as_of(today)
    tasks = await tasks_of_year(db, units, period.last.year, day)
    received, returned = await received_and_returned(db, units, period, day)
    late, letters = await late_and_letters(db, units, period, day)
    own = await own_ratings(db, units, period, day)
    whole, not_counted = await outside_totals(db, units, period)
    outside = [total for totals in whole.values() for total in totals]
    satisfied = sum(row.satisfied for row in (*own, *outside))
    return Counts(
        tasks_done=Share(sum(task.is_done for task in tasks), len(tasks)),
        tasks_overdue=sum(task.state is TaskState.OVERDUE for task in tasks),
        received=received,
        returned=returned,
        late=Share(late, received),
        letters=Share(letters, late),
        satisfied=Share(satisfied, sum(row.rated for row in (*own, *outside))),
        whole_ratings=not not_counted,
        cases=(await case_counts(db, units, period.first, period.last, day)).of_citizens,
    )
