"""What a one-line report leaves open is asked, and nothing of it is stored before that is answered."""

from collections.abc import Sequence

from handlers.context import Answer, Context
from handlers.kit.consent import says_yes
from handlers.kit.reach import reach
from handlers.kit.screens import screen
from handlers.kit.task_names import button_title, plan_buttons
from handlers.language.courtesy import plain
from handlers.plan.actions import Report, ReportAnyway, ReportOnTask, ReportOnTasks, ShowTask
from handlers.plan.answers import read_number
from handlers.plan.days_ahead import doubted_by_day
from handlers.plan.known_task import about
from handlers.plan.one_task import REPORTED, task_reply
from handlers.plan.progress_line import Doubt, ProgressLine
from handlers.plan.questions import AskReport, AskTask, AskTasks, AskWhether
from handlers.plan.several_tasks import ask_lines
from handlers.plan.stored import store_line, writable_by_number, writable_task
from handlers.replies import Button, Reply
from handlers.routing import REPORTERS
from storage.ground.refusals import Refusal
from storage.ground.text import fold, shorten
from storage.models import ProgressState
from storage.plan.task_units import Access
from storage.plan.tasks import TaskRow, plan_year, tasks_of_year

_ALL = {"ca", "ca hai", "ca 2", "ca ba", "ca 3", "tat ca", "het"}
SHOWN = 6


async def store_or_ask(context: Context, task: TaskRow, line: ProgressLine) -> Answer:
    line = doubted_by_day(line, context.today)
    return await store_line(context, task, line) if line.doubt is None else await ask_back(context, task, line)


async def report_about(context: Context, task: TaskRow, text: str) -> Answer:
    """A message about a task that is known."""
    return await store_or_ask(context, task, about(task.number, text))


_OF_ONE = (Doubt.STATE, Doubt.DAY, Doubt.PERCENT, Doubt.NO_PERCENT, Doubt.MORE_TIME)


async def ask_back(context: Context, task: TaskRow, line: ProgressLine) -> Answer:
    if line.others and line.doubt in _OF_ONE:  # of several at once it cannot be asked
        unclear = context.say("report.line_unclear", number=line.number, said=shorten(line.said, 200))
        return screen(context.say, [context.say("report.one_by_one"), unclear])
    match line.doubt:
        case Doubt.TASKS:
            return await _ask_whether_all(context, task, line)
        case Doubt.QUESTION:
            return await task_reply(context, task, None)
        case Doubt.LINES:
            return await ask_lines(context, line.said)
        case Doubt.COUNT:
            return await _ask_whether(context, task, line)
        case Doubt.MORE_TIME:
            return await _ask_for_time(context, task, line)
        case Doubt.STATE | Doubt.DAY:
            return await _ask_state(context, task, line)
        case _:
            return await _ask_percent(context, task, line)


def _back(context: Context, task: TaskRow) -> tuple[Button, ...]:
    return (Button(context.say("button.back_to_task"), ShowTask(task.id)),)


async def _ask_state(context: Context, task: TaskRow, line: ProgressLine) -> Reply:
    await context.ask(AskReport(task.id, None, line.text))
    states = [ProgressState(state) for state in line.offers]
    row = tuple(Button(context.say(REPORTED[state]), Report(task.id, state)) for state in states)
    done_or_not = "report.done_or_planned" if line.doubt is Doubt.DAY else "report.is_it_done"
    key = done_or_not if ProgressState.DONE in states else "report.which_state"
    text = context.say(key, number=task.number, said=shorten(line.text or line.said, 200))
    return Reply(text, (row, _back(context, task)))


async def _ask_for_time(context: Context, task: TaskRow, line: ProgressLine) -> Reply:
    """The words may stand in the report, where leaders read them; the deadline is the plan's."""
    await context.ask(AskReport(task.id, None, line.text))
    states = (ProgressState.DOING, ProgressState.PAUSED)
    row = tuple(Button(context.say(REPORTED[state]), Report(task.id, state)) for state in states)
    text = context.say("report.asks_time", number=task.number, said=shorten(line.text or line.said, 200))
    return Reply(text, (row, _back(context, task)))


async def _ask_percent(context: Context, task: TaskRow, line: ProgressLine) -> Reply:
    say, back = context.say, _back(context, task)
    if line.percent is None:
        await context.ask(AskReport(task.id))
        return Reply(say("report.no_percent", number=task.number, said=shorten(line.said, 200)), (back,))
    await context.ask(AskReport(task.id, line.percent, line.text))
    yes = Button(say("button.percent", percent=line.percent), Report(task.id, line.percent))
    return Reply(say("report.is_it_percent", number=task.number, percent=line.percent), ((yes,), back))


async def _ask_whether(context: Context, task: TaskRow, line: ProgressLine) -> Reply:
    say = context.say
    await context.ask(AskWhether(task.id, line.said))
    yes = Button(say("button.report_anyway", number=task.number), ReportAnyway(task.id))
    text = say("report.is_it_a_report", number=task.number, said=shorten(f"{task.number} {line.said}", 200))
    return screen(say, text, [yes, _back(context, task)])


async def report_anyway(context: Context, action: ReportAnyway) -> Answer:
    question = await context.claim(AskWhether)
    if question is None or question.task_id != action.task_id:
        raise Refusal("button.stale")
    return await report_about(context, await writable_task(context, action.task_id), question.said)


async def whether_answered(context: Context, question: AskWhether, text: str) -> Answer | None:
    """A word of consent; anything else is no answer."""
    if not says_yes(text):
        return None
    return await report_about(context, await writable_task(context, question.task_id), question.said)


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
    tasks = [await writable_task(context, task_id) for task_id in question.tasks]
    if fold(plain(text)) in _ALL or says_yes(text):
        return await _store_for(context, question, tasks)
    number = read_number(text)
    for task in tasks:
        if number == task.number:
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
    await context.ask(AskTask(line.percent, line.state, line.text, line.said))
    tasks = await tasks_of_year(context.db, sorted(units), year, context.today, Access.REPORTS)
    open_tasks = [task for task in tasks if not task.is_closed]
    open_tasks.sort(key=lambda task: (not task.is_own, task.reported_this_month))
    rows = tuple((Button(button_title(task), ReportOnTask(task.id)),) for task in open_tasks[:SHOWN])
    return screen(context.say, context.say("report.which_task", said=shorten(line.said, 120)), rows)


async def task_chosen(context: Context, action: ReportOnTask) -> Answer:
    question = await context.claim(AskTask)
    if question is None:
        raise Refusal("button.stale")
    return await _report_on(context, await writable_task(context, action.task_id), question)


async def task_answered(context: Context, question: AskTask, text: str) -> Answer | None:
    """The task's number; anything else is no answer."""
    number = read_number(text)
    if number is None:
        return None
    tasks = await writable_by_number(context, number)
    if len(tasks) > 1:
        await context.ask(question)
        text = context.say("report.which_plan", number=number)
        return screen(context.say, text, plan_buttons(tasks, ReportOnTask))
    return await _report_on(context, tasks[0], question)


async def _report_on(context: Context, task: TaskRow, question: AskTask) -> Answer:
    if question.said:
        return await report_about(context, task, question.said)
    return await store_line(context, task, ProgressLine(0, question.percent, question.state, question.text))
