"""The figures of a period in words: the same for the chat and the command line."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from handlers.figures.task_lines import task_lines
from handlers.kit.task_names import listed_numbers
from handlers.words.catalogue import Keys, Words
from handlers.words.formats import day, integer, percent
from handlers.words.lines import channel_name
from handlers.words.periods import period_label
from storage.cases.counts import CaseFigures, case_counts
from storage.database import Connection
from storage.dossiers.imports_running import Running
from storage.figures.summary import (
    Apart,
    ChannelFigures,
    DossierFigures,
    OutsideTotalRow,
    RatingFigures,
    dossier_figures,
    rating_figures,
)
from storage.ground.days.periods import Period
from storage.plan.tasks import TaskRow, TaskState, carried_over, tasks_of_year
from storage.registers.incidents import count_open_incidents

_APART_NAMES = ("waiting", "refused", "withdrawn")
_APART = Keys("apart.{}", _APART_NAMES)
SATISFACTION_TARGET = 85
PARTICIPATION_TARGET = 40


@dataclass(frozen=True, slots=True)
class Figures:
    period: Period
    year: int
    tasks: Sequence[TaskRow]
    carried: Sequence[TaskRow]
    dossiers: DossierFigures
    ratings: RatingFigures
    cases: CaseFigures
    open_incidents: int

    @property
    def late_in_all(self) -> int:
        return self.dossiers.late + self.dossiers.late_earlier

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
    )


def summary_text(say: Words, unit: str, figures: Figures, today: date, running: Running | None = None) -> str:
    """What needs a decision comes first: ten seconds may be all there are. `running`: dossiers being written now."""
    title = [say("summary.title", period=period_label(figures.period)), unit]
    if figures.period.first <= today < figures.period.last:
        title[-1] = say("summary.running", unit=unit, day=day(today))
    if figures.period.first > today:
        parts = [title, [say("summary.to_come")], task_lines(say, figures.year, figures.tasks)]
    else:
        parts = [
            title,
            needs(say, figures),
            task_lines(say, figures.year, figures.tasks),
            _dossier_lines(say, figures.dossiers, running),
        ]
        parts.append([*_rating_lines(say, figures), case_line(say, figures.cases)])
    return "\n\n".join("\n".join(part) for part in parts if part)


def share(say: Words, part: int | None, whole: int) -> str:
    """A rate, or that there is none: never 0% or 100% of nothing, or of what nobody knows."""
    return (None if part is None else percent(part, whole)) or say("no_figures")


def _dossier_lines(say: Words, dossiers: DossierFigures, running: Running | None) -> list[str]:
    lines = [say("summary.dossiers", received=integer(dossiers.received), returned=integer(dossiers.returned))]
    letters, late = dossiers.letters, dossiers.late
    if late:
        owed = say("summary.letters", letters=integer(letters), late=integer(late), share=share(say, letters, late))
    else:
        owed = say("summary.no_letters_owed")
    lines.append(f"{say('summary.late', late=integer(late), share=share(say, late, dossiers.received))} · {owed}")
    if dossiers.late_earlier:
        lines.append(say("summary.late_earlier", late=integer(dossiers.late_earlier)))
    if not dossiers.apart.is_empty:
        lines.append(say("summary.apart", counts=" · ".join(apart_counts(say, dossiers.apart))))
    if running is not None:
        lines.append(say("summary.importing", **running_counts(running)))
    return lines


def apart_counts(say: Words, apart: Apart) -> list[str]:
    """Only the counts that are not zero: most periods have none."""
    counts = {name: getattr(apart, name) for name in _APART_NAMES}
    return [say(_APART[name], count=integer(count)) for name, count in counts.items() if count]


def running_counts(running: Running) -> dict[str, str]:
    return {"done": integer(running.done), "rows": integer(running.rows)}


def case_line(say: Words, cases: CaseFigures) -> str:
    """Zero cases is a sentence, not an empty line."""
    if not cases.received and not cases.open_earlier:
        return say("summary.no_cases")
    counts = {name: integer(getattr(cases, name)) for name in ("received", "answered", "open", "open_earlier")}
    line = say("summary.cases", **counts)
    return line + say("summary.cases_earlier", **counts) if cases.open_earlier else line


def _against(say: Words, part: int, whole: int, target: int) -> str:
    if not whole:
        return ""
    key = "summary.target_met" if part * 100 >= target * whole else "summary.target_missed"
    return say(key, target=integer(target))


def _rating_lines(say: Words, figures: Figures) -> list[str]:
    ratings, received = figures.ratings, figures.dossiers.received
    satisfied, rated = ratings.satisfied, ratings.rated
    if rated:
        line = say(
            "summary.satisfied",
            satisfied=integer(satisfied),
            rated=integer(rated),
            share=share(say, satisfied, rated),
            target=_against(say, satisfied, rated, SATISFACTION_TARGET),
        )
    else:
        line = say("summary.nobody_rated")
    lines = [line, *(_channel_line(say, channel) for channel in ratings.channels)]
    lines += _not_counted_lines(say, ratings.not_counted)
    participation = say(
        "summary.participation",
        rated=integer(rated),
        received=integer(received),
        share=share(say, rated, received),
        target=_against(say, rated, received, PARTICIPATION_TARGET),
    )
    return [*lines, participation, *_honest_lines(say, figures)]


def _honest_lines(say: Words, figures: Figures) -> list[str]:
    """Beside the city's index: how many persons that was, and how many dossiers it covers, over what was returned."""
    ratings, returned = figures.ratings, figures.dossiers.returned
    if not returned or not ratings.rated:
        return []
    values = {"rated": ratings.rated, "persons": ratings.persons, "covered": ratings.covered}
    counts = {name: integer(value or 0) for name, value in values.items()}
    shares = {f"{name}_share": share(say, value, returned) for name, value in values.items()}
    key = "summary.honest_none" if ratings.persons is None else "summary.honest"
    return [say(key, returned=integer(returned), **counts, **shares)]


