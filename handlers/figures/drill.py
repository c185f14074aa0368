"""From the summary down: areas, late dossiers, unhappy ratings."""

from handlers.context import Answer, Context
from handlers.figures.actions import AnswerRating, ShowAreas, ShowChannels, ShowLate, ShowSummary, ShowUnhappy
from handlers.figures.gathering import collect_figures
from handlers.figures.scope import scope_of
from handlers.figures.summary_text import aspect_lines, channel_lines, rating_lines
from handlers.figures.task_lines import area_lines, areas_of
from handlers.kit.screens import Row, page_buttons, screen
from handlers.plan.actions import Filter, OfArea, ShowTasks
from handlers.replies import Button, Heading
from handlers.words.formats import day, integer
from handlers.words.keys import LEVEL, REASON
from handlers.words.lines import end_words
from handlers.words.periods import period_inside, period_label
from storage.dossiers.lateness import late_dossiers
from storage.ground.days.periods import Period
from storage.ground.text import shorten
from storage.plan.tasks import TaskState, tasks_of_year
from storage.ratings.aspects import aspect_figures
from storage.ratings.details import unhappy_ratings

PAGE = 8


def back_to_summary(context: Context, period: Period, unit_id: int | None = None) -> Button:
    return Button(context.say("button.back_to_summary"), ShowSummary(period, unit_id))


async def show_areas(context: Context, action: ShowAreas) -> Answer:
    period, unit_id = action.period, action.unit_id
    scope = await scope_of(context, unit_id)
    tasks = await tasks_of_year(context.db, sorted(scope.units), period.last.year, period.as_of(context.today))
    say = context.say
    rows = [
        (Button(shorten(f"{name} ({len(own)})", 60), ShowTasks(OfArea(area), 0, period, unit_id)),)
        for area, (name, own) in areas_of(tasks).items()
    ]
    overdue = sum(task.state is TaskState.OVERDUE for task in tasks)
    if overdue:
        late = ShowTasks(Filter.OVERDUE, 0, period, unit_id)
        rows.insert(0, (Button(say("button.overdue", count=integer(overdue)), late),))
    title = say("areas.title", period=period_inside(period), year=period.last.year)
    lines = [Heading(title), *([scope.name] if unit_id else ()), *area_lines(say, tasks), "", say("areas.tap")]
    return screen(say, lines, [*rows, back_to_summary(context, period, unit_id)], replaces=True)


async def show_late(context: Context, action: ShowLate) -> Answer:
    period, page, unit_id = action.period, action.page, action.unit_id
    scope = await scope_of(context, unit_id)
    found = await late_dossiers(context.db, sorted(scope.units), period, context.today, PAGE + 1, page * PAGE)
    say = context.say
    lines = [Heading(say("late.title", period=period_label(period))), *([scope.name] if unit_id else ()), ""]
    for dossier in found[:PAGE]:
        returned = end_words(say, dossier.finished_on, dossier.returned_on)
        letter = say("late.letter") if dossier.letter else say("late.no_letter")
        lines += [f"• {dossier.code} – {shorten(dossier.procedure, 60)}"]
        lines += ["  " + say("late.line", due=day(dossier.due_on), returned=returned, letter=letter)]
    if not found:
        lines.append(say("late.none"))
    rows: list[Row] = [
        page_buttons(say, lambda to: ShowLate(period, to, unit_id), page, len(found) > PAGE),
        back_to_summary(context, period, unit_id),
    ]
    return screen(say, lines, rows, replaces=True)


async def show_channels(context: Context, action: ShowChannels) -> Answer:
    """Channel by channel, what is not counted beside it, who took part, and what they were asked besides."""
    period, say = action.period, context.say
    scope = await scope_of(context, action.unit_id)
    figures = await collect_figures(context.db, scope.units, period, context.today)
    lines = [Heading(say("channels.title", period=period_label(period))), scope.name, ""]
    lines += [*rating_lines(say, figures), "", *channel_lines(say, figures.ratings.channels)]
    aspects = await aspect_figures(context.db, scope.units, period, context.today)
    if aspects:
        lines += ["", say("channels.aspects"), *aspect_lines(say, aspects)]
    return screen(say, lines, [back_to_summary(context, period, action.unit_id)], replaces=True)


async def show_unhappy(context: Context, action: ShowUnhappy) -> Answer:
    period, page, unit_id = action.period, action.page, action.unit_id
    scope = await scope_of(context, unit_id)
    found = await unhappy_ratings(
        context.db, sorted(scope.units), period.first, period.as_of(context.today), PAGE + 1, page * PAGE
    )
    say = context.say
    lines = [Heading(say("unhappy.title", period=period_label(period))), *([scope.name] if unit_id else ()), ""]
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
    rows: list[Row] = [
        *answers,
        page_buttons(say, lambda to: ShowUnhappy(period, to, unit_id), page, len(found) > PAGE),
        back_to_summary(context, period, unit_id),
    ]
    return screen(say, lines, rows, replaces=True)
