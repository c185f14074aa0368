"""The figures of a period, gathered: said in `summary_text.py`, printed in the report."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from storage.cases.counts import CaseFigures, case_counts
from storage.cases.lists import OpenCase, open_cases
from storage.database import Connection
from storage.figures.compared import Counts, Share
from storage.figures.summary import DossierFigures, RatingFigures, dossier_figures, rating_figures
from storage.ground.days.periods import Period
from storage.plan.carried import carried_over
from storage.plan.tasks import TaskRow, TaskState, tasks_of_year
from storage.registers.incidents import count_open_incidents
from storage.rules.rules import Targets, targets_at


@dataclass(frozen=True, slots=True)
class Figures:
    """`open_cases`: received until the period's end and open now. `as_of`: the day at whose end the figures stand."""

    period: Period
    year: int
    tasks: Sequence[TaskRow]
    carried: Sequence[TaskRow]
    dossiers: DossierFigures
    ratings: RatingFigures
    cases: CaseFigures
    open_incidents: int
    open_cases: Sequence[OpenCase]
    as_of: date
    targets: Targets

    @property
    def late_in_all(self) -> int:
        return self.dossiers.late_in_all

    @property
    def has_data(self) -> bool:
        """Something was planned, received, returned, rated or said in the period."""
        dossiers, ratings, cases = self.dossiers, self.ratings, self.cases
        work = self.tasks or dossiers.received or dossiers.returned or self.late_in_all
        return bool(work or ratings.rated or ratings.not_counted or cases.received or cases.open_earlier)

    @property
    def overdue(self) -> list[TaskRow]:
        return [task for task in self.tasks if task.state is TaskState.OVERDUE]

    @property
    def done_late(self) -> list[TaskRow]:
        return [task for task in self.tasks if task.state is TaskState.DONE_LATE]

    @property
    def unassigned(self) -> list[OpenCase]:
        return [case for case in self.open_cases if case.waits]

    @property
    def overdue_cases(self) -> list[OpenCase]:
        return [case for case in self.open_cases if case.due_on < self.as_of]

    @property
    def counts(self) -> Counts:
        """What other periods are compared with."""
        dossiers, ratings = self.dossiers, self.ratings
        return Counts(
            tasks_done=Share(sum(task.is_done for task in self.tasks), len(self.tasks)),
            tasks_overdue=len(self.overdue),
            received=dossiers.received,
            returned=dossiers.returned,
            late=Share(dossiers.late, dossiers.received),
            letters=Share(dossiers.letters_in_all, dossiers.late_in_all),
            satisfied=Share(ratings.satisfied, ratings.rated),
            whole_ratings=not ratings.not_counted,
            cases=self.cases,
        )


async def collect_figures(db: Connection, units: Collection[int], period: Period, today: date) -> Figures:
    ids, year = sorted(units), period.last.year
    return Figures(
        period=period,
        year=year,
        tasks=await tasks_of_year(db, ids, year, period.as_of(today)),
        carried=await carried_over(db, ids, year, period.as_of(today)),
        dossiers=await dossier_figures(db, ids, period, today),
        ratings=await rating_figures(db, ids, period, today),
        cases=(await case_counts(db, ids, period.first, period.last, period.as_of(today))).of_citizens,
        open_incidents=await count_open_incidents(db, ids, period.as_of(today)),
        open_cases=await open_cases(db, ids, period.last),
        as_of=period.as_of(today),
        targets=await targets_at(db, period.last),
    )
