"""What a one-line report leaves open is asked, and nothing of it is stored before that is answered."""

from collections.abc import Sequence

from handlers.context import Answer, Context
from handlers.kit.consent import YES
from handlers.kit.reach import reach
from handlers.kit.screens import screen
from handlers.kit.task_names import button_title, plan_buttons
from handlers.plan.actions import Report, ReportOnTask, ReportOnTasks, ShowTask
from handlers.plan.one_task import REPORTED
from handlers.plan.progress_line import Doubt, ProgressLine
from handlers.plan.questions import AskReport, AskTask, AskTasks
from handlers.plan.stored import store_line, writable_by_number, writable_task
from handlers.replies import Button, Reply
from handlers.routing import REPORTERS
from storage.ground.refusals import Refusal
from storage.ground.text import fold, shorten
from storage.models import ProgressState
from storage.plan.task_units import Access
from storage.plan.tasks import TaskRow, plan_year, tasks_of_year

_ALL = YES | {"ca", "ca hai", "ca 2", "ca ba", "ca 3", "tat ca", "het"}
SHOWN = 6


async def store_or_ask(context: Context, task: TaskRow, line: ProgressLine) -> Answer:
    return await store_line(context, task, line) if line.doubt is None else await ask_back(context, task, line)


async def ask_back(context: Context, task: TaskRow, line: ProgressLine) -> Answer:
    if line.doubt is Doubt.TASKS:
        return await _ask_whether_all(context, task, line)
    say = context.say
    back = (Button(say("button.back_to_task"), ShowTask(task.id)),)
    if line.doubt is Doubt.LINES:
        return screen(say, say("report.one_by_one"), [back])
    if line.doubt is Doubt.DONE:
        states = (ProgressState.DONE, ProgressState.DOING)
        row = tuple(Button(say(REPORTED[state]), Report(task.id, state)) for state in states)
        return Reply(say("report.is_it_done", number=task.number), (row, back))
    if line.doubt is Doubt.NO_PERCENT:
        await context.ask(AskReport(task.id))
        return Reply(say("report.no_percent", number=task.number, said=shorten(line.said, 200)), (back,))
    percent = line.percent or 0
    await context.ask(AskReport(task.id, percent, line.text))
    yes = Button(say("button.percent", percent=percent), Report(task.id, percent))
    return Reply(say("report.is_it_percent", number=task.number, percent=line.percent), ((yes,), back))


async def _tasks(context: Context, first: TaskRow, line: ProgressLine) -> list[TaskRow]:
    """Those that are named; only the first one where the other numbers count something else than tasks."""
    found, unknown = [first], None
    for number in line.others:
        try:
            found.append(_of_same_plan(await writable_by_number(context, number), first))
        except Refusal as refusal:
            unknown = refusal
    if unknown is not None and (line.claims or len(found) > 1):
        raise unknown
    return found


def _of_same_plan(tasks: Sequence[TaskRow], first: TaskRow) -> TaskRow:
    """Numbers in one line are of one plan, unless only another one has such a number."""
    own = [task for task in tasks if task.plan_id == first.plan_id]
    if not own and len(tasks) > 1:
        raise Refusal("task.in_several_plans", number=tasks[0].number)
    return (own or tasks)[0]


async def _ask_whether_all(context: Context, first: TaskRow, line: ProgressLine) -> Answer:
    say, tasks = context.say, await _tasks(context, first, line)
    if len(tasks) == 1:
        return await store_line(context, first, ProgressLine(first.number, None, None, line.said))
    if not line.claims and not line.text:
        opened = tuple((Button(button_title(task), ShowTask(task.id)),) for task in tasks)
        return Reply(say("report.which_of", numbers=_listed(context, tasks)), opened)
    await context.ask(AskTasks(tuple(task.id for task in tasks), line.percent, line.state, line.text, line.said))
    rows = [(Button(say("button.report_all", numbers=_listed(context, tasks)), ReportOnTasks(0)),)]
    # What counts something (`14, 15 người đã học`) is about the first one alone.
    rows += [
        (Button(say("button.report_only", number=task.number), ReportOnTasks(task.id)),)
        for task in (tasks if line.claims else tasks[:1])
    ]
    return screen(say, say("report.which_of", numbers=_listed(context, tasks)), rows)


def _listed(context: Context, tasks: Sequence[TaskRow]) -> str:
    *before, last = [str(task.number) for task in tasks]
    return context.say("report.numbers", before=", ".join(before), last=last)


async def report_chosen(context: Context, action: ReportOnTasks) -> Answer:
    question = await context.claim(AskTasks)
    if question is None or action.task_id not in (0, *question.tasks):
        raise Refusal("button.stale")
    chosen = [action.task_id] if action.task_id else question.tasks
    return await _store_for(context, question, [await writable_task(context, task_id) for task_id in chosen])


async def tasks_answered(context: Context, question: AskTasks, text: str) -> Answer | None:
    """`cả hai`, `14`; anything else is no answer."""
    folded = fold(text)
    tasks = [await writable_task(context, task_id) for task_id in question.tasks]
    if folded in _ALL:
        return await _store_for(context, question, tasks)
    word = folded.removeprefix("chi ").removeprefix("nhiem vu ").removeprefix("nv ")
    for task in tasks:
        if word == str(task.number):
            return await _store_for(context, question, [task])
    return None


async def _store_for(context: Context, question: AskTasks, tasks: Sequence[TaskRow]) -> Answer:
    counted = len(tasks) == 1 and question.percent is None and question.state is None
    text, replies = question.said if counted else question.text, []
    for task in tasks:
        line = ProgressLine(task.number, question.percent, question.state, text)
        replies.append(await store_line(context, task, line, takes_files=task is tasks[-1]))
    return replies


async def ask_which_task(context: Context, line: ProgressLine) -> Answer:
    """`80%`, and no word of the task."""
    units, year = await reach(context, REPORTERS), await plan_year(context.db, context.today)
    await context.ask(AskTask(line.percent, line.state, line.text))
    tasks = await tasks_of_year(context.db, sorted(units), year, context.today, Access.REPORTS)
    open_tasks = [task for task in tasks if not task.is_done]
    open_tasks.sort(key=lambda task: (not task.is_own, task.reported_this_month))
    rows = tuple((Button(button_title(task), ReportOnTask(task.id)),) for task in open_tasks[:SHOWN])
    return screen(context.say, context.say("report.which_task", percent=line.percent), rows)


async def task_chosen(context: Context, action: ReportOnTask) -> Answer:
    question = await context.claim(AskTask)
    if question is None:
        raise Refusal("button.stale")
    return await store_line(context, await writable_task(context, action.task_id), _line(question))


async def task_answered(context: Context, question: AskTask, text: str) -> Answer | None:
    """The task's number; anything else is no answer."""
    word = fold(text).removeprefix("nhiem vu ").removeprefix("nv ").removeprefix("so ")
    if not (word.isascii() and word.isdecimal() and len(word) < 4):
        return None
    tasks = await writable_by_number(context, int(word))
    if len(tasks) > 1:
        await context.ask(question)
        text = context.say("report.which_plan", number=word)
        return screen(context.say, text, plan_buttons(tasks, ReportOnTask))
    return await store_line(context, tasks[0], _line(question))


def _line(question: AskTask) -> ProgressLine:
    return ProgressLine(0, question.percent, question.state, question.text)
