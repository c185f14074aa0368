"""What was understood of a report: said at once, open to correction, and for an hour to pictures and files."""

from dataclasses import replace
from datetime import date, timedelta

from handlers.context import Context
from handlers.kit.naming import called
from handlers.kit.reach import reach
from handlers.plan.actions import AddWords, Correct, ReportOn, ShowTask, UndoReport
from handlers.plan.one_task import report_words
from handlers.plan.progress_line import ProgressLine
from handlers.plan.questions import AskOccurrence, AwaitFiles
from handlers.plan.stepping_back import ask_first
from handlers.replies import Button, Reply, Rows
from handlers.routing import REPORTERS
from handlers.words.formats import day
from storage.ground.document_numbers import full_number
from storage.ground.refusals import Refusal
from storage.ground.text import shorten
from storage.models import ProgressState
from storage.people.people import find_sender
from storage.people.units import subtree
from storage.plan import cited, evidence, progress
from storage.plan.progress import MAX_REPORT, ProgressChange, ProgressRow
from storage.plan.task_units import Access, may
from storage.plan.tasks import TaskRow, find_task, plan_year, tasks_by_number

AT_ONCE = timedelta(minutes=10)


async def writable_task(context: Context, task_id: int) -> TaskRow:
    """Refuses with `task.only_seen` where the sender's unit works with those who report."""
    units = sorted(await reach(context, REPORTERS))
    task = await find_task(context.db, units, task_id, context.today, Access.SEES)
    if not task.is_own and not await may(context.db, units, task.id, Access.REPORTS):
        raise _only_seen(task)
    return task


async def writable_by_number(context: Context, number: int) -> list[TaskRow]:
    """Of the year's plans, as `tasks_by_number` finds them; refuses as it does, or with `task.only_seen`."""
    units, year = sorted(await reach(context, REPORTERS)), await plan_year(context.db, context.today)
    try:
        return await tasks_by_number(context.db, units, year, number, context.today, Access.REPORTS)
    except Refusal:
        seen = await tasks_by_number(context.db, units, year, number, context.today, Access.SEES)
        raise _only_seen(seen[0]) from None


def _only_seen(task: TaskRow) -> Refusal:
    return Refusal("task.only_seen", number=task.number, unit=task.unit)


async def store_line(context: Context, task: TaskRow, line: ProgressLine, *, takes_files: bool = True) -> Reply:
    """A line without a state means that the work goes on. A task is done only where the line says so."""
    state = ProgressState(line.state) if line.state else ProgressState.DOING
    return await store_report(context, task, state, line.percent, line.text, takes_files=takes_files)


async def store_report(
    context: Context,
    task: TaskRow,
    state: ProgressState,
    percent: int | None,
    text: str,
    *,
    takes_files: bool = True,
    occurrence_on: date | None = None,
    confirmed: bool = False,
) -> Reply:
    """`occurrence_on`: of a task that comes round, the day it is about; asked for where it may be another one. The same
    report a moment later is one. `confirmed`: that a task that was done is not any more."""
    if len(text) > MAX_REPORT:
        raise Refusal("text.too_long", limit=MAX_REPORT)
    author = await _writer(context, task)
    before = await progress.last_of_task(context.db, author or context.sender.id, task.id, context.now - AT_ONCE)
    if before is not None and (before.state, before.percent, before.text) == (state, percent, text):
        return await understood(context, task, before.id, takes_files=takes_files)
    if not confirmed and (asked := await ask_first(context, task, state, percent, text)) is not None:
        return asked
    if task.days and occurrence_on is None:
        if state is ProgressState.DONE and len(task.may_be_about) > 1:
            return await ask_occurrence(context, task, state, percent, text)
        occurrence_on = task.may_be_about[0]
    progress_id = await progress.add_progress(
        context.db,
        task_id=task.id,
        person_id=author or context.sender.id,
        state=state,
        percent=percent,
        text=text,
        now=context.now,
        today=context.today,
        occurrence_on=occurrence_on,
        sent_id=context.origin,
        entered_by_id=context.sender.id if author else None,
    )
    return await understood(context, task, progress_id, takes_files=takes_files, tells=author)


async def move_report(context: Context, report: ProgressRow, task: TaskRow, said: ProgressChange) -> Reply:
    """To this task: there it is a new report, and the one before is taken back."""
    await progress.undo_progress(context.db, report.id, context.now)
    context.origin = report.sent_id
    context.author_id = report.person_id if report.entered_by_id == context.sender.id else None
    answer = await store_report(context, task, said.state or report.state, said.percent, said.text or "")
    moved = await progress.last_of_task(context.db, context.author_id or context.sender.id, task.id, context.now)
    if moved is not None:  # and nothing was asked first
        await evidence.move_files(context.db, report.id, moved.id)
    return answer


