"""What a leader's sentence asks for: about what, of which period, beside which other, and of whom."""

import enum
import re
from dataclasses import dataclass, replace
from datetime import date

from handlers.language.vocabulary import Reading, Span, vocabulary
from storage.ground.days.calendars import Calendars, Regime
from storage.ground.days.period_finding import LONGEST, Found, find_period
from storage.ground.days.period_text import parse_period
from storage.ground.days.periods import Period, PeriodKind
from storage.ground.text import fold


class Topic(enum.StrEnum):
    """Meanings of `handlers/language/words/directors.toml`; `ALL`: the whole of it."""

    ALL = "all"
    LEAGUE = "league"
    FIELDS = "fields"
    PROCEDURES = "procedures"
    LATE = "late"
    OVERDUE = "overdue"
    SOON = "soon"
    UNREPORTED = "unreported"
    OPEN_TASKS = "open_tasks"
    AREAS = "areas"
    CASES = "cases"
    CASES_NEW = "cases_new"
    CASES_LATE = "cases_late"
    UNHAPPY = "unhappy"
    FLAGS = "flags"
    SATISFIED = "satisfied"


_VERSUS, _YEAR_AGO, _BEFORE = "versus", "versus_year_ago", "versus_before"
_BOTH = re.compile(r"(.+?) (voi|va|vs|hay) (.+)")
_RUNNING = {
    PeriodKind.DAY: "hôm nay",
    PeriodKind.WEEK: "tuần này",
    PeriodKind.MONTH: "tháng này",
    PeriodKind.QUARTER: "quý này",
    PeriodKind.YEAR: "năm nay",
}


@dataclass(frozen=True, slots=True)
class Wish:
    """`other`: what it is to be compared with. `name`: words that name nothing known here, folded: a unit, a field, a
    procedure, or something else altogether."""

    topic: Topic | None
    period: Period | None
    other: Period | None
    name: str

    @property
    def asks_for_figures(self) -> bool:
        return bool(self.topic or self.period or self.other)


def read_wish(text: str, today: date, calendars: Calendars) -> Wish | None:
    """None for what asks for no figures. `quý 1 kstthc`: the quarter as that regime reports it."""
    if not text or len(text) > LONGEST:
        return None
    regime = next((span for span in vocabulary("regimes").read(text).spans), None)
    if regime is None:
        return _read(text, today)
    line = vocabulary("regimes").read(text).line
    wish = _read(f"{line.between(0, regime.first)} {line.between(regime.end)}".strip(), today)
    if wish is None or regime.meaning != Regime.KSTTHC:
        return wish
    days = [one and calendars.days_of(one, Regime.KSTTHC) for one in (wish.period, wish.other)]
    return replace(wish, period=days[0], other=days[1])


def _read(text: str, today: date) -> Wish | None:
    period = parse_period(text, today)
    if period is not None:
        return Wish(None, period, None, "")
    reading = vocabulary("directors").read(text)
    versus = next((span for span in reading.spans if span.meaning in (_VERSUS, _YEAR_AGO, _BEFORE)), None)
    if versus is None:
        found = find_period(text, today)
        return _wish(found.period, None, found.rest)
    return _compared(reading, versus, today)


def _wish(period: Period | None, other: Period | None, rest: str) -> Wish:
    reading = vocabulary("directors", "courtesy").read(rest)
    topic = next((Topic(span.meaning) for span in reading.spans if span.meaning in set(Topic)), None)
    known = {place for span in reading.spans for place in range(span.first, span.end)}
    words = [token.bare for place, token in enumerate(reading.tokens) if place not in known]
    name = " ".join(word for word in words if word.isalnum())
    return Wish(topic, period, other, name)


def _compared(reading: Reading, versus: Span, today: date) -> Wish | None:
    left, right = reading.line.between(0, versus.first), reading.line.between(versus.end)
    if versus.meaning != _VERSUS:
        whole = find_period(f"{left} {right}", today)
        period = whole.period or Period(date(today.year, 1, 1), today)
        other = period.a_year_before() if versus.meaning == _YEAR_AGO else period.previous()
        return _wish(period, other, whole.rest)
    main: Found | None = find_period(left, today) if left else None
    beside = find_period(right, today)
    if main is None and (both := _BOTH.fullmatch(fold(right))):
        first, second = find_period(both[1], today), find_period(both[3], today)
        if first.period is not None and second.period is not None:
            against = _before(first.period, second, both[3], today) if both[2] == "voi" else second.period
            return _wish(first.period, against, f"{first.rest} {second.rest}")
    if beside.period is None:
        return None if main is None else _wish(main.period, None, f"{main.rest} {beside.rest}")
    period = (main and main.period) or _running_like(beside.period, today)
    rest = f"{main.rest if main else ''} {beside.rest}"
    return _wish(period, _before(period, beside, right, today), rest)


def _before(period: Period, beside: Found, text: str, today: date) -> Period | None:
    """What has no year is the latest before the period: "quý 3 so với quý 2" means quarters of one year."""
    other = beside.period
    if other is None or other.first < period.first:
        return other
    earlier = find_period(text, period.first).period
    return earlier if earlier is not None and earlier.first < period.first else other


def _running_like(other: Period, today: date) -> Period:
    """A quarter is compared with the one that runs; months of a year with the same of this one."""
    if words := _RUNNING.get(other.kind):
        return parse_period(words, today) or other
    return Period(other.first.replace(year=today.year), today) if other.first.month == other.first.day == 1 else other
