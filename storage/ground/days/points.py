"""Times that a folded text names: days, weeks, months, quarters, halves of a year, with their places in the text.

What is found is only named, not yet meant: whether a time is a deadline or the date of a document is for the reader of
the whole text to say (`storage/ground/deadlines/deadlines.py`).
"""

import calendar
import enum
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from storage.ground.days.point_forms import ORDINAL, POINTS
from storage.ground.numerals import read_numeral


class Grain(enum.IntEnum):
    DAY = 1
    WEEK = 2
    MONTH = 3
    QUARTER = 4
    HALF = 5  # also the first three or nine months
    YEAR_END = 6


@dataclass(frozen=True, slots=True)
class Point:
    """`month` with `day`, its last one; no day: to the month's end. `months`: how many it lasts. `year` may be missing.
    `week`: of the ISO calendar, in place of month and day. `start`, `end`: its place in the text."""

    grain: Grain
    month: int
    day: int | None = None
    year: int | None = None
    months: int = 1
    week: int | None = None
    start: int = 0
    end: int = 0

    def last(self, year: int) -> date | None:
        """Its last day, in `year` where it names none; None for a day that no calendar has (31/02)."""
        year = self.year or year
        if not date.min.year <= year < date.max.year:
            return None
        if self.week is not None:
            return _end_of_week(year, self.week)
        if not 1 <= self.month <= 12:
            return None
        length = calendar.monthrange(year, self.month)[1]
        day = length if self.day is None else self.day
        return date(year, self.month, day) if 1 <= day <= length else None

    def first(self, year: int) -> date | None:
        last = self.last(year)
        if last is None or self.grain is Grain.DAY:
            return last
        if self.grain is Grain.WEEK:
            return last - timedelta(days=6)
        month = last.month - self.months + 1
        return date(last.year, month, 1) if month >= 1 else None


def _end_of_week(year: int, week: int) -> date | None:
    try:
        return date.fromisocalendar(year, week, 7)
    except ValueError:
        return None


_RANGE = re.compile(r"-|–|\b(?:den|toi|hoac)\b")
_ORDINALS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "nhat": 1, "hai": 2, "ba": 3, "tu": 4, "nam": 5}


def find_points(folded: str) -> list[Point]:
    """In the order of the text; one that is only vaguely named ("đầu tháng 6") has the month 0, as no calendar has."""
    found = []
    for match in POINTS.finditer(folded):
        found += [replace(point, start=match.start(), end=match.end()) for point in _read(match)]
    return found


def blank(text: str, points: list[Point]) -> str:
    """The text without them; several may share one place ("15 các tháng 3, 6")."""
    for start, end in sorted({(point.start, point.end) for point in points}, reverse=True):
        text = f"{text[:start]} ; {text[end:]}"
    return text


_BETWEEN = re.compile(r"[^\w;]*(?:den|toi|hoac|-|–)[^\w;]*(?:(?:het|ngay|cuoi)\W*)*")


def are_a_range(folded: str, before: Point, after: Point) -> bool:
    """Whether two neighbours are its beginning and its end: "từ 1/3 đến 15/4", "tháng 3 - tháng 6"."""
    return before.end <= after.start and bool(_BETWEEN.fullmatch(folded, before.end, after.start))


def _read(match: re.Match[str]) -> Iterator[Point]:
    found = {name: text for name, text in match.groupdict().items() if text is not None}
    year = next((_full_year(text) for name, text in found.items() if re.fullmatch("year_[a-z]s?", name)), None)
    for name, read in _READERS.items():
        if name in found:
            numbers = [int(number) for number in re.findall(r"\d+", found[name])]
            for point in read(numbers, found[name], found):
                yield point if point.year else replace(point, year=year)
            return


def _full_year(text: str) -> int | None:
    return None if not text.isdigit() else int(text) if len(text) == 4 else 2000 + int(text)


_Found = dict[str, str]


def _full(numbers: list[int], _: str, __: _Found) -> Iterator[Point]:
    day, month, year = numbers
    yield Point(Grain.DAY, month, day, year if year > 99 else 2000 + year)


def _days_of(numbers: list[int], text: str, _: _Found) -> Iterator[Point]:
    day, *months = numbers
    for month in _listed(months, text.partition("thang")[2]):
        yield Point(Grain.DAY, month, day)


def _listed(numbers: list[int], text: str) -> list[int]:
    """ "3 - 6" names its end; "3, 6" both."""
    return numbers[-1:] if len(numbers) == 2 and _RANGE.search(text) else numbers


