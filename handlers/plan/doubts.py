"""What a one-line report leaves open is asked, and nothing of it is stored before that is answered."""

from collections.abc import Sequence
from typing import Any

from handlers.actions import numbers
from handlers.consent import YES
from handlers.context import Answer, Context
from handlers.menus import main_button
from handlers.plan.progress_line import Doubt, ProgressLine
from handlers.plan.stored import store_line, writable_by_number, writable_task
from handlers.plan.task_names import button_title, plan_buttons
from handlers.reach import reach
from handlers.replies import Button, Reply
from handlers.routing import REPORTERS
from storage.messages import questions
from storage.models import ProgressState
from storage.plan.task_units import Access
from storage.plan.tasks import TaskRow, plan_year, tasks_of_year
from storage.refusals import Refusal
from storage.text import fold, shorten

_ALL = YES | {"ca", "ca hai", "ca 2", "ca ba", "ca 3", "tat ca", "het"}
SHOWN = 6


async def store_or_ask(context: Context, task: TaskRow, line: ProgressLine) -> Answer:
    return await store_line(context, task, line) if line.doubt is None else await ask_back(context, task, line)


async def ask_back(context: Context, task: TaskRow, line: ProgressLine) -> Answer:
    if line.doubt is Doubt.TASKS:
        return await _ask_whether_all(context, task, line)
    say = context.say
    back = (Button(say("button.back_to_task"), action=f"task:{task.id}"),)
    if line.doubt is Doubt.LINES:
        return Reply(say("report.one_by_one"), (back, (main_button(say),)))
    if line.doubt is Doubt.DONE:
        states = (ProgressState.DONE, ProgressState.DOING)
        row = tuple(Button(say(f"button.{state}"), action=f"report:{task.id}:{state}") for state in states)
        return Reply(say("report.is_it_done", number=task.number), (row, back))
    data: dict[str, Any] = {"task_id": task.id}
    if line.doubt is Doubt.NO_PERCENT:
        await questions.ask(context.db, context.sender.id, "report", data, context.now)
        return Reply(say("report.no_percent", number=task.number, said=shorten(line.said, 200)), (back,))
    data |= {"percent": line.percent, "text": line.text}
    await questions.ask(context.db, context.sender.id, "report", data, context.now)
    yes = Button(say("button.percent", percent=line.percent), action=f"report:{task.id}:{line.percent}")
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
        opened = tuple((Button(button_title(task), action=f"task:{task.id}"),) for task in tasks)
        return Reply(say("report.which_of", numbers=_listed(context, tasks)), opened)
    claim = {"percent": line.percent, "state": line.state, "text": line.text, "said": line.said}
    data = {"tasks": [task.id for task in tasks], **claim}
    await questions.ask(context.db, context.sender.id, "report_tasks", data, context.now)
    rows = [(Button(say("button.report_all", numbers=_listed(context, tasks)), action="report_tasks:0"),)]
    # What counts something (`14, 15 người đã học`) is about the first one alone.
    rows += [
        (Button(say("button.report_only", number=task.number), action=f"report_tasks:{task.id}"),)
        for task in (tasks if line.claims else tasks[:1])
    ]
    return Reply(say("report.which_of", numbers=_listed(context, tasks)), (*rows, (main_button(say),)))


def _listed(context: Context, tasks: Sequence[TaskRow]) -> str:
    *before, last = [str(task.number) for task in tasks]
    return context.say("report.numbers", before=", ".join(before), last=last)


async def report_chosen(context: Context, argument: str) -> Answer:
    """`report_tasks:0`: for all of them; `report_tasks:TASK`: for that one."""
    (task_id,) = numbers(argument, 1)
    question = await questions.claim_question(context.db, context.sender.id, ["report_tasks"], context.now)
    if question is None or task_id not in (0, *question.data["tasks"]):
        raise Refusal("button.stale")
    return await _store_for(context, question.data, [task_id] if task_id else question.data["tasks"])


async def tasks_answered(context: Context, data: dict[str, Any], text: str) -> Answer | None:
    """`cả hai`, `14`; anything else is no answer."""
    folded = fold(text)
    if folded in _ALL:
        return await _store_for(context, data, data["tasks"])
    word = folded.removeprefix("chi ").removeprefix("nhiem vu ").removeprefix("nv ")
    for task in [await writable_task(context, task_id) for task_id in data["tasks"]]:
        if word == str(task.number):
            return await _store_for(context, data, [task.id])
    return None


async def _store_for(context: Context, data: dict[str, Any], task_ids: Sequence[int]) -> Answer:
    counted = len(task_ids) == 1 and data["percent"] is None and data["state"] is None
    text, replies = data["said" if counted else "text"], []
    for task_id in task_ids:
        task = await writable_task(context, task_id)
        line = ProgressLine(task.number, data["percent"], data["state"], text)
        replies.append(await store_line(context, task, line, takes_files=task_id == task_ids[-1]))
    return replies


async def ask_which_task(context: Context, line: ProgressLine) -> Answer:
    """`80%`, and no word of the task."""
    units, year = await reach(context, REPORTERS), await plan_year(context.db, context.today)
    data = {"percent": line.percent, "state": line.state, "text": line.text}
    await questions.ask(context.db, context.sender.id, "report_task", data, context.now)
    tasks = await tasks_of_year(context.db, sorted(units), year, context.today, Access.REPORTS)
    open_tasks = [task for task in tasks if not task.is_done]
    open_tasks.sort(key=lambda task: (not task.is_own, task.reported_this_month))
    rows = tuple((Button(button_title(task), action=f"report_task:{task.id}"),) for task in open_tasks[:SHOWN])
    return Reply(context.say("report.which_task", percent=line.percent), (*rows, (main_button(context.say),)))


async def task_chosen(context: Context, argument: str) -> Answer:
    (task_id,) = numbers(argument, 1)
    question = await questions.claim_question(context.db, context.sender.id, ["report_task"], context.now)
    if question is None:
        raise Refusal("button.stale")
    return await store_line(context, await writable_task(context, task_id), ProgressLine(0, **question.data))


async def task_answered(context: Context, data: dict[str, Any], text: str) -> Answer | None:
    """The task's number; anything else is no answer."""
    word = fold(text).removeprefix("nhiem vu ").removeprefix("nv ").removeprefix("so ")
    if not (word.isascii() and word.isdecimal() and len(word) < 4):
        return None
    tasks = await writable_by_number(context, int(word))
    if len(tasks) > 1:
        await questions.ask(context.db, context.sender.id, "report_task", data, context.now)
        rows = (*plan_buttons(tasks, "report_task"), (main_button(context.say),))
        return Reply(context.say("report.which_plan", number=word), rows)
    return await store_line(context, tasks[0], ProgressLine(0, **data))
