"""Somebody has edited the message of a report: the new text is offered as its correction, and never taken silently."""

from datetime import timedelta

from handlers.context import Answer, Context
from handlers.kit.consent import says_yes
from handlers.kit.screens import screen
from handlers.plan.actions import Correct, ShowTask, TakeEdited
from handlers.plan.days_ahead import doubted_by_day
from handlers.plan.elsewhere import is_elsewhere
from handlers.plan.known_task import about
from handlers.plan.one_task import report_words
from handlers.plan.progress_line import Doubt, ProgressLine, read_progress_line
from handlers.plan.questions import AskEdited
from handlers.plan.stored import corrected, move_report, newer_report, own_report, writable_by_number, writable_task
from handlers.replies import Button, Reply
from handlers.routing import REPORTERS
from handlers.words.keys import PROGRESS
from storage.ground.refusals import Refusal
from storage.ground.text import shorten
from storage.models import ProgressState
from storage.plan import progress
from storage.plan.progress import MAX_REPORT, ProgressChange, ProgressRow
from storage.plan.tasks import TaskRow

WITHIN = timedelta(hours=1)


async def report_edited(context: Context, text: str) -> Answer | None:
    """None where no report of this person came from that message within the hour, or its new text is no report."""
    if REPORTERS.isdisjoint(context.sender.roles):
        return None
    since = context.now - WITHIN
    reports = await progress.of_message(context.db, context.sender.id, context.incoming.sent_id, since)
    if len(reports) > 1:
        return await _several(context, reports)
    if not reports:
        return None
    report, task = await own_report(context, reports[0].id)
    text = context.routes.without("tiendo", text)
    named = await _other_task(context, task, text)
    line = doubted_by_day(_line(text, (named or task).number), context.today)
    is_other = line.doubt in (Doubt.QUESTION, Doubt.LINES) or (named is None and is_elsewhere(text, task.number))
    if not text or text.startswith("/") or is_other or len(line.text) > MAX_REPORT:
        return None
    if line.doubt is not None:
        correct = Button(context.say("button.edited_one", number=task.number), Correct(report.id))
        return screen(context.say, context.say("edited.unclear", before=report_words(context, report)), [correct])
    return await _offer(context, report, task, named, line)


def _line(text: str, number: int) -> ProgressLine:
    """As it would be read anew where it names the task."""
    line = read_progress_line(text)
    is_whole = line is not None and line.number == number and (line.claims or line.text)
    return line if line is not None and is_whole else about(number, text)


async def _other_task(context: Context, task: TaskRow, text: str) -> TaskRow | None:
    """Which the new text names; None where it is the one before, or none of theirs."""
    line = read_progress_line(text)
    if line is None or line.number in (0, task.number) or not line.claims or line.doubt is not None:
        return None
    try:
        tasks = await writable_by_number(context, line.number)
    except Refusal:
        return None
    same_plan = [one for one in tasks if one.plan_id == task.plan_id] or tasks
    return same_plan[0] if len(same_plan) == 1 else None


async def _offer(
    context: Context, report: ProgressRow, task: TaskRow, named: TaskRow | None, line: ProgressLine
) -> Answer:
    state = ProgressState(line.state) if line.state else ProgressState.DOING
    if named is None and (report.state, report.percent, report.text) == (state, line.percent, line.text):
        return []  # Telegram says of other changes, too, that the message was edited
    await context.ask(AskEdited(report.id, state, line.percent, line.text, named.id if named else None), hours=1)
    say = context.say
    percent = f" {line.percent}%" if line.percent is not None and state is not ProgressState.DONE else ""
    after = " – ".join(filter(None, (say(PROGRESS[state]) + percent, shorten(line.text, 500))))
    lines = [say("edited.correct", number=task.number, before=report_words(context, report), after=after)]
    if named is not None:
        lines.append(say("edited.other_task", number=named.number, title=shorten(named.title, 120)))
    lines += await newer_report(context, report)
    rows = (
        (Button(say("button.edited_take"), TakeEdited(report.id)),),
        (Button(say("button.edited_keep"), ShowTask(report.task_id)),),
    )
    return Reply("\n".join(lines), rows)


async def _several(context: Context, reports: list[ProgressRow]) -> Reply:
    """One message, several reports: each is put right by its own button."""
    say, rows = context.say, []
    for report in reports:
        _, task = await own_report(context, report.id)
        rows.append(Button(say("button.edited_one", number=task.number), Correct(report.id)))
    return screen(say, say("edited.several", count=len(reports)), rows)


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
    if asked.task_id is not None:
        return await move_report(context, report, await writable_task(context, asked.task_id), change)
    return await corrected(context, report, task, change, replaces=True)
