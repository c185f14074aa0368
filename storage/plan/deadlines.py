"""Deadlines as plans write them ("Quý II", "Trong năm 2019", "Khi có yêu cầu …") become a kind and a day."""

import calendar
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from storage.models.plan import DeadlineKind
from storage.text import fold


@dataclass(frozen=True, slots=True)
class Deadline:
    """`on` is the last day in time: of the month, quarter or range (DATE), 31/12 (YEAR); None for the other two."""

    kind: DeadlineKind
    on: date | None


@dataclass(frozen=True, slots=True)
class _Point:
    """A day that may still lack its year."""

    month: int
    day: int | None
    year: int | None

    def on(self, year: int) -> date | None:
        """None for a day that no calendar has (31/02)."""
        year = self.year or year
        if not (1 <= self.month <= 12 and date.min.year <= year <= date.max.year):
            return None
        last = calendar.monthrange(year, self.month)[1]
        day = last if self.day is None else self.day
        return date(year, self.month, day) if 1 <= day <= last else None


_TRIGGER = Deadline(DeadlineKind.TRIGGER, None)
_CONTINUOUS = Deadline(DeadlineKind.CONTINUOUS, None)

_YEAR = r"(?:19|20)\d\d(?!\d)"
_OF_YEAR = rf"(?:\s*(?:cua\s*)?(?:,?\s*nam|[/.,-])?\s*(?P<year>{_YEAR}))?"
_AND = r"\s*(?:,|;|&|-|–|va|den)\s*"
# A further number of a list ("tháng 6, 9 và 12"), but not the day of a date that follows ("tháng 6, 15/12").
_MONTH_MORE = rf"(?:{_AND}\d{{1,2}}(?!\d|\s*[/.-]\s*\d{{1,2}}(?!\d)|\s*(?:thang|ngay)))*"
_QUARTER = r"(?:iv|i{1,3}|[1-4])(?!\w)"
_POINTS = re.compile(
    "|".join(
        (
            rf"(?<!\d)(?P<iso>(?P<iso_year>{_YEAR})[-/.](?P<iso_month>\d{{1,2}})[-/.](?P<iso_day>\d{{1,2}}))(?!\d)",
            r"(?<!\d)(?P<full>\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*(?:\d{4}|\d{2}))(?!\d)",
            r"(?<!\d)(?P<day_month>\d{1,2}\s*thang\s*\d{1,2})(?!\d)" + _OF_YEAR.replace("year>", "year_a>"),
            rf"(?<!\d)(?P<half>\d{{1,2}}\s*thang\s*(?:dau|cuoi)?\s*(?:cua\s*)?nam)(?!\w)(?:\s*(?P<year_b>{_YEAR}))?",
            rf"(?<!\w)(?:thang|t\.?)\s*(?P<months>\d{{1,2}}(?!\d){_MONTH_MORE})" + _OF_YEAR.replace("year>", "year_c>"),
            rf"(?<!\w)(?:quy|q)\s*(?P<quarters>{_QUARTER}(?:{_AND}{_QUARTER})*)" + _OF_YEAR.replace("year>", "year_d>"),
            # Not the number of a document ("03/2019/QĐ-UBND").
            rf"(?<!\d)(?P<month_year>\d{{1,2}}\s*[/.-]\s*{_YEAR})(?!/\w)",
            r"(?<![\d/.-])(?P<short>\d{1,2}\s*[/-]\s*\d{1,2})(?![\d/]|[.-]\d)",
            rf"(?<!\w)(?:(?:cuoi|het)\s*(?P<year_end>nam))(?!\w)(?:\s*(?P<year_e>{_YEAR}))?",
        )
    )
)
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}

_WAITS_FOR = re.compile(
    r"\b(?:sau|khi|theo (?:tien do|ke hoach|yeu cau|chi dao|quy dinh|huong dan|de an|chuong trinh|lo trinh|thong bao"
    r"|cong van|quyet dinh|van ban|tinh hinh|thuc te|phan cong|lich|thoi gian|dot)|ke tu|tuy (?:theo|thuoc)|neu co)\b"
)
_GOES_ON = re.compile(
    r"\b(?:thuong xuyen|lien tuc|thuong nien|dinh ky|(?:hang|moi) (?:ngay|tuan|thang|quy|ky|nam(?! \d))|quanh nam)\b"
)
_NO_LATER_THAN = re.compile(
    r"\b(?:truoc|cham nhat|muon nhat|khong qua|khong cham hon|han chot|han cuoi)\b[\s:]*"
    r"(?:la\s*)?(?:vao\s*)?(?:den\s*)?(?:het\s*)?(?:ngay\s*)?"
)
_RANGE = re.compile(r"\b(?:tu|den)\b|-|–")
_WHOLE_YEAR = re.compile(rf"\bnam\b|\bgiai doan\b|^\W*{_YEAR}\W*$")


def parse_deadline(text: str | date | datetime, year: int) -> Deadline:
    """`year`, the plan's, is used where the text names none. What is not understood waits (TRIGGER), never late."""
    return find_deadline(text, year) or _TRIGGER


