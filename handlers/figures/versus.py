"""Two periods in one sentence: `quý 3 so với quý 2`, `so với cùng kỳ`, `tháng 5 hơn tháng 4 không`."""

import re
from dataclasses import dataclass
from datetime import date

from handlers.language.vocabulary import Reading, Span, vocabulary
from storage.ground.days.period_finding import Found, find_period
from storage.ground.days.period_text import parse_period
from storage.ground.days.periods import Period, PeriodKind
from storage.ground.text import fold

_VERSUS, _YEAR_AGO, _BEFORE = "versus", "versus_year_ago", "versus_before"
# "So quý 1 với quý 2"; with its mark "số" is another word.
_SO = re.compile(r"(?i)\bso (?=(?:quý|quí|quy|tháng|thang|năm|nam|tuần|tuan|kỳ|\d|[qt]\d))")
_BOTH = re.compile(r"(.+?) (voi|va|vs|hay) (.+)")
_LEAGUE, _COMPARES = "league", ("so sanh", "doi chieu")
_UNITS = frozenset({"phong", "ban", "trung", "don"})
_RUNNING = {
    PeriodKind.DAY: "hôm nay",
    PeriodKind.WEEK: "tuần này",
    PeriodKind.MONTH: "tháng này",
    PeriodKind.QUARTER: "quý này",
    PeriodKind.YEAR: "năm nay",
}


@dataclass(frozen=True, slots=True)
class Compared:
    """Without a period: things are compared that are none. `rest`: the other words, folded."""

    period: Period | None
    other: Period | None
    rest: str


def read_comparison(text: str, today: date) -> Compared | None:
    """None where nothing is compared."""
    reading = vocabulary("directors").read(_SO.sub("so với ", text))
    versus = next((span for span in reading.spans if span.meaning in (_VERSUS, _YEAR_AGO, _BEFORE)), None)
    if versus is None:
        return _of_all_units(text, today) if any(span.meaning == _LEAGUE for span in reading.spans) else None
    if versus.meaning == _VERSUS:
        return _of_two(reading, versus, today)
    whole = find_period(f"{reading.line.between(0, versus.first)} {reading.line.between(versus.end)}", today)
    period = whole.period or Period(date(today.year, 1, 1), today)
    other = period.a_year_before() if versus.meaning == _YEAR_AGO else period.previous()
    return Compared(period, other, whole.rest)


def _of_two(reading: Reading, versus: Span, today: date) -> Compared | None:
    left, right = reading.line.between(0, versus.first), reading.line.between(versus.end)
    main, beside = find_period(left, today), find_period(right, today)
    both = None if main.period else _both(right, today)
    if both is not None:
        return Compared(both.period, both.other, f"{left} {both.rest}")
    if beside.period is None:
        of_units = main.period is None and bool(_UNITS.intersection(fold(right).split()))
        return Compared(None, None, right) if of_units else None
    period = main.period or _running_like(beside.period, today)
    return Compared(period, _before(period, beside, right, today), f"{main.rest} {beside.rest}")


def _both(text: str, today: date) -> Compared | None:
    """`quý 2 với quý 1`"""
    both = _BOTH.fullmatch(fold(text))
    if both is None:
        return None
    first, second = find_period(both[1], today), find_period(both[3], today)
    if first.period is None or second.period is None:
        return None
    other = _before(first.period, second, both[3], today) if both[2] == "voi" else second.period
    return Compared(first.period, other, f"{first.rest} {second.rest}")


def _of_all_units(text: str, today: date) -> Compared | None:
    """`so sánh các phòng quý 2 với quý 1`: what is compared is named before the periods."""
    folded = fold(text)
    return _both(text, today) if folded.startswith(_COMPARES) or " voi " in folded else None


def _before(period: Period, beside: Found, text: str, today: date) -> Period | None:
    """What has no year is the latest before the period: "quý 3 so với quý 2" means quarters of one year. "Quý 1 so với
    năm ngoái": with the same quarter."""
    other = beside.period
    if other is None:
        return None
    if other.kind is PeriodKind.YEAR and period.kind is not PeriodKind.YEAR:
        while period.last.year > other.last.year:
            period = period.a_year_before()
        return period
    if other.first < period.first:
        return other
    earlier = find_period(text, period.first).period
    return earlier if earlier is not None and earlier.first < period.first else other


def _running_like(other: Period, today: date) -> Period:
    """A quarter is compared with the one that runs; months of a year with the same of this one."""
    if words := _RUNNING.get(other.kind):
        return parse_period(words, today) or other
    return Period(other.first.replace(year=today.year), today) if other.first.month == other.first.day == 1 else other
