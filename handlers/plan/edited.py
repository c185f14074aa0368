"""Somebody has edited the message of a report: the new text is offered as its correction, and never taken silently."""

from datetime import timedelta

from handlers.context import Answer, Context
from handlers.kit.consent import says_yes
from handlers.plan.actions import ShowTask, TakeEdited
from handlers.plan.one_task import report_words
from handlers.plan.progress_line import read_progress_line
from handlers.plan.questions import AskEdited
from handlers.plan.stored import own_report, understood, writable_by_number
from handlers.replies import Button, Reply
from handlers.routing import REPORTERS
from handlers.words.keys import PROGRESS
from storage.ground.refusals import Refusal
from storage.ground.text import shorten
from storage.models import ProgressState
from storage.plan import progress
from storage.plan.progress import MAX_REPORT, ProgressChange, ProgressRow

WITHIN = timedelta(hours=1)


async def report_edited(context: Context, text: str) -> Answer | None:
    """None where it is no plain report on a task that this person has reported on within the hour."""
    line = read_progress_line(text)
    if REPORTERS.isdisjoint(context.sender.roles) or line is None or not line.number or line.doubt is not None:
        return None
    if not (line.claims or line.text) or len(line.text) > MAX_REPORT:
        return None
    report = await _reported_lately(context, line.number)
    if report is None:
        return None
    state = ProgressState(line.state) if line.state else ProgressState.DOING
    if (report.state, report.percent, report.text) == (state, line.percent, line.text):
        return []  # Telegram says of other changes, too, that the message was edited
    await context.ask(AskEdited(report.id, state, line.percent, line.text), hours=1)
    say = context.say
    percent = f" {line.percent}%" if line.percent is not None and state is not ProgressState.DONE else ""
    after = " – ".join(filter(None, (say(PROGRESS[state]) + percent, shorten(line.text, 500))))
    rows = (
        (Button(say("button.edited_take"), TakeEdited(report.id)),),
        (Button(say("button.edited_keep"), ShowTask(report.task_id)),),
    )
    text = say("edited.correct", number=line.number, before=report_words(context, report), after=after)
    return Reply(text, rows)


async def _reported_lately(context: Context, number: int) -> ProgressRow | None:
    """What this person said of the one task of this number that they may report on."""
    try:
        tasks = await writable_by_number(context, number)
    except Refusal:
        return None
    since = context.now - WITHIN
    found = [await progress.last_of_task(context.db, context.sender.id, task.id, since) for task in tasks]
    reports = [report for report in found if report is not None]
    return reports[0] if len(reports) == 1 else None


async def take_edited(context: Context, action: TakeEdited) -> Answer:
    asked = await context.claim(AskEdited)
    if asked is None or asked.progress_id != action.progress_id:
        raise Refusal("button.stale")
    return await _take(context, asked)


async def edited_answered(context: Context, asked: AskEdited, text: str) -> Answer | None:
    return await _take(context, asked) if says_yes(text) else None


async def _take(context: Context, asked: AskEdited) -> Reply:
    report, task = await own_report(context, asked.progress_id)
    change = ProgressChange(asked.state, asked.percent, asked.text)
    new_id = await progress.change_progress(context.db, report, context.sender.id, change, context.now)
    return await understood(context, task, new_id, replaces=True)
