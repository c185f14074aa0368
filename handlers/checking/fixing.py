"""The officer puts right the words in which something was found: of the plan, or of a report of the period."""

from typing import Any

from handlers.actions import numbers
from handlers.checking.looking import start_looking
from handlers.checking.screens import MOST_TASKS, find_own, own_run
from handlers.context import Answer, Context
from handlers.lint.matter import Place
from handlers.numbers import day
from handlers.occasion import words_for
from handlers.plan.stored import MAX_REPORT
from handlers.reach import reach
from handlers.replies import Button, Reply
from handlers.routing import OFFICER
from storage.days.periods import Period
from storage.messages import questions
from storage.people.people import find_sender
from storage.plan import progress
from storage.plan.progress import ProgressChange, ProgressRow
from storage.plan.tasks import TaskRow, find_task
from storage.plan.texts import plan_title, set_plan_title, set_task_text
from storage.refusals import Refusal
from storage.text import shorten

SHOWN = 3000
# More reports in one period are shown by the task itself.
MOST_REPORTS = 12
_OF_TASK = (Place.TITLE, Place.PRODUCT, Place.NOTE)


async def choose_words(context: Context, argument: str) -> Answer:
    """`lint_fix:PLAN:CODE`: asks for the right words, or first of which task."""
    finding, _ = await find_own(context, argument)
    if finding.place == Place.PLAN:
        return await _ask_title(context, finding.plan_id)
    if len(finding.tasks) == 1:
        return await _choose_report(context, Place(finding.place), finding.tasks[0][0])
    rows = tuple(
        (Button(context.say("button.lint_task", number=number), action=f"lint_words:{finding.place}:{task_id}"),)
        for task_id, number in finding.tasks[:MOST_TASKS]
    )
    back = Button(context.say("button.lint_back"), action=f"finding:{argument}")
    return Reply(context.say("check.fix_which", where=finding.where), (*rows, (back,)), replaces=True)


async def choose_task(context: Context, argument: str) -> Answer:
    """`lint_words:PLACE:TASK`"""
    name, _, number = argument.partition(":")
    if name not in _OF_TASK:
        raise Refusal("button.stale")
    return await _choose_report(context, Place(name), *numbers(number, 1))


async def _task(context: Context, task_id: int) -> TaskRow:
    return await find_task(context.db, sorted(await reach(context, OFFICER)), task_id, context.today)


async def _choose_report(context: Context, place: Place, task_id: int) -> Reply:
    """A note is the plan's own, or what was reported in the period."""
    task = await _task(context, task_id)
    reports = await _reports(context, task) if place is Place.NOTE else []
    if not reports:
        return await _ask(context, place, task)
    if len(reports) == 1:
        return await _ask_report(context, task, reports[0])
    rows = tuple(
        (Button(shorten(f"{day(report.reported_on)}: {report.text}", 58), action=f"lint_report:{report.id}"),)
        for report in reports
    )
    back = Button(context.say("button.back_to_task"), action=f"task:{task.id}")
    return Reply(context.say("check.fix_which_report", number=task.number), (*rows, (back,)), replaces=True)


async def _reports(context: Context, task: TaskRow) -> list[ProgressRow]:
    """Those of the period that was looked at."""
    run = await own_run(context)
    if run is None:
        raise Refusal("lint.gone")
    newest = await progress.history(context.db, task.id, run.period.as_of(context.today), MOST_REPORTS)
    return [report for report in newest if report.reported_on >= run.period.first]


async def choose_report(context: Context, argument: str) -> Answer:
    """`lint_report:REPORT`"""
    report = await _report(context, *numbers(argument, 1))
    return await _ask_report(context, await _task(context, report.task_id), report)


async def _report(context: Context, progress_id: int) -> ProgressRow:
    return await progress.progress_of_units(context.db, sorted(await reach(context, OFFICER)), progress_id)


async def _ask(context: Context, place: Place, task: TaskRow) -> Reply:
    text = {Place.TITLE: task.title, Place.PRODUCT: task.product}.get(place, task.note)
    where = context.say(f"lint.place_{place}", numbers=task.number)
    return await _question(context, {"place": place, "id": task.id}, where, text)


async def _ask_report(context: Context, task: TaskRow, report: ProgressRow) -> Reply:
    where = context.say("check.report_of", number=task.number, day=day(report.reported_on))
    return await _question(context, {"place": "report", "id": report.id}, where, report.text)


async def _ask_title(context: Context, plan_id: int) -> Reply:
    title = await _title(context, plan_id)
    return await _question(context, {"place": Place.PLAN, "id": plan_id}, context.say("lint.place_plan"), title)


async def _title(context: Context, plan_id: int) -> str:
    title = await plan_title(context.db, await reach(context, OFFICER), plan_id)
    if title is None:
        raise Refusal("rights.unit")
    return title


async def _question(context: Context, data: dict[str, Any], where: str, text: str) -> Reply:
    run = await own_run(context)
    if run is None:
        raise Refusal("lint.gone")
    say = context.say
    data["period"] = run.period.code
    await questions.ask(context.db, context.sender.id, "lint_words", data, context.now)
    now = text[:SHOWN] + ("…" if len(text) > SHOWN else "") if text else say("check.no_words")
    hint = say("check.ask_plan_words") if data["place"] != "report" else say("check.ask_report_words")
    rows = ((Button(say("button.lint"), action=f"lint:{run.period.code}:0"),),)
    return Reply(say("check.ask_words", where=where, text=now, hint=hint), rows)


async def words_answered(context: Context, data: dict[str, Any], text: str) -> Answer:
    if len(text) > MAX_REPORT:
        raise Refusal("text.too_long", limit=MAX_REPORT)
    if data["place"] == "report":
        await _correct_report(context, data["id"], text)
    elif data["place"] == Place.PLAN:
        await _title(context, data["id"])
        await set_plan_title(context.db, data["id"], text)
    else:
        task = await _task(context, data["id"])
        await set_task_text(context.db, task.id, data["place"], text)
    looking = await start_looking(context, Period.from_code(data["period"]))
    return Reply(f"{context.say('check.fixed')}\n{looking.text}")


async def _correct_report(context: Context, progress_id: int, text: str) -> None:
    """The report stays in the history as it was; who wrote it is told."""
    old = await _report(context, progress_id)
    task = await _task(context, old.task_id)
    await progress.change_progress(context.db, old, context.sender.id, ProgressChange(text=text), context.now)
    writer = await find_sender(context.db, old.person_id) if old.person_id not in (None, context.sender.id) else None
    if writer is not None:
        say = words_for(writer)
        values = {"number": task.number, "day": day(old.reported_on), "text": shorten(text, 1500)}
        button = Button(say("button.back_to_task"), action=f"task:{task.id}")
        context.notify(writer, Reply(say("check.fixed_yours", **values), ((button,),)))
