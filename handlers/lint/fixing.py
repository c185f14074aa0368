"""The officer puts right the words in which something was found: of the plan, or of a report of the period."""

from handlers.context import Answer, Context
from handlers.kit.occasion import words_for
from handlers.kit.reach import reach
from handlers.lint.actions import AskWords, FixFinding, FixReport, FixTask, ShowFinding, ShowFindings, Target
from handlers.lint.looking import start_looking
from handlers.lint.screens import MOST_TASKS, find_own, own_run
from handlers.making.lint_rules.matter import Place
from handlers.making.lint_rules.sentences import PLACE
from handlers.plan.actions import ShowTask
from handlers.replies import Button, Reply
from handlers.routing import OFFICER
from handlers.words.formats import day
from storage.ground.refusals import Refusal
from storage.ground.text import shorten
from storage.people.people import find_sender
from storage.plan import progress
from storage.plan.progress import MAX_REPORT, ProgressChange, ProgressRow
from storage.plan.tasks import TaskRow, find_task
from storage.plan.texts import plan_title, set_plan_title, set_task_text

SHOWN = 3000
# More reports in one period are shown by the task itself.
MOST_REPORTS = 12


async def choose_words(context: Context, action: FixFinding) -> Answer:
    """Asks for the right words, or first of which task."""
    finding, _ = await find_own(context, action)
    if finding.place == Place.PLAN:
        return await _ask_title(context, finding.plan_id)
    if len(finding.tasks) == 1:
        return await _choose_report(context, Target(finding.place), finding.tasks[0][0])
    rows = tuple(
        (Button(context.say("button.lint_task", number=number), FixTask(Place(finding.place), task_id)),)
        for task_id, number in finding.tasks[:MOST_TASKS]
    )
    back = Button(context.say("button.lint_back"), ShowFinding(action.plan_id, action.code))
    return Reply(context.say("lint_chat.fix_which", where=finding.where), (*rows, (back,)), replaces=True)


async def choose_task(context: Context, action: FixTask) -> Answer:
    return await _choose_report(context, Target(action.place), action.task_id)


async def _task(context: Context, task_id: int) -> TaskRow:
    return await find_task(context.db, sorted(await reach(context, OFFICER)), task_id, context.today)


async def _choose_report(context: Context, place: Target, task_id: int) -> Reply:
    """A note is the plan's own, or what was reported in the period."""
    task = await _task(context, task_id)
    reports = await _reports(context, task) if place is Target.NOTE else []
    if not reports:
        return await _ask(context, place, task)
    if len(reports) == 1:
        return await _ask_report(context, task, reports[0])
    rows = tuple(
        (Button(shorten(f"{day(report.reported_on)}: {report.text}", 58), FixReport(report.id)),) for report in reports
    )
    back = Button(context.say("button.back_to_task"), ShowTask(task.id))
    return Reply(context.say("lint_chat.fix_which_report", number=task.number), (*rows, (back,)), replaces=True)


async def _reports(context: Context, task: TaskRow) -> list[ProgressRow]:
    """The reports of the period that was checked."""
    run = await own_run(context)
    if run is None:
        raise Refusal("lint.gone")
    newest = await progress.history(context.db, task.id, run.period.as_of(context.today), MOST_REPORTS)
    return [report for report in newest if report.reported_on >= run.period.first]


async def choose_report(context: Context, action: FixReport) -> Answer:
    report = await _report(context, action.progress_id)
    return await _ask_report(context, await _task(context, report.task_id), report)


async def _report(context: Context, progress_id: int) -> ProgressRow:
    return await progress.progress_of_units(context.db, sorted(await reach(context, OFFICER)), progress_id)


async def _ask(context: Context, place: Target, task: TaskRow) -> Reply:
    text = {Target.TITLE: task.title, Target.PRODUCT: task.product}.get(place, task.note)
    where = context.say(PLACE[place], numbers=task.number)
    return await _question(context, place, task.id, where, text)


async def _ask_report(context: Context, task: TaskRow, report: ProgressRow) -> Reply:
    where = context.say("lint_chat.report_of", number=task.number, day=day(report.reported_on))
    return await _question(context, Target.REPORT, report.id, where, report.text)


async def _ask_title(context: Context, plan_id: int) -> Reply:
    title = await _title(context, plan_id)
    return await _question(context, Target.PLAN, plan_id, context.say("lint.place_plan"), title)


async def _title(context: Context, plan_id: int) -> str:
    title = await plan_title(context.db, await reach(context, OFFICER), plan_id)
    if title is None:
        raise Refusal("rights.unit")
    return title


async def _question(context: Context, place: Target, id_: int, where: str, text: str) -> Reply:
    run = await own_run(context)
    if run is None:
        raise Refusal("lint.gone")
    say = context.say
    await context.ask(AskWords(place, id_, run.period))
    now = text[:SHOWN] + ("…" if len(text) > SHOWN else "") if text else say("lint_chat.no_words")
    hint = say("lint_chat.ask_plan_words") if place is not Target.REPORT else say("lint_chat.ask_report_words")
    rows = ((Button(say("button.lint"), ShowFindings(run.period, 0)),),)
    return Reply(say("lint_chat.ask_words", where=where, text=now, hint=hint), rows)


async def words_answered(context: Context, asked: AskWords, text: str) -> Answer:
    if len(text) > MAX_REPORT:
        raise Refusal("text.too_long", limit=MAX_REPORT)
    if asked.place is Target.REPORT:
        await _correct_report(context, asked.id, text)
    elif asked.place is Target.PLAN:
        await _title(context, asked.id)
        await set_plan_title(context.db, asked.id, text)
    else:
        task = await _task(context, asked.id)
        await set_task_text(context.db, task.id, asked.place, text)
    looking = await start_looking(context, asked.period)
    return Reply(f"{context.say('lint_chat.fixed')}\n{looking.text}")


async def _correct_report(context: Context, progress_id: int, text: str) -> None:
    """The report stays in the history as it was; who wrote it is told."""
    old = await _report(context, progress_id)
    task = await _task(context, old.task_id)
    await progress.change_progress(context.db, old, context.sender.id, ProgressChange(text=text), context.now)
    writer = await find_sender(context.db, old.person_id) if old.person_id not in (None, context.sender.id) else None
    if writer is not None:
        say = words_for(writer)
        values = {"number": task.number, "day": day(old.reported_on), "text": shorten(text, 1500)}
        button = Button(say("button.back_to_task"), ShowTask(task.id))
        context.notify(writer, Reply(say("lint_chat.fixed_yours", **values), ((button,),)))
