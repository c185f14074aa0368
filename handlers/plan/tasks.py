"""Lists of tasks, and one task."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from handlers.actions import numbers
from handlers.context import Answer, Context
from handlers.figures.period_words import period_label
from handlers.menus import in_pairs, main_button, page_buttons
from handlers.numbers import day, integer
from handlers.reach import reach
from handlers.replies import Button, Reply, Rows
from handlers.routing import REPORTERS, STAFF
from handlers.search.tasks import search_command
from storage import progress
from storage.models import ProgressState, Role
from storage.periods import Period
from storage.refusals import Refusal
from storage.summary import as_of
from storage.tasks import TaskRow, TaskState, find_task, find_task_by_number, plan_year, tasks_of_year
from storage.text import fold, folded_words, shorten

PAGE = 8
MARKS = {TaskState.DONE: "✅", TaskState.DOING: "🔵", TaskState.UNREPORTED: "⚪", TaskState.OVERDUE: "🔴"}

FILTERS: dict[str, Callable[[TaskRow], bool]] = {
    "all": lambda task: True,
    "overdue": lambda task: task.state is TaskState.OVERDUE,
    "soon": lambda task: task.due_soon,
    "unreported": lambda task: task.state is not TaskState.DONE and not task.reported_this_month,
}
_FILTER_WORDS = {"qua han": "overdue", "tre": "overdue", "sap": "soon", "chua": "unreported"}


@dataclass(frozen=True, slots=True)
class Listing:
    """What a list shows: a filter's name (or `area<ID>`), a page, and the period or year it is asked for."""

    filter: str
    page: int
    year: int
    period: Period | None

    def action(self, page: int | str) -> str:
        return f"tasks:{self.filter}:{page}:{self.period.code if self.period else self.year}"


async def tasks_command(context: Context, argument: str) -> Answer:
    """`/nhiemvu`, `/nhiemvu quá hạn`, `/nhiemvu 2026`, `/nhiemvu tìm bưu chính`."""
    folded = fold(argument)
    first, *words = folded_words(argument) or [""]
    if first == "tim":
        return await search_command(context, " ".join(words))
    name = next((name for words, name in _FILTER_WORDS.items() if words in folded), "all")
    year = next((int(word) for word in folded.split() if word.isdecimal() and len(word) == 4), None)
    if year is None:
        year = await plan_year(context.db, context.today)
    return await _list(context, Listing(name, 0, year, None), replaces=False)


async def show_tasks(context: Context, argument: str) -> Answer:
    if not argument or argument in FILTERS:
        year = await plan_year(context.db, context.today)
        return await _list(context, Listing(argument or "all", 0, year, None), replaces=True)
    return await _list(context, _read_listing(argument), replaces=True)


def _read_listing(argument: str) -> Listing:
    name, _, rest = argument.partition(":")
    page, _, when = rest.partition(":")
    known = name in FILTERS or (name.startswith("area") and name[4:].isdecimal() and name.isascii())
    if not (known and page.isascii() and page.isdecimal() and len(page) < 6):
        raise Refusal("button.stale")
    try:
        period = None if len(when) == 4 else Period.from_code(when)
        year = period.last.year if period else int(when)
    except ValueError:
        raise Refusal("button.stale") from None
    return Listing(name, int(page), year, period)


async def _list(context: Context, listing: Listing, *, replaces: bool) -> Reply:
    units = await reach(context, STAFF)
    when = as_of(listing.period, context.today) if listing.period else context.today
    everything = await tasks_of_year(context.db, sorted(units), listing.year, when)
    found = [task for task in everything if _matches(task, listing.filter)]
    shown = found[listing.page * PAGE : (listing.page + 1) * PAGE]
    say = context.say
    suffix = f":{listing.period.code}" if listing.period else ""
    rows: list[tuple[Button, ...]] = [
        (Button(f"{MARKS[task.state]} {task.number}. {shorten(task.title, 48)}", action=f"task:{task.id}{suffix}"),)
        for task in shown
    ]
    rows.append(page_buttons(say, listing.action("{}"), listing.page, len(found) > (listing.page + 1) * PAGE))
    rows += _filter_rows(context, listing, everything)
    text = _list_text(context, listing, found, everything)
    return Reply(text, tuple(row for row in rows if row), replaces=replaces)


def _matches(task: TaskRow, name: str) -> bool:
    return task.area_id == int(name[4:]) if name.startswith("area") else FILTERS[name](task)


def _list_text(context: Context, listing: Listing, found: Sequence[TaskRow], everything: Sequence[TaskRow]) -> str:
    say = context.say
    when = period_label(listing.period) if listing.period else say("tasks.year", year=listing.year)
    if not everything:
        return say("tasks.no_plan", when=when)
    if listing.filter.startswith("area"):
        name = shorten(found[0].area, 80) if found else say("tasks.filter_all")
    else:
        name = say(f"tasks.filter_{listing.filter}")
    if not found:
        return say("tasks.none", name=name, when=when)
    legend = " ".join(f"{mark} {say(f'state.{state}').lower()}" for state, mark in MARKS.items())
    return say("tasks.title", name=name, when=when, count=integer(len(found))) + "\n" + legend


def _filter_rows(context: Context, listing: Listing, everything: Sequence[TaskRow]) -> list[tuple[Button, ...]]:
    say = context.say
    if listing.period:
        return [(Button(say("button.back_to_areas"), action=f"areas:{listing.period.code}"),)]
    others = [
        Button(f"{say(f'tasks.filter_{name}')} ({count})", action=f"tasks:{name}:0:{listing.year}")
        for name, test in FILTERS.items()
        if name != listing.filter and (count := sum(map(test, everything)))
    ]
    return [*in_pairs(others), (main_button(say),)]


