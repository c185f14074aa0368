"""What needs somebody's decision, first on the summary: each line with what to do about it in one tap."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from handlers.cases.actions import Assign, ChooseExtension, ExtendCase, ShowCase, ShowCases
from handlers.chasing.actions import NudgeOverdue
from handlers.figures.actions import ShowChannels, ShowLate, ShowUnhappy
from handlers.figures.gathering import Figures
from handlers.kit.actions import Action
from handlers.kit.task_names import listed_numbers
from handlers.performance.actions import ShowWaiting
from handlers.plan.actions import Filter, ShowTasks
from handlers.registers.actions import ShowIncidents, Which
from handlers.replies import Button, Heading
from handlers.words.catalogue import Words
from handlers.words.formats import integer
from storage.cases.lists import CaseFilter


@dataclass(frozen=True, slots=True)
class Need:
    line: str
    buttons: tuple[Button, ...]


def needs_lines(
    say: Words, figures: Figures, needs: Sequence[Need] | None = None, *, directs: bool = True
) -> list[str]:
    """`directs`: read by who directs; the officer is told what deserves attention."""
    found = needs_of(say, figures) if needs is None else needs
    if found:
        return [Heading(say("needs.title" if directs else "needs.title_officer")), *(need.line for need in found)]
    if not figures.has_data:
        return [say("needs.no_data")]
    return [Heading(say("needs.nothing" if directs else "needs.nothing_officer"))]


def checks_need(say: Words, count: int) -> Need:
    """Tasks reported as done that the leader has not looked at yet."""
    return Need(say("needs.checks", count=integer(count)), (Button(say("button.checks"), ShowWaiting()),))


def needs_of(say: Words, figures: Figures, unit_id: int | None = None) -> list[Need]:
    """`unit_id`: whose figures these are, where they are of one unit."""
    return [
        *_tasks(say, figures, unit_id),
        *_cases(say, figures, unit_id),
        *_dossiers(say, figures, unit_id),
        *_ratings(say, figures, unit_id),
        *_incidents(say, figures, unit_id),
    ]


def _tasks(say: Words, figures: Figures, unit_id: int | None) -> Iterator[Need]:
    overdue, carried = figures.overdue, figures.carried
    if overdue:
        count = integer(len(overdue))
        yield Need(
            say("needs.overdue", count=count, numbers=listed_numbers(overdue)),
            (
                Button(say("button.need_nudge"), NudgeOverdue(unit_id)),
                Button(say("button.overdue", count=count), ShowTasks(Filter.OVERDUE, 0, figures.period, unit_id)),
            ),
        )
    if carried:
        values = {"count": integer(len(carried)), "numbers": listed_numbers(carried)}
        year = figures.year - 1
        button = Button(say("button.need_carried", year=year), ShowTasks(Filter.OVERDUE, 0, year, unit_id))
        yield Need(say("needs.carried", year=year, **values), (button,))


def _cases(say: Words, figures: Figures, unit_id: int | None) -> Iterator[Need]:
    waiting, late = figures.unassigned, figures.overdue_cases
    if waiting:
        count = integer(len(waiting))
        give = Assign(waiting[0].id, 0) if len(waiting) == 1 else ShowCases(CaseFilter.NEW, 0, unit_id)
        yield Need(say("needs.unassigned", count=count), (Button(say("button.need_assign", count=count), give),))
    if figures.cases.overdue:
        see: Action = ShowCases(CaseFilter.OVERDUE, 0, unit_id)
        button = Button(say("button.need_cases", count=integer(figures.cases.overdue)), see)
        if len(late) == 1:
            button = Button(say("button.need_case", code=late[0].code), ShowCase(late[0].id))
        extend = [case for case in late if case.can_be_extended]
        more = [Button(say("button.need_extend"), ExtendCase(extend[0].id))] if len(extend) == 1 else []
        if len(extend) > 1:
            more = [Button(say("button.need_extend_some", count=integer(len(extend))), ChooseExtension(unit_id))]
        yield Need(say("needs.cases", count=integer(figures.cases.overdue)), (button, *more))


def _dossiers(say: Words, figures: Figures, unit_id: int | None) -> Iterator[Need]:
    owed = figures.dossiers.late_in_all - figures.dossiers.letters_in_all
    if owed > 0:
        label = say("button.late", count=integer(figures.late_in_all))
        yield Need(say("needs.letters", count=integer(owed)), (Button(label, ShowLate(figures.period, 0, unit_id)),))


def _ratings(say: Words, figures: Figures, unit_id: int | None) -> Iterator[Need]:
    ratings, received, period = figures.ratings, figures.dossiers.received, figures.period
    targets = figures.targets
    if targets.satisfies(ratings.satisfied, ratings.rated) is False:
        yield Need(say("needs.satisfaction"), (Button(say("button.unhappy"), ShowUnhappy(period, 0, unit_id)),))
    if targets.takes_part(ratings.rated, received) is False:
        missing = -(-targets.participation * received // 100) - ratings.rated
        button = Button(say("button.channels"), ShowChannels(period, unit_id))
        yield Need(say("needs.participation", count=integer(missing)), (button,))


def _incidents(say: Words, figures: Figures, unit_id: int | None) -> Iterator[Need]:
    if figures.open_incidents:
        line = say("needs.incidents", count=integer(figures.open_incidents))
        see = ShowIncidents() if unit_id is None else ShowIncidents(Which.OPEN, 0, unit_id)
        yield Need(line, (Button(say("button.need_incidents"), see),))
