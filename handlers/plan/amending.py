"""The last report is put right, moved to the task that was meant, or taken back, in words."""

from datetime import timedelta

from handlers.context import Answer, Context
from handlers.kit.screens import screen
from handlers.plan.actions import Correct, ShowTasks, UndoReport
from handlers.plan.amendments import Amendment, read_amendment
from handlers.plan.corrections import correct, undo
from handlers.plan.days_ahead import doubted_by_day
from handlers.plan.known_task import about
from handlers.plan.stored import corrected, move_report, own_report, writable_by_number
from handlers.replies import Button
from handlers.routing import REPORTERS
from storage.ground.refusals import Refusal
from storage.models import ProgressState
from storage.plan import progress
from storage.plan.progress import ProgressChange, ProgressRow
from storage.plan.tasks import TaskRow

# Later nobody remembers which one was the last: then it is chosen from the task's history.
REMEMBERED = timedelta(days=1)
MOST_PERCENT = 100


async def read_amended(context: Context, text: str) -> Answer | None:
    """None for what is said of something else, or by somebody who reports nothing."""
    if REPORTERS.isdisjoint(context.sender.roles):
        return None
    said = read_amendment(text)
    if said is None:
        return None
    said = await _without_task(context, said)
    found = await _meant(context, said)
    if found is None:
        tasks = Button(context.say("button.tasks"), ShowTasks())
        return screen(context.say, context.say("report.nothing_to_amend"), [tasks])
    if said.takes_back:
        return await undo(context, UndoReport(found.id))
    if said.to:
        return await _move(context, found, said.to)
    return await _correct(context, found, said.text)


async def _without_task(context: Context, said: Amendment) -> Amendment:
    """`nhầm, 60 thôi` where there is no task 60, and `không phải 80 mà là 20` where the last report said 80%: the
    percentage is meant."""
    number = said.to or said.on
    if not said.bare or number > MOST_PERCENT:
        return said
    meant = Amendment(on=said.on if said.to else 0, text=f"{number}%")
    last = await progress.last_of(context.db, context.sender.id, context.now - REMEMBERED)
    if last is not None and said.instead and last.percent == said.instead:
        _, task = await own_report(context, last.id)
        if task.number != said.instead:
            return meant
    try:
        await writable_by_number(context, number)
    except Refusal:
        return meant
    return said


async def _meant(context: Context, said: Amendment) -> ProgressRow | None:
    """The newest report of the sender, on the task that is named."""
    since = context.now - REMEMBERED
    if not said.on:
        return await progress.last_of(context.db, context.sender.id, since)
    try:
        tasks = await writable_by_number(context, said.on)
    except Refusal:
        return None
    return await progress.last_of(context.db, context.sender.id, since, [task.id for task in tasks])


async def _correct(context: Context, report: ProgressRow, text: str) -> Answer:
    """What is clear is put right at once; for the rest there are the choices of the button."""
    _, task = await own_report(context, report.id)
    line = doubted_by_day(about(task.number, text), context.today) if text else None
    if line is None or line.state is None or line.doubt is not None:
        return await correct(context, Correct(report.id))
    change = ProgressChange(ProgressState(line.state), line.percent, line.text or None)
    return await corrected(context, report, task, change)


async def _move(context: Context, report: ProgressRow, number: int) -> Answer:
    """To the task of that number: there it is a new report, and the one before is taken back."""
    tasks = await writable_by_number(context, number)
    task = await _of_same_plan(context, report, tasks)
    return await move_report(context, report, task, ProgressChange(report.state, report.percent, report.text))


async def _of_same_plan(context: Context, report: ProgressRow, tasks: list[TaskRow]) -> TaskRow:
    _, before = await own_report(context, report.id)
    own = [task for task in tasks if task.plan_id == before.plan_id] or tasks
    if len(own) > 1:
        raise Refusal("task.in_several_plans", number=own[0].number)
    return own[0]
