"""Lists of tasks."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from handlers.context import Answer, Context
from handlers.figures.period_words import period_label
from handlers.menus import in_pairs, main_button, page_buttons
from handlers.numbers import day, integer
from handlers.plan.task_names import area_name, button_title
from handlers.reach import reach
from handlers.replies import Button, Reply
from handlers.routing import LEADERS, STAFF
from storage.days.periods import Period
from storage.plan.task_units import Access
from storage.plan.tasks import TaskRow, TaskState, plan_year, tasks_of_year
from storage.refusals import Refusal
from storage.text import shorten

PAGE = 8
_PART = re.compile(r"(area|plan)\d{1,9}", re.ASCII)
MARKS = {
    TaskState.DONE: "✅",
    TaskState.DONE_LATE: "☑️",
    TaskState.DOING: "🔵",
    TaskState.UNREPORTED: "⚪",
    TaskState.OVERDUE: "🔴",
}

SHARED = "🤝"  # another unit answers for it

FILTERS: dict[str, Callable[[TaskRow], bool]] = {
    "all": lambda task: True,
    "overdue": lambda task: task.state is TaskState.OVERDUE,
    "soon": lambda task: task.due_soon,
    # Who answers is asked for reports, and nobody else.
    "unreported": lambda task: task.is_own and not task.is_done and not task.reported_this_month,
}


# `area12`, `plan3`
_OF: dict[str, Callable[[TaskRow], int]] = {"area": lambda task: task.area_id, "plan": lambda task: task.plan_id}


@dataclass(frozen=True, slots=True)
class Listing:
    """What a list shows: a filter's name (or `area<ID>`, `plan<ID>`), a page, and the period or year asked for."""

    filter: str
    page: int
    year: int
    period: Period | None

    def action(self, page: int | str) -> str:
        return f"tasks:{self.filter}:{page}:{self.period.code if self.period else self.year}"


async def show_tasks(context: Context, argument: str) -> Answer:
    if not argument or argument in FILTERS:
        year = await plan_year(context.db, context.today)
        return await list_tasks(context, Listing(argument or "all", 0, year, None), replaces=True)
    return await list_tasks(context, _read_listing(argument), replaces=True)


def _read_listing(argument: str) -> Listing:
    name, _, rest = argument.partition(":")
    page, _, when = rest.partition(":")
    known = name in FILTERS or _PART.fullmatch(name) is not None
    if not (known and page.isascii() and page.isdecimal() and len(page) < 6):
        raise Refusal("button.stale")
    try:
        period = None if len(when) == 4 else Period.from_code(when)
        year = period.last.year if period else int(when)
    except ValueError:
        raise Refusal("button.stale") from None
    return Listing(name, int(page), year, period)


async def list_tasks(context: Context, listing: Listing, *, replaces: bool) -> Reply:
    units = await reach(context, STAFF)
    when = listing.period.as_of(context.today) if listing.period else context.today
    everything = await tasks_of_year(context.db, sorted(units), listing.year, when, Access.SEES)
    everything.sort(key=lambda task: not task.is_own)
    found = [task for task in everything if _matches(task, listing.filter)]
    shown = found[listing.page * PAGE : (listing.page + 1) * PAGE]
    say = context.say
    suffix = f":{listing.period.code}" if listing.period else ""
    rows: list[tuple[Button, ...]] = [
        (Button(_label(context, task), action=f"task:{task.id}{suffix}"),) for task in shown
    ]
    rows.append(page_buttons(say, listing.action("{}"), listing.page, len(found) > (listing.page + 1) * PAGE))
    rows += _filter_rows(context, listing, everything)
    text = _list_text(context, listing, found, everything)
    return Reply(text, tuple(row for row in rows if row), replaces=replaces)


def _label(context: Context, task: TaskRow) -> str:
    label = f"{MARKS[task.state]} {'' if task.is_own else SHARED}{button_title(task)}"
    if task.open_days:
        label += context.say("tasks.occurrence", day=f"{task.open_days[0]:%d/%m}")
    return label


def _matches(task: TaskRow, name: str) -> bool:
    return _OF[name[:4]](task) == int(name[4:]) if name[:4] in _OF else FILTERS[name](task)


def _list_text(context: Context, listing: Listing, found: Sequence[TaskRow], everything: Sequence[TaskRow]) -> str:
    say = context.say
    when = period_label(listing.period) if listing.period else say("tasks.year", year=listing.year)
    if not everything:
        return say("tasks.no_plan", when=when)
    if listing.filter[:4] in _OF:
        one = found[0] if found else None
        text = one and (area_name(one) if listing.filter.startswith("area") else one.plan)
        name = shorten(text, 80) if text else say("tasks.filter_all")
    else:
        name = say(f"tasks.filter_{listing.filter}")
    if not found:
        return say("tasks.none", name=name, when=when)
    legend = " ".join(f"{mark} {say(f'state.{state}').lower()}" for state, mark in MARKS.items())
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
        return [(Button(say("button.back_to_areas"), action=f"areas:{listing.period.code}"),)]
    others = [
        Button(f"{say(f'tasks.filter_{name}')} ({count})", action=replace(listing, filter=name).action(0))
        for name, test in FILTERS.items()
        if name != listing.filter and (count := sum(map(test, everything)))
    ]
    back = [(Button(say("button.back_to_tasks"), action="tasks"),)] if listing.period else []
    return [*in_pairs(others), *back, (main_button(say),)]