async def task_command(context: Context, argument: str) -> Answer:
    """`/tiendo 12`; with more after the number it is a report (`/tiendo 12 80% …`)."""
    from handlers.plan.reporting import read_report

    if not argument:
        return await show_tasks(context, "")
    answer = await read_report(context, argument)
    if answer is None:
        raise Refusal("task.which_number")
    return answer


async def open_by_number(context: Context, number: int) -> Answer:
    units = await reach(context, STAFF)
    year = await plan_year(context.db, context.today)
    task = await find_task_by_number(context.db, sorted(units), year, number, context.today)
    return await task_reply(context, task, None)


async def show_task(context: Context, argument: str) -> Answer:
    """`task:ID` or, from a period's lists, `task:ID:PERIOD`."""
    number, _, code = argument.partition(":")
    (task_id,) = numbers(number, 1)
    period = _period_or_none(code)
    units = await reach(context, STAFF)
    when = as_of(period, context.today) if period else context.today
    task = await find_task(context.db, sorted(units), task_id, when)
    return await task_reply(context, task, period, replaces=True)


def _period_or_none(code: str) -> Period | None:
    try:
        return Period.from_code(code) if code else None
    except ValueError:
        raise Refusal("button.stale") from None


async def task_reply(context: Context, task: TaskRow, period: Period | None, *, replaces: bool = False) -> Reply:
    newest = await progress.history(context.db, task.id, task.as_of, limit=1)
    return Reply(
        "\n".join(_task_lines(context, task, newest)), await _task_rows(context, task, period), replaces=replaces
    )


def _task_lines(context: Context, task: TaskRow, newest: Sequence[progress.ProgressRow]) -> list[str]:
    say = context.say
    lines = [say("task.title", number=task.number, title=shorten(task.title, 600)), task.area, ""]
    if task.product:
        lines.append(say("task.product", product=shorten(task.product, 300)))
    deadline = task.deadline_text or say("task.no_deadline")
    lines.append(say("task.deadline", deadline=shorten(deadline, 120)))
    lines.append(say("task.unit", unit=task.unit))
    lines.append(f"{MARKS[task.state]} {state_words(context, task)}")
    if task.note:
        lines.append(say("task.note", note=shorten(task.note, 300)))
    for report in newest:
        lines += ["", say("task.newest", day=day(report.reported_on)), report_words(context, report)]
    return lines


def state_words(context: Context, task: TaskRow) -> str:
    words = context.say(f"state.{task.state}")
    known = task.last_percent is not None and task.state is not TaskState.DONE
    return f"{words} ({task.last_percent}%)" if known else words


def report_words(context: Context, report: progress.ProgressRow) -> str:
    """`Đang thực hiện 80% – Đã ký biên bản`."""
    words = context.say(f"progress.{report.state}")
    if report.percent is not None and report.state is ProgressState.DOING:
        words += f" {report.percent}%"
    return f"{words} – {shorten(report.text, 500)}" if report.text else words


async def _task_rows(context: Context, task: TaskRow, period: Period | None) -> Rows:
    say = context.say
    rows: list[tuple[Button, ...]] = []
    if not REPORTERS.isdisjoint(context.sender.roles):
        states = (ProgressState.DONE, ProgressState.DOING, ProgressState.NOTHING)
        rows.append(tuple(Button(say(f"button.{state}"), action=f"report:{task.id}:{state}") for state in states))
        rows.append((Button(say("button.write"), action=f"report_text:{task.id}"),))
    if Role.OFFICER in context.sender.roles:
        rows.append((Button(say("button.lead"), action=f"lead:{task.id}"),))
    history = [Button(say("button.history"), action=f"history:{task.id}:0")]
    if await progress.files_of_task(context.db, task.id, 1):
        history.append(Button(say("button.files"), action=f"files:{task.id}"))
    rows.append(tuple(history))
    back = f"tasks:area{task.area_id}:0:{period.code}" if period else "tasks"
    rows.append((Button(say("button.back_to_tasks"), action=back),))
    return tuple(rows)


async def show_history(context: Context, argument: str) -> Answer:
    task_id, page = numbers(argument, 2)
    units = await reach(context, STAFF)
    task = await find_task(context.db, sorted(units), task_id, context.today)
    reports = await progress.history(context.db, task.id, context.today, PAGE + 1, page * PAGE)
    say = context.say
    lines = [say("history.title", number=task.number, title=shorten(task.title, 120)), ""]
    for report in reports[:PAGE]:
        who = report.reporter or say("history.somebody")
        files = say("history.files", count=report.files) if report.files else ""
        lines += [f"• {day(report.reported_on)} · {who}{files}", f"  {shorten(report_words(context, report), 300)}"]
    if not reports:
        lines.append(say("history.none"))
    rows = [page_buttons(say, f"history:{task.id}:{{}}", page, len(reports) > PAGE)]
    own = [report for report in reports[:PAGE] if report.person_id == context.sender.id]
    rows += [(Button(say("button.correct_of", day=day(r.reported_on)), action=f"correct:{r.id}"),) for r in own[:4]]
    rows.append((Button(say("button.back_to_task"), action=f"task:{task.id}"),))
    return Reply("\n".join(lines), tuple(row for row in rows if row), replaces=True)


async def show_files(context: Context, argument: str) -> Answer:
    """The newest files of a task, each as a message of its own."""
    (task_id,) = numbers(argument, 1)
    units = await reach(context, STAFF)
    task = await find_task(context.db, sorted(units), task_id, context.today)
    found = await progress.files_of_task(context.db, task.id, 5)
    if not found:
        raise Refusal("file.gone")
    return [Reply(f"{task.number}. {name}", file_id=file_id) for file_id, name in found]
