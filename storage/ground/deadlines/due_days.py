"""The days on which something is due, of the times that its deadline names."""

import re
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from storage.ground.days.points import Grain, Point, are_a_range
from storage.ground.deadlines.words import only_begins
from storage.ground.kinds import DeadlineKind


@dataclass(frozen=True, slots=True)
class Deadline:
    """`on` is the last day in time: of the month, quarter or range (DATE), 31/12 (YEAR); None for the other two.
    `days`: where it comes round more than once in the year ("15/6 và 15/12", "hằng quý"), each of its days in order."""

    kind: DeadlineKind
    on: date | None
    days: tuple[date, ...] = field(default=(), compare=False)


WAITING = Deadline(DeadlineKind.TRIGGER, None)
GOING_ON = Deadline(DeadlineKind.CONTINUOUS, None)
_OF_ONE = re.compile(r"\W*(?:(?:cu the|truoc|cham nhat|muon nhat|vao|ngay|la|han|trong)\b\W*)*")
_REPORT_OF = re.compile(r"\b(?:bao cao|bc|so lieu|ket qua)(?: cua| trong)?\s*$")
_HANDED_IN = re.compile(r"\W*(?:(?:nop|gui|trinh|truoc|cham nhat|muon nhat|vao|ngay|la|han|trong)\b\W*)*")
_FARTHEST_YEARS = 30  # "2062" is a slip


def due_on(folded: str, points: list[Point], year: int, *, before: bool = False) -> Deadline | None:
    """The last of its days. One impossible day makes the whole text unclear: the others may not be its end. `before`:
    "trước tháng 6" ends with May, "trước 15/6" with the 15th."""
    if any(one.start < after.start and not folded[one.end : after.start].strip() for one, after in pairwise(points)):
        return None  # "tháng 6 15/5": one of them is something else
    points = _without_headings(folded, points, year)
    days: list[date] = []
    ranges = ends_of_ranges(folded, points)
    points = _without_beginnings(folded, points, ranges)
    for index, point in enumerate(points):
        on = _day_before(point, year) if before and not index else point.last(_year_nearby(points, index) or year)
        if point.start in ranges and days and on is not None:
            if _is_of_figures(days[-1], on, point):
                return None
            on = _end_of_range(point, on, days.pop(), year)
        if on is None and not _starts_a_range(points, index, ranges):
            return None
        if on is not None:
            days.append(on)
    if not days or any(abs(day.year - year) > _FARTHEST_YEARS for day in days):
        return None
    several = tuple(sorted(set(days)))
    return Deadline(DeadlineKind.DATE, several[-1], several if len(several) > 1 else ())


def is_what_of(folded: str, point: Point, until: int) -> bool:
    """ "Báo cáo tháng 6 nộp 05/7": the period that is reported on. `until`: where the day starts."""
    handed_in = _HANDED_IN.fullmatch(folded, point.end, until)
    return point.grain > Grain.WEEK and bool(handed_in and _REPORT_OF.search(folded[: point.start]))


def _without_headings(folded: str, points: list[Point], year: int) -> list[Point]:
    """ "Quý II: 30/5" and "quý II, trước 15/6" name one day: the longer time says what of, or roughly when. "Báo cáo
    quý II, nộp 05/7" as well."""
    dropped = set()
    for one, after in pairwise(points):
        between = folded[one.end : after.start]
        if one.grain > after.grain and is_what_of(folded, one, after.start):
            dropped.add(one.start)
        if after.grain >= one.grain or not _OF_ONE.fullmatch(between):
            continue
        first, last, on = one.first(year), one.last(year), after.last(one.year or year)
        if ":" in between or (first and last and on and first <= on <= last):
            dropped.add(one.start)
    return [point for point in points if point.start not in dropped]


def ends_of_ranges(folded: str, points: list[Point]) -> set[int]:
    """Where the ends of ranges start. "15/3 - 15/6 - 15/9" is a list, as no range has two ends."""
    pairs = [(one, after) for one, after in pairwise(points) if are_a_range(folded, one, after)]
    first, last = {one.start for one, _ in pairs}, {after.start for _, after in pairs}
    return {after.start for one, after in pairs if one.start not in last and after.start not in first}


def _without_beginnings(folded: str, points: list[Point], ranges: set[int]) -> list[Point]:
    """ "Triển khai từ tháng 4, hoàn thành tháng 10": nothing is due in April."""
    followed = {one.start for one, after in pairwise(points) if after.start in ranges}
    ends = [point for point in points if point.start in followed or not only_begins(folded, point)]
    return ends or points


def _starts_a_range(points: list[Point], index: int, ranges: set[int]) -> bool:
    """ "Từ đầu tháng 3 đến 30/6": when it begins does not matter."""
    return index + 1 < len(points) and points[index + 1].start in ranges and points[index].month == 0


def _day_before(point: Point, year: int) -> date | None:
    if point.grain in (Grain.DAY, Grain.WEEK, Grain.YEAR_END) or point.day is not None:
        return point.last(year)
    first = point.first(year)
    return first - timedelta(days=1) if first else None


def _is_of_figures(start: date, end: date, last: Point) -> bool:
    """ "15/12 - 14/6": the period that a report's figures are of begins in the year before."""
    return last.year is None and last.day == 14 and (start.month, start.day) == (12, 15) and end < start


def _end_of_range(last: Point, end: date, start: date, year: int) -> date:
    """Over the turn of the year: "từ tháng 11 đến tháng 2"."""
    if last.year is None and end < start:
        return last.last(start.year + 1) or end
    return end


def _year_nearby(points: list[Point], index: int) -> int | None:
    """ "Tháng 6, tháng 12 năm 2018": the year stands once, as a rule behind."""
    around = points[index:] + points[:index][::-1]
    return next((point.year for point in around if point.year), None)
