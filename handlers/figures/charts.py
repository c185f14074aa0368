"""The three charts of a period: what they are drawn of, and what they show in words."""

import asyncio
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date

from handlers.figures.comparing import Earlier, short_name
from handlers.making.charts.figures import (
    AreaTasks,
    Before,
    Channel,
    Chart,
    Lateness,
    Satisfaction,
    Share,
    Tasks,
    sum_of,
)
from handlers.words.catalogue import Words
from handlers.words.formats import day, integer
from handlers.words.keys import STATE
from handlers.words.lines import channel_name
from handlers.words.periods import period_label
from storage.database import Connection
from storage.figures import compared
from storage.figures.compared import Counts
from storage.figures.monthly import Month, MonthFigures, MonthlyChannel, monthly_late, monthly_ratings, months_of
from storage.ground.days.periods import Period
from storage.people.units import find_unit, tops_of
from storage.plan.tasks import TaskRow, TaskState, tasks_of_year, told_states
from storage.rules.rules import targets_at


@dataclass(frozen=True, slots=True)
class Drawn:
    """What the charts are drawn of."""

    satisfaction: Satisfaction
    tasks: Tasks
    lateness: Lateness


async def charts_of(
    db: Connection,
    unit_ids: Collection[int],
    period: Period,
    today: date,
    say: Words,
    earlier: Sequence[Earlier],
    *,
    tasks: bool = True,
) -> list[Chart]:
    """`earlier`: what they stand beside; `tasks`: with the one of the plan's tasks."""
    return await asyncio.to_thread(draw, say, await collect(db, unit_ids, period, today, say, earlier), tasks=tasks)


async def collect(
    db: Connection, unit_ids: Collection[int], period: Period, today: date, say: Words, earlier: Sequence[Earlier] = ()
) -> Drawn:
    months = tuple(months_of(period, today))
    subtitle = await _subtitle(db, unit_ids, period, today, say)
    channels = tuple(_channel(say, one, months) for one in await monthly_ratings(db, unit_ids, period, today))
    tasks = await tasks_of_year(db, unit_ids, period.last.year, period.as_of(today))
    late = await monthly_late(db, unit_ids, period, today)
    return Drawn(
        Satisfaction(subtitle, months, channels, (await targets_at(db, period.last)).satisfaction,
                     _before(earlier, lambda counts: counts.satisfied if counts.whole_ratings else None)),
        Tasks(subtitle, _areas(tasks), _before(earlier, lambda counts: counts.tasks_done)),
        Lateness(subtitle, months, tuple(_share(late.get(month)) for month in months),
                 _before(earlier, lambda counts: counts.late)),
    )  # fmt: skip


def _before(earlier: Sequence[Earlier], of: Callable[[Counts], compared.Share | None]) -> tuple[Before, ...]:
    """What is not known of a period is not there."""
    known = [(one.period, found) for one in earlier if (found := of(one.counts)) is not None]
    return tuple(Before(short_name(period), Share(found.part, found.whole)) for period, found in known)


async def _subtitle(db: Connection, unit_ids: Collection[int], period: Period, today: date, say: Words) -> str:
    """Whose figures, and of which period; until when while it runs."""
    tops = await tops_of(db, unit_ids)
    unit = await find_unit(db, min(tops)) if tops else None
    parts = [unit.name if unit else "", period_label(period)]
    if period.first <= today < period.last:
        parts.append(say("chart.until", day=day(today)))
    return " · ".join(part for part in parts if part)


def _share(figures: MonthFigures | None) -> Share:
    return Share(figures.part, figures.whole) if figures else Share(0, 0)


def _channel(say: Words, one: MonthlyChannel, months: Sequence[Month]) -> Channel:
    total = one.total
    name = channel_name(say, total)
    shares = tuple(_share(one.months.get(month)) for month in months)
    return Channel(name, shares, Share(total.satisfied, total.rated))


def _areas(tasks: Sequence[TaskRow]) -> tuple[AreaTasks, ...]:
    names = {task.area_id: task.area for task in tasks}
    return tuple(
        AreaTasks(name, Counter(task.state for task in tasks if task.area_id == area_id))
        for area_id, name in names.items()
    )


def draw(say: Words, drawn: Drawn, *, tasks: bool = True) -> list[Chart]:
    """Takes some ten milliseconds a picture: for a thread."""
    # Loaded with the first picture (docs/decisions/loaded-when-needed.md).
    from handlers.making.charts.lateness import lateness_chart
    from handlers.making.charts.satisfaction import satisfaction_chart
    from handlers.making.charts.tasks import tasks_chart

    rated, received = _ratings(drawn).whole, sum_of(drawn.lateness.late).whole
    png, title = satisfaction_chart(say, drawn.satisfaction), say("drawn_chart.satisfaction")
    charts = [Chart(png, title, _rated(say, drawn), is_empty=not rated)]
    if tasks:
        png, title = tasks_chart(say, drawn.tasks), say("drawn_chart.tasks")
        charts.append(Chart(png, title, _states(say, drawn), is_empty=not drawn.tasks.areas))
    png, title = lateness_chart(say, drawn.lateness), say("drawn_chart.late")
    return [*charts, Chart(png, title, _late(say, drawn), is_empty=not received)]


def _ratings(drawn: Drawn) -> Share:
    return sum_of([channel.total for channel in drawn.satisfaction.channels])


def _rated(say: Words, drawn: Drawn) -> str:
    total = _ratings(drawn)
    if not total.whole:
        return say("drawn_chart.nobody_rated")
    return say("chart.satisfied", share=total.words(say)) + _beside(say, drawn.satisfaction.before, "chart.before")


def _states(say: Words, drawn: Drawn) -> str:
    counts: Counter[TaskState] = Counter()
    for area in drawn.tasks.areas:
        counts.update(area.counts)
    if not counts:
        return say("drawn_chart.no_tasks")
    states = ", ".join(f"{say(STATE[state]).lower()} {integer(counts[state])}" for state in told_states(counts))
    text = say("chart.tasks", count=integer(counts.total()), states=states)
    return text + _beside(say, drawn.tasks.before, "chart.done_before")


def _late(say: Words, drawn: Drawn) -> str:
    total = sum_of(drawn.lateness.late)
    if not total.whole:
        return say("drawn_chart.nothing_received")
    return say("chart.late", share=total.words(say)) + _beside(say, drawn.lateness.before, "chart.before")


def _beside(say: Words, before: Sequence[Before], key: str) -> str:
    return "".join(f" {say(key, name=one.name, share=one.share.words(say))}" for one in before if one.share.whole)
