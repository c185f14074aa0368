"""Times named beside a rhythm: where it begins and ends ("từ quý II"), and the days that differ ("riêng quý IV …")."""

import calendar
import re
from dataclasses import dataclass, field
from datetime import date

from storage.ground.days.points import Grain, Point, blank, find_points
from storage.ground.deadlines.due_days import ends_of_ranges
from storage.ground.deadlines.rhythm_months import TIMES
from storage.ground.deadlines.words import before_waiting, only_begins

LEFT_OUT = r"\b(?:(?:ngoai )?tru|ngoai|khong (?:ke|bao gom|tinh))(?= (?:cac )?(?:thang|quy) [\divx])"
_MORE_DAYS = r"(?:\s*(?:,|va|&|-|den)\s*(?:ngay\s*)?\d{1,2}(?![\d/.]))*"
DAYS = re.compile(
    r"\b(?:truoc|cham nhat|muon nhat|vao|den|tu|ngay)\s*:?\s*(?:la\s*)?(?:vao\s*)?(?:ngay\s*)?"
    rf"(?P<days>\d{{1,2}}{_MORE_DAYS})(?![\d/.-])(?!\s*(?:{TIMES}|ngay|thang \d)\b)"
    rf"|(?<![\d/])(?<!tuan )(?<!thu )(?P<bare>\d{{1,2}}{_MORE_DAYS})"
    r"(?=\s+(?:cua )?(?:(?:hang|moi|cac)\b|thang (?:dau|cuoi|giua|thu)\b))"
)
_UNTIL = re.compile(r"\b(?:den|toi|het)\b(?: (?:het|cuoi|ngay))*\s*$")
_ENDS = re.compile(r"\b(?:hoan thanh|ket thuc|xong|nghiem thu)\b[^;,\d]{0,30}$")
_OF_YEAR = re.compile(r"(?:\bnam\b(?! \d)|\btong ket\b)[^;\d]{0,40}$")
_WITHIN = re.compile(r"\btrong(?: ca)?\s*$")


@dataclass(slots=True)
class Bounds:
    """What the times named beside a rhythm do to its days."""

    first: date = date.min
    last: date = date.max
    more: set[date] = field(default_factory=set)
    instead: list[tuple[date, date, set[date]]] = field(default_factory=list)

    def of(self, days: tuple[date, ...]) -> set[date]:
        kept = {day for day in days if self.first <= day <= self.last}
        for first, last, others in self.instead:
            kept = {day for day in kept if not first <= day <= last} | others
        return kept | self.more


def bind(bounds: Bounds, region: str, points: list[Point], year: int, rounds: int) -> bool:
    """False where the text names a time next to the rhythm and does not say what the time is for."""
    listed: list[Point] = []
    ends = ends_of_ranges(region, points)
    for index, point in enumerate(points):
        before, (first, last) = region[: point.start], _span(point, year)
        if not first or not last:
            return False
        if only_begins(region, point) or (index + 1 < len(points) and points[index + 1].start in ends):
            bounds.first = first
        elif point.start in ends or _UNTIL.search(before):
            bounds.last = last
        elif _ENDS.search(before.removesuffix(_promise(before))):
            bounds.last = last
            bounds.more.add(last)
        elif _OF_YEAR.search(before):
            bounds.more.add(last)
        elif _WITHIN.search(before) and point.grain > Grain.DAY:
            bounds.first, bounds.last = first, last
        else:
            listed.append(point)
    return _bind_listed(bounds, listed, year, rounds)


def _bind_listed(bounds: Bounds, listed: list[Point], year: int, rounds: int) -> bool:
    """ "Hằng quý (15/3, 15/6, 15/9, 15/12)" are its days; "quý IV trước 10/12" one that differs."""
    days = {last for point in listed if (last := _span(point, year)[1])}
    if not listed:
        return True
    if rounds == 2 and any(point.grain is Grain.QUARTER for point in listed):
        return False  # "báo cáo quý I, quý III, 6 tháng và năm" are four
    if len(listed) == 2 and listed[1].grain < listed[0].grain:
        return _instead(bounds, listed[0], {last for last in [_span(listed[1], year)[1]] if last}, year)
    if len(days) != rounds:
        return False
    bounds.instead.append((date.min, date.max, days))
    return True


def make_exception(bounds: Bounds, part: str, year: int) -> bool:
    """ "Riêng quý IV trước 10/12", "riêng tháng 12 trước ngày 20", "riêng báo cáo năm trước 15/12"."""
    points = find_points(before_waiting(part))
    if not points:
        return False
    if re.match(LEFT_OUT, part):
        return _leave_out(bounds, points, year)
    if points[0].grain <= Grain.WEEK:
        bounds.more |= {last for point in points if (last := _span(point, year)[1])}
        return bool(_OF_YEAR.search(part[: points[0].start]))
    days = {last for point in points[1:] if (last := _span(point, year)[1])}
    named, (_, last) = DAYS.search(blank(part, points)), _span(points[0], year)
    if not days and named and last and (number := re.search(r"\d+", named[0])):
        days = {day_of(last.year, last.month, int(number[0]))}
    return _instead(bounds, points[0], days, year)


def _leave_out(bounds: Bounds, points: list[Point], year: int) -> bool:
    """ "Hằng tháng, trừ tháng 6 và tháng 12"."""
    for point in points:
        first, last = _span(point, year)
        if not first or not last or point.grain < Grain.MONTH:
            return False
        bounds.instead.append((first, last, set()))
    return True


def _instead(bounds: Bounds, period: Point, days: set[date], year: int) -> bool:
    first, last = _span(period, year)
    if first and last and days:
        bounds.instead.append((first, last, days))
    return bool(first and last and days)


def _span(point: Point, year: int) -> tuple[date | None, date | None]:
    return point.first(year), point.last(year)


def _promise(before: str) -> str:
    found = re.search(r"\s*\b(?:truoc|trong|vao|cham nhat|den)\b(?: ngay| het)*\s*$", before)
    return found[0] if found else ""


def day_of(year: int, month: int, day: int) -> date:
    """The month's last where it has no such day; months go on into the next year."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, min(max(day, 1), calendar.monthrange(year, month)[1]))