def _not_counted_lines(say: Words, totals: Sequence[OutsideTotalRow]) -> list[str]:
    """One line for each period for which outside totals were given."""
    lines = []
    for first, last in sorted({(total.first, total.last) for total in totals}):
        names = [
            f"{total.channel} {integer(total.satisfied)}/{integer(total.rated)}"
            for total in totals
            if (total.first, total.last) == (first, last)
        ]
        lines.append(say("summary.not_counted", first=day(first), last=day(last), totals=", ".join(names)))
    return lines


def _channel_line(say: Words, channel: ChannelFigures) -> str:
    name = channel_name(say, channel)
    rate = share(say, channel.satisfied, channel.rated)
    counts = {"satisfied": integer(channel.satisfied), "rated": integer(channel.rated)}
    return say("summary.channel", name=name, **counts, share=rate)


def needs(say: Words, figures: Figures) -> list[str]:
    """What needs the director now."""
    lines = []
    overdue, carried = figures.overdue, figures.carried
    if overdue:
        lines.append(say("needs.overdue", count=integer(len(overdue)), numbers=listed_numbers(overdue)))
    if carried:
        values = {"count": integer(len(carried)), "numbers": listed_numbers(carried)}
        lines.append(say("needs.carried", year=figures.year - 1, **values))
    owed = figures.dossiers.late - figures.dossiers.letters
    if owed > 0:
        lines.append(say("needs.letters", count=integer(owed)))
    ratings = figures.ratings
    if ratings.rated and ratings.satisfied * 100 < SATISFACTION_TARGET * ratings.rated:
        lines.append(say("needs.satisfaction"))
    if figures.dossiers.received and ratings.rated * 100 < PARTICIPATION_TARGET * figures.dossiers.received:
        missing = -(-PARTICIPATION_TARGET * figures.dossiers.received // 100) - ratings.rated
        lines.append(say("needs.participation", count=integer(missing)))
    if figures.cases.overdue:
        lines.append(say("needs.cases", count=integer(figures.cases.overdue)))
    if figures.open_incidents:
        lines.append(say("needs.incidents", count=integer(figures.open_incidents)))
    if lines:
        return [say("needs.title"), *lines]
    return [say("needs.nothing" if figures.has_data else "needs.no_data")]