def _week_of(_: list[int], text: str, found: _Found) -> Iterator[Point]:
    words = re.findall(ORDINAL, text)
    for word in words[-1:] if _RANGE.search(text) else words:
        yield _in_month(int(found["week_month"]), word)


def _in_month(month: int, word: str) -> Point:
    """The week of that name; "cuối" is the month's end."""
    if word.startswith("cuoi"):
        return Point(Grain.MONTH, month)
    number = int(word) if word.isdigit() else _ORDINALS.get(word, 1)
    return Point(Grain.WEEK, month, 7 * number if number < 5 else None)


def _in_quarter(_: list[int], text: str, __: _Found) -> Iterator[Point]:
    """ "Tháng đầu quý III", "tuần đầu quý III", "nửa đầu quý III" (to the middle of its second month)."""
    unit, quarter = text.split()[0], text.split()[-1].removeprefix("quy")
    last = 3 * read_numeral(quarter)
    word = re.findall(rf"{ORDINAL}|giua", text.removeprefix(unit))[0] if unit != "nua" else ""
    ends = "cuoi" in text or "nua sau" in text
    if unit == "nua":
        yield Point(Grain.QUARTER, last, months=3) if ends else Point(Grain.MONTH, last - 1, 15)
    elif unit == "tuan":
        yield Point(Grain.MONTH, last) if ends else _in_month(last - 2, word)
    else:
        number = 2 if word == "giua" else int(word) if word.isdigit() else 3 if ends else _ORDINALS.get(word, 1)
        yield Point(Grain.MONTH, last - 3 + number if number < 4 else 0)


def _part(_: list[int], text: str, found: _Found) -> Iterator[Point]:
    day = {"thuong": 10, "trung": 20, "ha": None}.get(text.split()[0], 15 if "dau" in text else None)
    yield Point(Grain.MONTH, int(found["part_month"]), day)


def _half(numbers: list[int], text: str, _: _Found) -> Iterator[Point]:
    yield Point(Grain.HALF, 12 if "cuoi" in text else numbers[0], months=numbers[0])


def _quarters(_: list[int], text: str, __: _Found) -> Iterator[Point]:
    names = re.findall(r"iv|i{1,3}|[1-4]", text)
    for number in _listed([read_numeral(name) for name in names], text):
        yield Point(Grain.QUARTER, 3 * number, months=3)


def _short(numbers: list[int], _: str, __: _Found) -> Iterator[Point]:
    first, second = numbers
    # "12/26" cannot be a day of the 26th month.
    if second > 12 and 20 <= second < 50:
        yield Point(Grain.MONTH, first, year=2000 + second)
    else:
        yield Point(Grain.DAY, second, first)


_Reader = Callable[[list[int], str, _Found], Iterator[Point]]
_READERS: dict[str, _Reader] = {
    "iso": lambda numbers, _, __: iter([Point(Grain.DAY, numbers[1], numbers[2], numbers[0])]),
    "full": _full,
    "days": lambda numbers, text, __: (
        Point(Grain.DAY, numbers[-1], day) for day in (numbers[-2:-1] if _RANGE.search(text) else numbers[:-1])
    ),
    "month_range": lambda numbers, _, __: iter([Point(Grain.MONTH, numbers[1])]),
    "days_of": _days_of,
    "week_of": _week_of,
    "in_quarter": _in_quarter,
    "week": lambda numbers, _, __: iter([Point(Grain.WEEK, 1, week=numbers[-1])]),
    "part": _part,
    "vague": lambda _, __, ___: iter([Point(Grain.MONTH, 0)]),
    "half": _half,
    "half_word": lambda _, text, __: iter([Point(Grain.HALF, 6 if "dau" in text else 12, months=6)]),
    "months": lambda numbers, text, __: (Point(Grain.MONTH, month) for month in _listed(numbers, text)),
    "quarters": _quarters,
    "quarter_word": lambda _, text, __: iter([Point(Grain.QUARTER, 3 if "dau" in text else 12, months=3)]),
    "roman": _quarters,
    "month_year": lambda numbers, _, __: iter([Point(Grain.MONTH, numbers[0], year=numbers[1])]),
    "year_month": lambda numbers, _, __: iter([Point(Grain.MONTH, numbers[1], year=numbers[0])]),
    "short": _short,
    "dotted": _short,
    "year_end": lambda _, __, ___: iter([Point(Grain.YEAR_END, 12, months=12)]),
}
