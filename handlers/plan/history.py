"""What was reported on one task, and the files sent with it."""

from functools import partial

from handlers.context import Answer, Context
from handlers.kit.naming import called
from handlers.kit.reach import reach
from handlers.kit.screens import page_buttons
from handlers.plan.actions import Correct, SendFiles, ShowHistory, ShowTask
from handlers.plan.in_groups import seen_here
from handlers.plan.one_task import report_words
from handlers.plan.tasks import PAGE
from handlers.replies import Button, Reply
from handlers.routing import STAFF
from handlers.words.formats import day
from storage.ground.refusals import Refusal
from storage.ground.text import shorten
from storage.models import ProgressSource
from storage.plan import evidence, progress
from storage.plan.tasks import find_task


async def show_history(context: Context, action: ShowHistory) -> Answer:
    page = action.page or 0
    units = await reach(context, STAFF)
    task = await find_task(context.db, sorted(units), action.task_id, context.today, seen_here(context))
    reports = await progress.history(context.db, task.id, context.today, PAGE + 1, page * PAGE)
    say = context.say
    lines = [say("history.title", number=task.number, title=shorten(task.title, 120)), ""]
    for report in reports[:PAGE]:
        who = called(say, report.reporter)
        if report.entered_by_id is not None:
            who = say("history.entered", who=who, by=called(say, report.entered_by))
        imported = say("history.imported") if report.source is ProgressSource.IMPORT else ""
        files = say("history.files", count=report.files) if report.files else ""
        lines += [
            f"• {day(report.reported_on)} · {who}{imported}{files}",
            f"  {shorten(report_words(context, report), 300)}",
        ]
    if not reports:
        lines.append(say("history.none"))
    rows = [page_buttons(say, partial(ShowHistory, task.id), page, len(reports) > PAGE)]
    own = [report for report in reports[:PAGE] if context.sender.id in (report.person_id, report.entered_by_id)]
    rows += [(Button(say("button.correct_of", day=day(r.reported_on)), Correct(r.id)),) for r in own[:4]]
    rows.append((Button(say("button.back_to_task"), ShowTask(task.id)),))
    return Reply("\n".join(lines), tuple(row for row in rows if row), replaces=True)


async def show_files(context: Context, action: SendFiles) -> Answer:
    """The newest files of a task, each as a message of its own."""
    units = await reach(context, STAFF)
    task = await find_task(context.db, sorted(units), action.task_id, context.today, seen_here(context))
    found = await evidence.files_of_task(context.db, task.id, 5)
    if not found:
        raise Refusal("file.gone")
    return [Reply(f"{task.number}. {name}", file_id=file_id) for file_id, name in found]
