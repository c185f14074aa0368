"""Periods and days as people write them. The whole text has to be one: anything else is None, never a guess."""

import re
from datetime import date, timedelta

from storage.ground.days.period_courtesy import without_courtesy, without_name
from storage.ground.days.period_grammar import read_period
from storage.ground.days.period_plain import plain_period
from storage.ground.days.periods import FIRST_YEAR, LAST_YEAR, Period
from storage.ground.days.points import Grain, Point, find_points
from storage.ground.days.typed_days import day_within, parse_day
from storage.ground.text import fold

_LONGEST = 120
_YEARS = re.compile(r"\b((?:19|20)\d\d)\b")
_BEGINNING = re.compile(
    r"(?:quy|q|thang|nam|tuan|ngay) ?(?:\d|(?:nay|truoc|sau|toi)\b)|\d{1,2} (?:thang|quy)\b|\d{1,2} ?[/.-] ?\d",
    re.ASCII,
)
_SEPARATOR = re.compile(r"\s*(?:-+>?|–|—|→|\bden(?: het)?\b|\btoi\b)\s*", re.ASCII)


def parse_period(text: str, today: date) -> Period | None:
    """`quý 3 2019`, `9 tháng`, `1-5/9/2025`, `từ … đến …`, `lũy kế 8 tháng`, `cho tôi xem tình hình quý 2 nhé`, with or
    without diacritics (tests/period_forms.toml).

    Without a year the most recent one is meant that has begun; `năm nay` is the whole calendar year.
    """
    return _parse(text, today, courtesy=True)


def bare_period(text: str, today: date, *, so_far: bool = True) -> Period | None:
    """As `parse_period`, with no other words around it than what a report is called. `so_far`: as in `read_period`."""
    return _parse(text, today, courtesy=False, so_far=so_far)


def _parse(text: str, today: date, *, courtesy: bool, so_far: bool = True) -> Period | None:
    if not text or len(text) > _LONGEST:
        return None
    plain = plain_period(text, today)
    versions = [plain, without_name(plain), *([without_courtesy(plain)] if courtesy else [])]
    for version in dict.fromkeys(versions):
        try:
            period = read_period(version, today, so_far=so_far) if version else None
        except (ValueError, OverflowError):  # 31/02, days in the wrong order, a year out of reach
            continue
        if period is not None:
            return period
    return None


def parse_coming_period(text: str, today: date) -> Period | None:
    """As `parse_period`, for what lies ahead: `28/12-05/01` ends next year, `10/01` in December is next January's; a
    single day needs no year."""
    if len(text) > _LONGEST:
        return None
    folded = re.sub(r"^(?:tu|ke tu)\s+", "", fold(text).strip(" .,:;!?\"'()"))
    if (single := parse_day(text, today, timedelta(days=330))) is not None:
        return Period(single, single)
    for match in _SEPARATOR.finditer(folded):
        try:
            period = _coming_range(folded[: match.start()].strip(), folded[match.end() :].strip(), today)
        except (ValueError, OverflowError):
            continue
        if period is not None:
            return period
    return bare_period(text, today, so_far=False)


def _coming_range(left: str, right: str, today: date) -> Period | None:
    last = next(
        (day for year in (today.year, today.year + 1) if (day := day_within(right, year)) and day >= today), None
    )
    first = day_within(left, last.year) if last else None
    if last is None or first is None:
        return None
    return Period(first if first <= last else first.replace(year=first.year - 1), last)


def begins_like_a_period(text: str) -> bool:
    """`quý 7`, `tháng trước nữa`, `31/02/2026`: meant as a period, whether or not it is one."""
    return _BEGINNING.match(fold(text)) is not None


def likely_periods(text: str, today: date) -> list[Period]:
    """What may be meant by a text that is no period itself: the times it names, each once."""
    plain = plain_period(text[:_LONGEST], today)
    found = [found for point in find_points(plain) if (found := _latest(point, today)) is not None]
    years = [
        Period.of_months(int(year), 1, 12) for year in _YEARS.findall(plain) if FIRST_YEAR <= int(year) <= LAST_YEAR
    ]
    return list(dict.fromkeys(found or years))[:3]


def _latest(point: Point, today: date) -> Period | None:
    if not 1 <= point.month <= 12 or point.grain is Grain.YEAR_END:
        return None
    for year in (point.year or today.year, today.year - 1):
        first, last = point.first(year), point.last(year)
        if first is not None and last is not None and (point.year or first <= today):
            return Period(first, last) if FIRST_YEAR <= first.year < LAST_YEAR else None
    return None
