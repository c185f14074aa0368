"""What needs somebody's decision, first on the summary: each line with what to do about it in one tap."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from handlers.cases.actions import Assign, ExtendCase, ShowCase, ShowCases
from handlers.chasing.actions import NudgeOverdue
from handlers.figures.actions import ShowChannels, ShowLate, ShowUnhappy
from handlers.figures.gathering import PARTICIPATION_TARGET, SATISFACTION_TARGET, Figures
from handlers.kit.actions import Action
from handlers.kit.task_names import listed_numbers
from handlers.plan.actions import Filter, ShowTasks
from handlers.registers.actions import ShowIncidents
from handlers.replies import Button, Heading
from handlers.words.catalogue import Words
from handlers.words.formats import integer
from storage.cases.lists import CaseFilter

_OF_ALL = frozenset(kind.name for kind in (ShowTasks, ShowCases, ShowUnhappy, ShowIncidents))


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


def needs_of(say: Words, figures: Figures, unit_id: int | None = None) -> list[Need]:
    """`unit_id`: of one unit; lists that know no unit are left out then."""
    found = list(_needs(say, figures, unit_id))
    if unit_id is None:
        return found
    return [replace(need, buttons=tuple(one for one in need.buttons if not _is_of_all(one))) for need in found]


def _is_of_all(button: Button) -> bool:
    return button.action.partition(":")[0] in _OF_ALL


def _needs(say: Words, figures: Figures, unit_id: int | None) -> Iterator[Need]:
    yield from _tasks(say, figures, unit_id)
    yield from _cases(say, figures)
    yield from _dossiers(say, figures, unit_id)
    yield from _ratings(say, figures, unit_id)
    if figures.open_incidents:
        line = say("needs.incidents", count=integer(figures.open_incidents))
        yield Need(line, (Button(say("button.need_incidents"), ShowIncidents()),))


def _tasks(say: Words, figures: Figures, unit_id: int | None) -> Iterator[Need]:
    overdue, carried = figures.overdue, figures.carried
    if overdue:
        count = integer(len(overdue))
        yield Need(
            say("needs.overdue", count=count, numbers=listed_numbers(overdue)),
            (
                Button(say("button.need_nudge"), NudgeOverdue(unit_id)),
                Button(say("button.overdue", count=count), ShowTasks(Filter.OVERDUE, 0, figures.period)),
            ),
        )
    if carried:
        values = {"count": integer(len(carried)), "numbers": listed_numbers(carried)}
        year = figures.year - 1
        button = Button(say("button.need_carried", year=year), ShowTasks(Filter.OVERDUE, 0, year))
        yield Need(say("needs.carried", year=year, **values), (button,))


def _cases(say: Words, figures: Figures) -> Iterator[Need]:
    waiting = figures.unassigned
    if waiting:
        count = integer(len(waiting))
        give = Assign(waiting[0].id, 0) if len(waiting) == 1 else ShowCases(CaseFilter.NEW, 0)
        yield Need(say("needs.unassigned", count=count), (Button(say("button.need_assign", count=count), give),))
    if figures.cases.overdue:
        late = figures.overdue_cases
        see: Action = ShowCases(CaseFilter.OVERDUE, 0)
        buttons = [Button(say("button.need_cases", count=integer(figures.cases.overdue)), see)]
        if len(late) == 1:
            buttons = [Button(say("button.need_case", code=late[0].code), ShowCase(late[0].id))]
            if late[0].can_be_extended:
                buttons.append(Button(say("button.need_extend"), ExtendCase(late[0].id)))
        yield Need(say("needs.cases", count=integer(figures.cases.overdue)), tuple(buttons))


def _dossiers(say: Words, figures: Figures, unit_id: int | None) -> Iterator[Need]:
    owed = figures.dossiers.late - figures.dossiers.letters
    if owed > 0:
        label = say("button.late", count=integer(figures.late_in_all))
        yield Need(say("needs.letters", count=integer(owed)), (Button(label, ShowLate(figures.period, 0, unit_id)),))


def _ratings(say: Words, figures: Figures, unit_id: int | None) -> Iterator[Need]:
    ratings, received, period = figures.ratings, figures.dossiers.received, figures.period
    if ratings.rated and ratings.satisfied * 100 < SATISFACTION_TARGET * ratings.rated:
        yield Need(say("needs.satisfaction"), (Button(say("button.unhappy"), ShowUnhappy(period, 0)),))
    if received and ratings.rated * 100 < PARTICIPATION_TARGET * received:
        missing = -(-PARTICIPATION_TARGET * received // 100) - ratings.rated
        button = Button(say("button.channels"), ShowChannels(period, unit_id))
        yield Need(say("needs.participation", count=integer(missing)), (button,))
