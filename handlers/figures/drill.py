"""From the summary down: areas, late dossiers, unhappy ratings."""

from collections import Counter
from functools import partial

from handlers.context import Answer, Context
from handlers.figures.actions import AnswerRating, ShowAreas, ShowLate, ShowSummary, ShowUnhappy
from handlers.kit.reach import reach
from handlers.kit.screens import page_buttons
from handlers.kit.task_names import area_name
from handlers.plan.actions import Filter, OfArea, ShowTasks
from handlers.replies import Button, Reply
from handlers.routing import LEADERS
from handlers.words.formats import day, integer
from handlers.words.keys import LEVEL, REASON
from handlers.words.lines import end_words
from handlers.words.periods import period_inside, period_label
from storage.dossiers.lateness import late_dossiers
from storage.ground.days.periods import Period
from storage.ground.text import shorten
from storage.plan.tasks import TaskState, tasks_of_year
from storage.ratings.details import unhappy_ratings

PAGE = 8


def back_to_summary(context: Context, period: Period) -> Button:
    return Button(context.say("button.back_to_summary"), ShowSummary(period))


async def show_areas(context: Context, action: ShowAreas) -> Answer:
    period = action.period
    units = await reach(context, LEADERS)
    tasks = await tasks_of_year(context.db, sorted(units), period.last.year, period.as_of(context.today))
    say = context.say
    areas = {task.area_id: area_name(task) for task in tasks}
    counts = Counter(task.area_id for task in tasks)
    rows = [
        (Button(shorten(f"{name} ({counts[area]})", 60), ShowTasks(OfArea(area), 0, period)),)
        for area, name in areas.items()
    ]
    overdue = sum(task.state is TaskState.OVERDUE for task in tasks)
    if overdue:
        rows.insert(0, (Button(say("button.overdue", count=integer(overdue)), ShowTasks(Filter.OVERDUE, 0, period)),))
    title = say("areas.title", period=period_inside(period), year=period.last.year)
    return Reply(title, (*rows, (back_to_summary(context, period),)), replaces=True)


async def show_late(context: Context, action: ShowLate) -> Answer:
    period, page = action.period, action.page
    units = await reach(context, LEADERS)
    found = await late_dossiers(context.db, sorted(units), period, context.today, PAGE + 1, page * PAGE)
    say = context.say
    lines = [say("late.title", period=period_label(period)), ""]
    for dossier in found[:PAGE]:
        returned = end_words(say, dossier.finished_on, dossier.returned_on)
        letter = say("late.letter") if dossier.letter else say("late.no_letter")
        lines += [f"• {dossier.code} – {shorten(dossier.procedure, 60)}"]
        lines += ["  " + say("late.line", due=day(dossier.due_on), returned=returned, letter=letter)]
    if not found:
        lines.append(say("late.none"))
    rows = [
        page_buttons(context.say, partial(ShowLate, period), page, len(found) > PAGE),
        (back_to_summary(context, period),),
    ]
    return Reply("\n".join(lines), tuple(row for row in rows if row), replaces=True)


async def show_unhappy(context: Context, action: ShowUnhappy) -> Answer:
    period, page = action.period, action.page
    units = await reach(context, LEADERS)
    found = await unhappy_ratings(
        context.db, sorted(units), period.first, period.as_of(context.today), PAGE + 1, page * PAGE
    )
    say = context.say
    lines = [say("unhappy.title", period=period_label(period)), ""]
    answers = []
    for rating in found[:PAGE]:
        reasons = ", ".join(say(REASON[reason]) for reason in rating.reasons)
        about = shorten(rating.procedure or say("unhappy.at_kiosk"), 60)
        lines.append(f"• {day(rating.rated_on)} {say(LEVEL[rating.level])} – {about}")
        answered = say("unhappy.was_answered") if rating.answer else ""
        lines += [f"  {part}" for part in (reasons, shorten(rating.comment or "", 200), answered) if part]
        if rating.contact and not rating.answer:
            label = say("button.answer", day=day(rating.rated_on), about=shorten(about, 20))
            answers.append((Button(label, AnswerRating(rating.id)),))
    if not found:
        lines.append(say("unhappy.none"))
    rows = [
        *answers,
        page_buttons(context.say, partial(ShowUnhappy, period), page, len(found) > PAGE),
        (back_to_summary(context, period),),
    ]
    return Reply("\n".join(lines), tuple(row for row in rows if row), replaces=True)
