"""Lists of tasks."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from handlers.context import Answer, Context
from handlers.figures.actions import ShowAreas
from handlers.kit.reach import name_of, reach, within
from handlers.kit.screens import in_pairs, main_button, page_buttons
from handlers.kit.task_names import MARKS, area_name, button_title
from handlers.plan.actions import Choice, Filter, OfArea, OfPlan, ShowTask, ShowTasks
from handlers.plan.in_groups import seen_here
from handlers.replies import Button, Reply
from handlers.routing import LEADERS, STAFF
from handlers.words.catalogue import Keys
from handlers.words.formats import day, integer
from handlers.words.keys import STATE
from handlers.words.periods import period_label
from storage.ground.days.periods import Period
from storage.ground.text import shorten
from storage.plan.tasks import TaskRow, TaskState, plan_year, tasks_of_year, told_states

_FILTER = Keys("tasks.filter_{}", Filter)
PAGE = 8
SHARED = "🤝"  # another unit answers for it

FILTERS: Mapping[Filter, Callable[[TaskRow], bool]] = {
    Filter.ALL: lambda task: True,
    Filter.OVERDUE: lambda task: task.state is TaskState.OVERDUE,
    Filter.SOON: lambda task: task.due_soon,
    # Who answers is asked for reports, and nobody else.
    Filter.UNREPORTED: lambda task: task.is_own and not task.is_closed and not task.reported_this_month,
    Filter.DONE: lambda task: task.is_done,
}


@dataclass(frozen=True, slots=True)
class Listing:
    """What a list shows: a choice, a page, the period or year asked for, and of which unit."""

    choice: Choice
    page: int
    year: int
    period: Period | None
    unit_id: int | None = None

    def at(self, page: int, choice: Choice | None = None) -> ShowTasks:
        return ShowTasks(choice or self.choice, page, self.period or self.year, self.unit_id)


async def show_tasks(context: Context, action: ShowTasks) -> Answer:
    when = action.when
    if isinstance(when, Period):
        listing = Listing(action.choice, action.page, when.last.year, when, action.unit_id)
    else:
        year = await plan_year(context.db, context.today) if when is None else when
        listing = Listing(action.choice, action.page, year, None, action.unit_id)
    return await list_tasks(context, listing, replaces=True)


async def list_tasks(context: Context, listing: Listing, *, replaces: bool) -> Reply:
    units = await within(context, await reach(context, STAFF), listing.unit_id)
    when = listing.period.as_of(context.today) if listing.period else context.today
    everything = await tasks_of_year(context.db, sorted(units), listing.year, when, seen_here(context))
    everything.sort(key=lambda task: not task.is_own)
    found = [task for task in everything if _matches(task, listing.choice)]
    shown = found[listing.page * PAGE : (listing.page + 1) * PAGE]
    say = context.say
    rows: list[tuple[Button, ...]] = [
        (Button(_label(context, task), ShowTask(task.id, listing.period)),) for task in shown
    ]
    rows.append(page_buttons(say, listing.at, listing.page, len(found) > (listing.page + 1) * PAGE))
    rows += _filter_rows(context, listing, everything)
    text = _list_text(context, listing, found, everything)
    if listing.unit_id is not None:
        text = f"{await name_of(context, listing.unit_id)}\n{text}"
    return Reply(text, tuple(row for row in rows if row), replaces=replaces)


def _label(context: Context, task: TaskRow) -> str:
    label = f"{MARKS[task.state]} {'' if task.is_own else SHARED}{button_title(task)}"
    if task.open_days:
        label += context.say("tasks.occurrence", day=f"{task.open_days[0]:%d/%m}")
    return label


def _matches(task: TaskRow, choice: Choice) -> bool:
    match choice:
        case OfArea(area_id):
            return task.area_id == area_id
        case OfPlan(plan_id):
            return task.plan_id == plan_id
        case _:
            return FILTERS[choice](task)


def _list_text(context: Context, listing: Listing, found: Sequence[TaskRow], everything: Sequence[TaskRow]) -> str:
    say = context.say
    when = period_label(listing.period) if listing.period else say("tasks.year", year=listing.year)
    if not everything:
        return say("tasks.no_plan", when=when)
    if isinstance(listing.choice, Filter):
        name = say(_FILTER[listing.choice])
    else:
        one = found[0] if found else None
        text = one and (area_name(one) if isinstance(listing.choice, OfArea) else one.plan)
        name = shorten(text, 80) if text else say("tasks.filter_all")
    if not found:
        return say("tasks.none", name=name, when=when)
    states = told_states(Counter(task.state for task in found))
    legend = " ".join(f"{MARKS[state]} {say(STATE[state]).lower()}" for state in states)
    title = say("tasks.title", name=name, when=when, count=_count(context, found)) + "\n" + legend
    return f"{title}\n{say('tasks.as_of', day=day(found[0].as_of))}" if listing.period else title


def _count(context: Context, found: Sequence[TaskRow]) -> str:
    """`5 nhiệm vụ`; those for which other units answer are counted by themselves."""
    own, say = sum(task.is_own for task in found), context.say
    if own == len(found):
        return say("tasks.count", count=integer(own))
    return say("tasks.count_shared", count=integer(own), shared=integer(len(found) - own), mark=SHARED)


def _filter_rows(context: Context, listing: Listing, everything: Sequence[TaskRow]) -> list[tuple[Button, ...]]:
    say = context.say
    if listing.period and not LEADERS.isdisjoint(context.sender.roles):
        return [(Button(say("button.back_to_areas"), ShowAreas(listing.period, listing.unit_id)),)]
    others = [
        Button(f"{say(_FILTER[name])} ({count})", listing.at(0, name))
        for name, test in FILTERS.items()
        if name != listing.choice and (count := sum(map(test, everything)))
    ]
    back = [(Button(say("button.back_to_tasks"), ShowTasks()),)] if listing.period else []
    return [*in_pairs(others), *back, (main_button(say),)]
