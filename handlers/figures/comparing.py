"""Figures of a period beside those of another: what is compared with what, and how it is said."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from handlers.kit.actions import Action
from handlers.replies import Button
from handlers.words.catalogue import Keys, Words
from handlers.words.formats import day, decimal, integer, percent
from handlers.words.periods import period_inside
from storage.database import Connection
from storage.figures.compared import Counts, Share, counts_of
from storage.ground.days.period_names import months_before
from storage.ground.days.periods import Period, PeriodKind

_HUNDREDTH = Decimal("0.01")
MARKS = ("①", "②")


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a period is compared with."""

    period: Period
    counts: Counts


def so_far(period: Period, today: date) -> Period:
    """While it runs, its days until today."""
    return Period(period.first, today) if period.first <= today < period.last else period


def comparable(period: Period, other: Period, today: date) -> Period:
    """As much of the other period as has passed of this one: a month of five days is not compared with a whole one."""
    if so_far(period, today) == period or other.last >= period.first:
        return other
    if period.first.day == other.first.day == 1:
        months = (period.first.year - other.first.year) * 12 + period.first.month - other.first.month
        last = months_before(today, months)
    else:
        last = other.first + (today - period.first)
    return Period(other.first, max(other.first, min(other.last, last)))


def compared_with(period: Period, today: date) -> list[Period]:
    """The period before, and the same a year ago; one where they are the same."""
    if period.first > today:
        return []
    others = [comparable(period, other, today) for other in (period.previous(), period.a_year_before())]
    return [other for other in dict.fromkeys(others) if other != period and other.first <= today]


async def collect_earlier(db: Connection, units: Collection[int], period: Period, today: date) -> list[Earlier]:
    others = compared_with(period, today)
    return [Earlier(*one) for one in zip(others, await counts_of(db, units, others, today), strict=True)]


Value = int | Share | None


@dataclass(frozen=True, slots=True)
class Figure:
    """`of`: its value; None where that is not known."""

    name: str
    of: Callable[[Counts], Value]


def _known_dossiers(of: Callable[[Counts], Value]) -> Callable[[Counts], Value]:
    return lambda counts: of(counts) if counts.has_dossiers else None


def _participation(counts: Counts) -> Value:
    return Share(counts.satisfied.whole, counts.received) if counts.whole_ratings else None


TASKS = (
    Figure("tasks_done", lambda counts: counts.tasks_done),
    Figure("tasks_overdue", lambda counts: counts.tasks_overdue if counts.tasks_done.whole else None),
)
DOSSIERS = (
    Figure("received", _known_dossiers(lambda counts: counts.received)),
    Figure("returned", _known_dossiers(lambda counts: counts.returned)),
    Figure("late", lambda counts: counts.late),
    Figure("letters", lambda counts: counts.letters),
)
RATINGS = (
    Figure("satisfied", lambda counts: counts.satisfied if counts.whole_ratings else None),
    Figure("participation", _participation),
)
CASES = (
    Figure("cases_received", lambda counts: counts.cases.received if counts.has_data else None),
    Figure("cases_answered", lambda counts: counts.cases.answered if counts.has_data else None),
)
_NAME = Keys("compare.{}", [figure.name for figure in (*TASKS, *DOSSIERS, *RATINGS, *CASES)])


def change(now: Value, before: Value) -> Decimal | None:
    """Of counts their difference, of shares that of the percentages; None unless both are known."""
    if isinstance(now, Share) and isinstance(before, Share):
        if not now.whole or not before.whole:
            return None
        exact = Decimal(now.part * before.whole - before.part * now.whole) * 100 / (now.whole * before.whole)
        return exact.quantize(_HUNDREDTH, ROUND_HALF_UP)
    if isinstance(now, int) and isinstance(before, int):
        return Decimal(now - before)
    return None


def change_words(say: Words, value: Value, changed: Decimal) -> str:
    """`▲ 120`, `▼ 1,25 điểm`, `=`"""
    if not changed:
        return "="
    size = say("compare.points", size=decimal(abs(changed))) if isinstance(value, Share) else decimal(abs(changed))
    return f"{'▲' if changed > 0 else '▼'} {size}"


def with_change(say: Words, words: str, now: Value, before: Value) -> str:
    """`nhận 3 (▲ 1)`; the words alone where there is nothing to compare with, or nothing on both sides."""
    changed = change(now, before)
    return words if changed is None or not (changed or now) else f"{words} ({change_words(say, now, changed)})"


def compare_buttons(
    say: Words, period: Period, today: date, shown: Period | None, action: Callable[[Period], Action]
) -> list[Button]:
    """The periods it may be compared with, but for the one that it is compared with now."""
    others = [other for other in compared_with(period, today) if other != shown]
    return [Button(say("button.compare", period=short_name(other)), action(other)) for other in others]


def short_name(period: Period) -> str:
    """Within a line: `quý I/2026`, `01/01–15/03/2026`."""
    if period.kind is PeriodKind.CUSTOM and period.first.year == period.last.year:
        return f"{period.first:%d/%m}–{day(period.last)}"
    return period_inside(period)


def change_lines(say: Words, figures: Sequence[Figure], now: Counts, earlier: Sequence[Earlier]) -> list[str]:
    """One for each earlier period of which something is known: `① nhận ▲ 3 · trả ▲ 2`."""
    lines = []
    for mark, one in zip(MARKS, earlier, strict=False):
        changes = [(figure, figure.of(now), change(figure.of(now), figure.of(one.counts))) for figure in figures]
        parts = [
            f"{say(_NAME[figure.name])} {change_words(say, value, changed)}"
            for figure, value, changed in changes
            if changed is not None and (changed or value)  # of nothing before and after there is nothing to say
        ]
        if parts:
            lines.append(f"{mark} {' · '.join(parts)}")
    return lines


def side_by_side(say: Words, figures: Sequence[Figure], now: Counts, before: Counts) -> list[str]:
    """`• Hồ sơ nhận: 4 ← 2 (▲ 2)`; a figure that neither has is left out."""
    lines = []
    for figure in figures:
        value, old = figure.of(now), figure.of(before)
        words = [value_words(say, one) for one in (value, old)]
        if words == [say("no_figures")] * 2:
            continue
        changed = change(value, old)
        line = say("compare.line", name=say(_NAME[figure.name]), now=words[0], before=words[1])
        lines.append(line if changed is None else f"{line} ({change_words(say, value, changed)})")
    return lines


def value_words(say: Words, value: Value) -> str:
    if isinstance(value, Share):
        rate = percent(value.part, value.whole)
        return f"{integer(value.part)}/{integer(value.whole)} = {rate}" if rate else say("no_figures")
    return say("no_figures") if value is None else integer(value)
