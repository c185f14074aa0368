"""The director's screen: one period on one phone screen, and from there down to the single thing."""

from collections import Counter
from typing import Any

from handlers.context import Answer, Context
from handlers.menus import page_buttons
from handlers.numbers import day, integer
from handlers.period_words import period_label
from handlers.reach import reach
from handlers.replies import Button, Reply, Rows
from handlers.routing import LEADERS
from handlers.summary_text import Figures, summary_text
from storage import questions
from storage.periods import Period, parse_period
from storage.refusals import Refusal
from storage.summary import as_of, dossier_figures, late_dossiers, rating_figures
from storage.ratings import unhappy_ratings
from storage.tasks import TaskState, tasks_of_year
from storage.text import shorten
from storage.units import find_unit

PAGE = 8


async def summary(context: Context, argument: str) -> Answer:
    """`/summary PERIOD`; the year so far where no period is named."""
    period = parse_period(argument, context.today) if argument else parse_period("năm nay", context.today)
    if period is None:
        await questions.ask(context.db, context.sender.id, "summary_period", {}, context.now)
        return Reply(context.say("summary.which_period"), _examples(context))
    return await _reply(context, period, replaces=False)


async def period_answered(context: Context, data: dict[str, Any], text: str) -> Answer:
    return await summary(context, text)


async def show_summary(context: Context, argument: str) -> Answer:
    """A tap: the period's code, or nothing for the year so far."""
    if not argument:
        return await summary(context, "")
    return await _reply(context, read_period(argument), replaces=True)


def read_period(code: str) -> Period:
    try:
        return Period.from_code(code)
    except ValueError:
        raise Refusal("button.stale") from None


async def figures_of(context: Context, units: set[int], period: Period) -> Figures:
    today, ids = context.today, sorted(units)
    year = period.last.year
    return Figures(
        period=period,
        year=year,
        tasks=await tasks_of_year(context.db, ids, year, as_of(period, today)),
        dossiers=await dossier_figures(context.db, ids, period, today),
        ratings=await rating_figures(context.db, ids, period, today),
    )


async def _reply(context: Context, period: Period, *, replaces: bool) -> Reply:
    units = await reach(context, LEADERS)
    figures = await figures_of(context, units, period)
    name = await _own_unit_name(context)
    return Reply(summary_text(context.say, name, figures, context.today), _rows(context, figures), replaces=replaces)


async def _own_unit_name(context: Context) -> str:
    unit_ids = [unit for role in LEADERS for unit in context.sender.roles.get(role, ())]
    unit = await find_unit(context.db, min(unit_ids))
    return unit.name if unit else context.office.agency


def _rows(context: Context, figures: Figures) -> Rows:
    say, code = context.say, figures.period.code
    rows: list[tuple[Button, ...]] = []
    if figures.tasks:
        rows.append((Button(say("button.areas"), action=f"areas:{code}"),))
    if figures.dossiers.late or figures.dossiers.late_earlier:
        rows.append((Button(say("button.late", count=integer(figures.late_in_all)), action=f"late:{code}:0"),))
    rows.append((Button(say("button.unhappy"), action=f"unhappy:{code}:0"),))
    steps = [_step(figures.period.previous(), "◀ {}")]
    if figures.period.next().first <= context.today:
        steps.append(_step(figures.period.next(), "{} ▶"))
    rows.append(tuple(steps))
    rows.append(_usual_periods(context))
    return tuple(rows)


def _step(period: Period, form: str) -> Button:
    return Button(form.format(period_label(period)), action=f"summary:{period.code}")


def _usual_periods(context: Context) -> tuple[Button, ...]:
    buttons = []
    for key in ("this_month", "this_quarter", "this_year"):
        period = parse_period({"this_month": "tháng này", "this_quarter": "quý này", "this_year": "năm nay"}[key], context.today)
        if period is not None:
            buttons.append(Button(context.say(f"button.{key}"), action=f"summary:{period.code}"))
    return tuple(buttons)


def _examples(context: Context) -> Rows:
    return (
        *((_step(period, "{}"),) for text in ("quý trước", "tháng trước") if (period := parse_period(text, context.today))),
        _usual_periods(context),
    )


def _back(context: Context, period: Period) -> Button:
    return Button(context.say("button.back_to_summary"), action=f"summary:{period.code}")


async def show_areas(context: Context, argument: str) -> Answer:
    period = read_period(argument)
    units = await reach(context, LEADERS)
    tasks = await tasks_of_year(context.db, sorted(units), period.last.year, as_of(period, context.today))
    say = context.say
    areas = {task.area_id: task.area for task in tasks}
    counts = Counter(task.area_id for task in tasks)
    rows = [
        (Button(shorten(f"{name} ({counts[area]})", 60), action=f"tasks:area{area}:0:{period.code}"),)
        for area, name in areas.items()
    ]
    overdue = sum(task.state is TaskState.OVERDUE for task in tasks)
    if overdue:
        rows.insert(0, (Button(say("button.overdue", count=integer(overdue)), action=f"tasks:overdue:0:{period.code}"),))
    title = say("areas.title", period=period_label(period), year=period.last.year)
    return Reply(title, (*rows, (_back(context, period),)), replaces=True)


def _page(argument: str) -> tuple[Period, int]:
    code, _, number = argument.partition(":")
    if not (number.isascii() and number.isdecimal() and len(number) < 6):
        raise Refusal("button.stale")
    return read_period(code), int(number)


async def show_late(context: Context, argument: str) -> Answer:
    period, page = _page(argument)
    units = await reach(context, LEADERS)
    found = await late_dossiers(context.db, sorted(units), period, context.today, PAGE + 1, page * PAGE)
    say = context.say
    lines = [say("late.title", period=period_label(period)), ""]
    for dossier in found[:PAGE]:
        returned = say("late.returned", day=day(dossier.returned_on)) if dossier.returned_on else say("late.open")
        letter = say("late.letter") if dossier.letter else say("late.no_letter")
        lines += [f"• {dossier.code} – {shorten(dossier.procedure, 60)}"]
        lines += ["  " + say("late.line", due=day(dossier.due_on), returned=returned, letter=letter)]
    if not found:
        lines.append(say("late.none"))
    rows = [page_buttons(context.say, f"late:{period.code}:{{}}", page, len(found) > PAGE), (_back(context, period),)]
    return Reply("\n".join(lines), tuple(row for row in rows if row), replaces=True)


async def show_unhappy(context: Context, argument: str) -> Answer:
    period, page = _page(argument)
    units = await reach(context, LEADERS)
    found = await unhappy_ratings(
        context.db, sorted(units), period.first, as_of(period, context.today), PAGE + 1, page * PAGE
    )
    say = context.say
    lines = [say("unhappy.title", period=period_label(period)), ""]
    for rating in found[:PAGE]:
        reasons = ", ".join(say(f"reason.{reason}") for reason in rating.reasons)
        lines.append(f"• {day(rating.rated_on)} {say(f'rating.level_{rating.level}')} – {rating.procedure_code}")
        lines += [f"  {part}" for part in (reasons, shorten(rating.comment or "", 200)) if part]
    if not found:
        lines.append(say("unhappy.none"))
    rows = [page_buttons(context.say, f"unhappy:{period.code}:{{}}", page, len(found) > PAGE), (_back(context, period),)]
    return Reply("\n".join(lines), tuple(row for row in rows if row), replaces=True)
