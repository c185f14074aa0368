"""A report is put right, taken back, given more words: the old one is kept as taken back."""

from typing import Any

from handlers.actions import numbers
from handlers.context import Answer, Context
from handlers.plan.stored import MAX_REPORT, own_report, understood
from handlers.replies import Button, Reply, Rows
from storage.messages import questions
from storage.models import ProgressState
from storage.plan import progress
from storage.plan.progress import ProgressChange, ProgressRow
from storage.refusals import Refusal

PERCENTS = (25, 50, 75)


async def correct(context: Context, argument: str) -> Answer:
    """`correct:REPORT` shows the choices; `correct:REPORT:done` or `correct:REPORT:50` makes one."""
    number, _, choice = argument.partition(":")
    (progress_id,) = numbers(number, 1)
    report, task = await own_report(context, progress_id)
    if not choice:
        return Reply(context.say("report.correct", number=task.number), _choices(context, report), replaces=True)
    new_id = await progress.change_progress(context.db, report, context.sender.id, _choice(choice), context.now)
    return await understood(context, new_id, replaces=True)


def _choice(choice: str) -> ProgressChange:
    if choice.isdecimal() and choice in map(str, PERCENTS):
        return ProgressChange(ProgressState.DOING, int(choice))
    if choice in (state.value for state in ProgressState):
        state = ProgressState(choice)
        return ProgressChange(state, 100 if state is ProgressState.DONE else None)
    raise Refusal("button.stale")


def _choices(context: Context, report: ProgressRow) -> Rows:
    say = context.say
    percents = tuple(Button(f"{percent}%", action=f"correct:{report.id}:{percent}") for percent in PERCENTS)
    states = (ProgressState.DONE, ProgressState.DOING, ProgressState.NOT_STARTED, ProgressState.NOTHING)
    buttons = [Button(say(f"progress.{state}"), action=f"correct:{report.id}:{state}") for state in states]
    undone = Button(say("button.undo"), action=f"undo:{report.id}")
    back = Button(say("button.back_to_task"), action=f"task:{report.task_id}")
    return (percents, *((button,) for button in buttons), (undone,), (back,))


async def undo(context: Context, argument: str) -> Answer:
    (progress_id,) = numbers(argument, 1)
    report, task = await own_report(context, progress_id)
    await progress.undo_progress(context.db, report.id, context.now)
    await questions.claim_question(context.db, context.sender.id, ["evidence"], context.now)
    row = (Button(context.say("button.back_to_task"), action=f"task:{task.id}"),)
    return Reply(context.say("report.undone", number=task.number), (row,), replaces=True)


async def ask_words(context: Context, argument: str) -> Answer:
    (progress_id,) = numbers(argument, 1)
    report, task = await own_report(context, progress_id)
    await questions.ask(context.db, context.sender.id, "more_words", {"progress_id": report.id}, context.now)
    cancel = Button(context.say("button.back_to_task"), action=f"task:{task.id}")
    return Reply(context.say("report.ask_words", number=task.number), ((cancel,),))


async def words_answered(context: Context, data: dict[str, Any], text: str) -> Answer:
    report, _ = await own_report(context, data["progress_id"])
    whole = f"{report.text}\n{text}".strip()
    if len(whole) > MAX_REPORT:
        raise Refusal("text.too_long", limit=MAX_REPORT)
    change = ProgressChange(text=whole)
    new_id = await progress.change_progress(context.db, report, context.sender.id, change, context.now)
    return await understood(context, new_id)