async def _writer(context: Context, task: TaskRow) -> int | None:
    """The colleague whose report the sender enters; refuses where that one has nothing to report on this task."""
    if context.author_id is None:
        return None
    writer = await find_sender(context.db, context.author_id)
    held = [] if writer is None else [unit for role in REPORTERS for unit in writer.roles.get(role, ())]
    if not await may(context.db, sorted(await subtree(context.db, held)), task.id, Access.REPORTS):
        raise Refusal("forwarded.not_theirs", number=task.number)
    return context.author_id


async def own_report(context: Context, progress_id: int) -> tuple[ProgressRow, TaskRow]:
    """The sender's own report and its task; refuses where the sender no longer reaches it."""
    units = await reach(context, REPORTERS)
    report = await progress.own_progress(context.db, context.sender.id, progress_id)
    return report, await find_task(context.db, sorted(units), report.task_id, context.today, Access.REPORTS)


async def understood(
    context: Context,
    task: TaskRow,
    progress_id: int,
    *,
    replaces: bool = False,
    takes_files: bool = True,
    tells: int | None = None,
) -> Reply:
    """What was understood of the sender's report on this task, open for a photo or file for the next hour. `tells`: the
    colleague for whom it was entered now."""
    report = await progress.own_progress(context.db, context.sender.id, progress_id)
    say = context.say
    lines = [say("report.stored", number=task.number, title=shorten(task.title, 120)), report_words(context, report)]
    if report.entered_by_id is not None:
        lines.append(say("forwarded.entered", name=called(say, report.reporter)))
    if report.occurrence_on is not None:
        lines.append(say("report.occurrence", day=day(report.occurrence_on)))
    lines += await _document_lines(context, report)
    if tells:
        await _tell_writer(context, tells, report, lines[:2])
    if takes_files:
        lines += ["", say("report.may_attach")]
        await context.ask(AwaitFiles(report.id), hours=1)
    return Reply("\n".join(lines), _correction_rows(context, report), replaces=replaces)


async def corrected(
    context: Context, report: ProgressRow, task: TaskRow, change: ProgressChange, *, replaces: bool = False
) -> Reply:
    """What was understood of the report that was put right. A later one stays the newest, and that is said."""
    await progress.change_progress(context.db, report, context.sender.id, change, context.now)
    done = await understood(context, task, report.id, replaces=replaces)
    return replace(done, text="\n".join((done.text, *await newer_report(context, report))))


async def newer_report(context: Context, report: ProgressRow) -> list[str]:
    """Lines that name the report on the same task that came after this one, if any did."""
    newest = next(iter(await progress.history(context.db, report.task_id, context.today, limit=1)), None)
    if newest is None or newest.id == report.id:
        return []
    return ["", context.say("report.newer", words=report_words(context, newest), day=day(newest.reported_on))]


async def _document_lines(context: Context, report: ProgressRow) -> list[str]:
    say, lines = context.say, []
    for document in await cited.documents_of(context.db, [report.id]):
        on = say("report.document_day", day=day(document.issued_on)) if document.issued_on else ""
        number = full_number(document.number, document.symbol)
        lines.append(say("report.document", kind=document.kind, number=number, on=on))
    return lines


async def _tell_writer(context: Context, writer_id: int, report: ProgressRow, lines: list[str]) -> None:
    writer = await find_sender(context.db, writer_id)
    if writer is not None:
        say = context.say
        told = [say("forwarded.told", who=called(say, report.entered_by)), *lines]
        context.notify(writer, Reply("\n".join(told), _correction_rows(context, report), alone=True))


def _correction_rows(context: Context, report: ProgressRow) -> Rows:
    say = context.say
    return (
        (
            Button(say("button.correct"), Correct(report.id)),
            Button(say("button.undo"), UndoReport(report.id)),
        ),
        (Button(say("button.add_words"), AddWords(report.id)),),
        (Button(say("button.back_to_task"), ShowTask(report.task_id)),),
    )


_SHOWN = 6


async def ask_occurrence(
    context: Context, task: TaskRow, state: ProgressState, percent: int | None, text: str
) -> Reply:
    """Where an earlier day was missed, nobody but the reporter knows whether it is that one that is done now."""
    say = context.say
    await context.ask(AskOccurrence(task.id, state, percent, text))
    rows = [(Button(_label(context, task, on), ReportOn(task.id, on)),) for on in task.may_be_about[-_SHOWN:]]
    back = (Button(say("button.back_to_task"), ShowTask(task.id)),)
    return Reply(say("report.which_occurrence", number=task.number), (*rows, back))


def _label(context: Context, task: TaskRow, on: date) -> str:
    key = "button.occurrence_missed" if on < task.as_of else "button.occurrence"
    return context.say(key, day=day(on))
