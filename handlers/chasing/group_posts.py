"""What a unit's group is told: deadlines each morning, who has not reported, and the week. Only of the unit's own
tasks, and of those below it."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import date, timedelta

from handlers.chasing.digest import due_at
from handlers.chasing.months import HEADS_AFTER, unreported
from handlers.chasing.reminders import Due, due_stages, reminder, tasks_now
from handlers.kit.occasion import Occasion
from handlers.kit.staff import is_time
from handlers.kit.task_names import line_title
from handlers.plan.actions import Filter, ShowTasks
from handlers.replies import Button, Reply
from handlers.words.catalogue import Words
from handlers.words.formats import day, integer
from storage.figures.digest import news_of_week
from storage.ground.days.periods import Period
from storage.messages.notices import claim_notices
from storage.people.groups import GroupRow, all_groups
from storage.people.units import subtree
from storage.plan.tasks import TaskRow, TaskState

SHOWN = 8
_Posts = Callable[[Occasion, GroupRow, Sequence[TaskRow], set[int]], Awaitable[list[Reply]]]


async def post_to_groups(occasion: Occasion) -> None:
    """Once a morning, and the week on its own day."""
    groups = await all_groups(occasion.db)
    if not groups:
        return
    if is_time(occasion):
        await _once(occasion, groups, f"group:{occasion.today}", _morning)
    monday = occasion.today - timedelta(days=occasion.today.weekday())
    due = due_at(occasion, monday)
    if due is not None and occasion.now >= due and not occasion.office.is_quiet(occasion.now):
        told = [group for group in groups if group.confirmed_at and group.confirmed_at < due]
        await _once(occasion, told, f"group_week:{monday}", _week)


async def _once(occasion: Occasion, groups: Sequence[GroupRow], key: str, posts: _Posts) -> None:
    claimed = await claim_notices(occasion.db, [f"{key}:{group.id}" for group in groups], occasion.now)
    own = [group for group in groups if f"{key}:{group.id}" in claimed]
    tasks = await tasks_now(occasion) if own else []
    for group in own:
        units = await subtree(occasion.db, [group.unit_id or 0])
        for reply in await posts(occasion, group, [task for task in tasks if task.unit_id in units], units):
            occasion.post(group.channel, group.address, reply)


async def _morning(occasion: Occasion, group: GroupRow, tasks: Sequence[TaskRow], units: set[int]) -> list[Reply]:
    say = Words("vi")
    found: dict[str, Due] = {}
    for task in tasks:
        for due in due_stages(task, occasion.today, occasion.office.working_time):
            found[f"task:{task.id}:{due.name}:group:{group.id}"] = due
    claimed = await claim_notices(occasion.db, found, occasion.now)
    dues = [due for key, due in found.items() if key in claimed]
    replies = [_without_home(reminder(say, dues))] if dues else []
    if occasion.today.day >= occasion.office.report_day:
        replies += await _month(occasion, group, tasks)
    return replies


async def _month(occasion: Occasion, group: GroupRow, tasks: Sequence[TaskRow]) -> list[Reply]:
    """On the day on which the month's reports are asked for, and once more when the heads hear of them."""
    stage = "again" if occasion.today.day >= occasion.office.report_day + HEADS_AFTER else "first"
    open_ones = unreported(tasks)
    key = f"group_month:{occasion.today:%Y-%m}:{stage}:{group.id}"
    if not open_ones or not await claim_notices(occasion.db, [key], occasion.now):
        return []
    say = Words("vi")
    return [Reply("\n".join(_unreported_lines(say, open_ones, occasion.today)), _to_unreported(say))]


async def _week(occasion: Occasion, group: GroupRow, tasks: Sequence[TaskRow], units: set[int]) -> list[Reply]:
    say = Words("vi")
    monday = occasion.today - timedelta(days=occasion.today.weekday())
    week = Period(monday - timedelta(days=7), monday - timedelta(days=1))
    news = await news_of_week(occasion.db, units, week)
    lines = [
        say("groups.week", first=day(week.first), last=day(week.last), unit=group.unit or ""),
        say("digest.tasks", reports=integer(news.reports), tasks=integer(news.tasks), done=integer(news.done)),
    ]
    overdue = [task for task in tasks if task.state is TaskState.OVERDUE]
    open_ones = unreported(tasks)
    if overdue:
        lines += [say("groups.overdue", count=integer(len(overdue))), *_titles(say, overdue)]
    if open_ones:
        lines += _unreported_lines(say, open_ones, occasion.today)
    if not overdue and not open_ones:
        lines.append(say("groups.nothing_open"))
    return [Reply("\n".join(lines), ((Button(say("button.tasks"), ShowTasks()),),))]


def _unreported_lines(say: Words, tasks: Sequence[TaskRow], today: date) -> list[str]:
    return [say("groups.unreported", month=today.month, count=integer(len(tasks))), *_titles(say, tasks)]


def _titles(say: Words, tasks: Sequence[TaskRow]) -> list[str]:
    lines = [say("groups.task", number=task.number, title=line_title(task, 70)) for task in tasks[:SHOWN]]
    return lines if len(tasks) <= SHOWN else [*lines, say("groups.more", count=integer(len(tasks) - SHOWN))]


def _to_unreported(say: Words) -> tuple[tuple[Button, ...], ...]:
    return ((Button(say("button.tasks_unreported"), ShowTasks(Filter.UNREPORTED)),),)


def _without_home(reply: Reply) -> Reply:
    """The home screen is everybody's own."""
    return Reply(reply.text, reply.rows[:-1])