def find_deadline(text: str | date | datetime, year: int) -> Deadline | None:
    """As `parse_deadline`, but None for an empty text and for one that says nothing this module knows."""
    if isinstance(text, datetime):
        text = text.date()
    if isinstance(text, date):
        return Deadline(DeadlineKind.DATE, text)
    folded = _plain(text, year)
    return _promised(folded, year) or _worded(folded) or _dated(folded, year) or _whole_year(folded, year)


def _plain(text: str, year: int) -> str:
    folded = fold(text)
    folded = re.sub(r"\bnam sau\b", f"nam {year + 1}", folded)
    folded = re.sub(r"\bsau thang (?=dau|cuoi)", "6 thang ", folded)
    return re.sub(r"\bchin thang (?=dau|cuoi|nam)", "9 thang ", folded)


def _promised(folded: str, year: int) -> Deadline | None:
    """ "Thường xuyên, báo cáo trước ngày 15/12": a day named as the latest one counts whatever else is said."""
    for words in _NO_LATER_THAN.finditer(folded):
        point = _POINTS.match(folded, words.end())
        if point and (on := _last_day(folded[words.end() : point.end()], year)):
            return Deadline(DeadlineKind.DATE, on)
    return None


def _worded(folded: str) -> Deadline | None:
    if _GOES_ON.search(folded):
        return _CONTINUOUS
    waits = _WAITS_FOR.search(folded)
    # A date after these words is that of the thing waited for ("Theo Kế hoạch số … ngày …").
    return _TRIGGER if waits and not _POINTS.search(folded[: waits.start()]) else None


def _dated(folded: str, year: int) -> Deadline | None:
    waits = _WAITS_FOR.search(folded)
    on = _last_day(folded[: waits.start()] if waits else folded, year)
    return Deadline(DeadlineKind.DATE, on) if on else None


def _whole_year(folded: str, year: int) -> Deadline | None:
    if not _WHOLE_YEAR.search(folded) or _POINTS.search(folded):
        return None
    years = [int(found) for found in re.findall(rf"(?<!\d){_YEAR}", folded)]
    return Deadline(DeadlineKind.YEAR, date(max(years, default=year), 12, 31))


def _last_day(folded: str, year: int) -> date | None:
    points = [point for match in _POINTS.finditer(folded) for point in _read(match)]
    if not points:
        return None
    if len(points) == 2 and _RANGE.search(folded):
        return _end_of_range(points[0], points[1], year)
    days = [point.on(_year_nearby(points, index) or year) for index, point in enumerate(points)]
    # One impossible day makes the whole text unclear: the others may not be its end.
    return None if None in days else max(day for day in days if day)


def _end_of_range(first: _Point, last: _Point, year: int) -> date | None:
    end = last.on(first.year or year)
    start = first.on(last.year or year)
    if end and start and end < start and last.year is None:
        return last.on(start.year + 1)
    return end


def _year_nearby(points: list[_Point], index: int) -> int | None:
    """ "Tháng 6, tháng 12 năm 2018": the year stands once, as a rule behind."""
    around = points[index:] + points[:index][::-1]
    return next((point.year for point in around if point.year), None)


def _read(match: re.Match[str]) -> Iterator[_Point]:
    found = {name: text for name, text in match.groupdict().items() if text is not None}
    year = next((int(text) for name, text in found.items() if re.fullmatch("year_[a-e]", name)), None)
    for name, read in _READERS.items():
        if name in found:
            yield from read([int(number) for number in re.findall(r"\d+", found[name])], found[name], year)
            return


def _full(numbers: list[int], _: str, __: int | None) -> Iterator[_Point]:
    day, month, year = numbers
    yield _Point(month, day, year if year > 99 else 2000 + year)


def _half(numbers: list[int], text: str, year: int | None) -> Iterator[_Point]:
    yield _Point(12 if "cuoi" in text else numbers[0], None, year)


def _quarters(_: list[int], text: str, year: int | None) -> Iterator[_Point]:
    for name in re.findall(r"iv|i{1,3}|[1-4]", text):
        yield _Point(3 * _QUARTERS[name], None, year)


_Reader = Callable[[list[int], str, int | None], Iterator[_Point]]
_READERS: dict[str, _Reader] = {
    "iso": lambda numbers, _, __: iter([_Point(numbers[1], numbers[2], numbers[0])]),
    "full": _full,
    "day_month": lambda numbers, _, year: iter([_Point(numbers[1], numbers[0], year)]),
    "half": _half,
    "months": lambda numbers, _, year: (_Point(month, None, year) for month in numbers),
    "quarters": _quarters,
    "month_year": lambda numbers, _, __: iter([_Point(numbers[0], None, numbers[1])]),
    "short": lambda numbers, _, year: iter([_Point(numbers[1], numbers[0], year)]),
    "year_end": lambda _, __, year: iter([_Point(12, None, year)]),
}
