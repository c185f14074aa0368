"""Deadlines as plans write them ("Quý II", "Trong năm 2019", "Khi có yêu cầu …") become a kind and days."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import pairwise

from storage.days.points import Grain, Point, are_a_range, find_points
from storage.days.written_numbers import plain_days
from storage.kinds import DeadlineKind
from storage.plan.rhythms import rhythm_days


@dataclass(frozen=True, slots=True)
class Deadline:
    """`on` is the last day in time: of the month, quarter or range (DATE), 31/12 (YEAR); None for the other two.
    `days`: where it comes round more than once in the year ("15/6 và 15/12", "hằng quý"), each of its days in order."""

    kind: DeadlineKind
    on: date | None
    days: tuple[date, ...] = field(default=(), compare=False)


_TRIGGER = Deadline(DeadlineKind.TRIGGER, None)

_YEAR = r"(?:19|20)\d\d(?!\d)"
_UNIT = r"(?:ngay|tuan|thang|quy(?! (?:dinh|che|trinh|mo|hoach|tac|uoc)\b)|nam|ky)"  # "theo quy định" is no quarter
_WAITS_FOR = re.compile(
    rf"\b(?:sau|khi|theo(?! (?:tung )?{_UNIT}\b)|tuy (?:theo|thuoc)|neu co|dot xuat"
    r"|ke tu (?:khi|luc)|ngay ky|ngay ban hanh|can cu)\b|\bke tu (?!(?:(?:ngay|thang|quy|nam|dau) )*[\divx])"
)
_GOES_ON = re.compile(
    r"\b(?:thuong xuyen|lien tuc|thuong nien|dinh ky|quanh nam|suot nam|hang ngay"
    rf"|(?:hang|moi|tung|cac|nhung) {_UNIT}(?! \d)|theo (?:tung )?{_UNIT}|thang cuoi(?: cua)? quy"
    r"|(?:19|20)\d\d tro di|tro di)\b"
    r"|\b\d{1,2}(?:\s*-\s*\d{1,2})?\s*(?:lan|cuoc|dot|ky|buoi|hoi nghi)\s*(?:/|trong|moi|tren|mot|1)"
    r"\s*(?:(?:mot|1|0?6)\s*)?(?:nam|quy|thang|tuan)\b"
    r"|\b(?:thang|quy|nam|tuan)\s*/\s*(?:\d{1,2}\s*)?lan\b|\b(?:thang|quy|nam|tuan) (?:mot|hai|0?[1-9]) lan\b"
    r"|\bquy\s*,\s*(?:\d thang|nam)\b"
)
# Only whole years: whatever else is named ("Quý IV hằng năm") is a time of the plan's own year.
_YEARLY = re.compile(r"\b(?:hang|moi|cac|nhung) nam\b|\bthuong nien\b")
_OFTEN = re.compile(
    r"\b(?:hang|moi|tung|theo|cac) (?:tung )?(?:ngay|tuan|thang|quy)(?! \d)|\bthang cuoi(?: cua)? quy\b"
)
_ENDS = re.compile(r"\b(?:hoan thanh|hoan tat|xong|ket thuc|nghiem thu|ban hanh|tong ket|so ket|bao cao|trinh|gui)\b")
_NO_LATER_THAN = re.compile(
    r"\b(?P<cue>truoc|cham nhat|muon nhat|khong qua|khong cham hon|han chot|han cuoi|den het|het)\b[\s:]*"
    r"(?:la\s*)?(?:vao\s*)?(?:den\s*)?(?P<whole>het\s*|cuoi\s*)?(?:ngay\s*)?"
)
_FROM = re.compile(
    r"(?:\btu|\bke tu|\b(?:bat dau|khoi dong|khoi cong)(?: thuc hien| trien khai)?(?: vao| trong)?)"
    r"\s*:?\s*(?:dau\s*)?(?:ngay\s*)?$"
)
# Nothing else may be said: "Năm học 2025-2026", "5 năm", "nửa năm" are no whole year.
_WHOLE_YEAR = re.compile(
    rf"(?=.*(?:\bnam\b|\b{_YEAR}))(?:\W|(?:{_YEAR}|nam|trong|ca|giai doan|lo trinh|tu|den|toi|va|het|hoan thanh"
    r"|thuc hien|xong|du kien|ke hoach|vao|thoi gian|cua)\b)+"
)
_OPEN_YEARS = re.compile(rf"\btu (?:nam )?{_YEAR}(?!\s*(?:-|–|den|toi|va)\s*(?:nam )?\d)|\bva (?:cac|nhung) nam\b")
_BEFORE_YEAR = re.compile(rf"\btruoc (?:nam )?(?P<year>{_YEAR})")
_DURATION = re.compile(r"\b\d{1,3}\s*(?:-\s*\d{1,3}\s*)?(?:ngay|tuan|thang|nam|gio)\b(?! (?:dau|cuoi))")
# What has a time of its own that no calendar knows.
_ELSEWHERE = re.compile(
    r"\b(?:ky hop|phien hop|hoi nghi|dai hoi|nam hoc|tet|dip|le ky niem|chua xac dinh|khong thoi han)\b"
)
_BRACKETS = re.compile(r"\(([^()]*)\)")
_FORMER = re.compile(r"\b(?:dieu chinh tu|thay (?:cho|the)|truoc day|truoc la|cu la|ban dau|doi tu|chuyen tu)\b")
_LATTER = re.compile(
    r"\b(?:dieu chinh|gia han|lui|chuyen|doi|keo dai)\b[^;()]{0,60}?\b(?:sang|den|toi|thanh|ve|qua|lai)\b|→|=>"
    r"|\bgia han(?: lan \d)?\s*:?(?=\s*(?:ngay )?\d)"
)
# "số 438/KH-UBND ngày 22/8/2026": the day is the document's.
_DOCUMENT = re.compile(
    r"(?:\bso\s*)?\b\d{1,5}\s*/\s*(?:(?:19|20)\d\d\s*/\s*)?(?!(?:nam|quy|thang|tuan|lan)\b)[a-z]{2,}[\w-]*"
    r"(?:\s*,?\s*ngay\s*\d{1,2}\s*(?:/|-|thang)\s*\d{1,2}\s*(?:/|-|nam)\s*\d{4})?"
)
# "Tháng 6 (trước ngày 15)", "Tháng 6 (tuần 2)".
_WITHIN = re.compile(
    r"(?P<month>\bthang \d{1,2}(?:\s*(?:/|nam)\s*(?:19|20)\d\d)?)\s*\((?:truoc |cham nhat |den )?"
    r"(?P<small>ngay \d{1,2}|tuan (?:thu )?\w+)\)"
)
_LONGEST = 2000  # characters; no deadline is as long as that
_SERIAL = re.compile(r"[4-5]\d{4}(?:\.\d+)?")


def parse_deadline(text: str | date | datetime, year: int) -> Deadline:
    """`year`, the plan's, is used where the text names none. What is not understood waits (TRIGGER), never late."""
    return find_deadline(text, year) or _TRIGGER


def find_deadline(text: str | date | datetime, year: int) -> Deadline | None:
    """As `parse_deadline`, but None for an empty text and for one that says nothing this module knows."""
    if isinstance(text, datetime):
        text = text.date()
    if isinstance(text, date):
        return Deadline(DeadlineKind.DATE, text)
    folded = _without_asides(plain_days(text[:_LONGEST], year))
    if _SERIAL.fullmatch(folded):
        return Deadline(DeadlineKind.DATE, date(1899, 12, 30) + timedelta(days=int(float(folded))))
    return _promised(folded, year) or _going_on(folded, year) or _dated(folded, year) or _whole_year(folded, year)


def _without_asides(folded: str) -> str:
    """The deadline that holds: without the one it replaces, without what is only a reason or a document's day."""
    if latter := list(_LATTER.finditer(folded)):
        folded = folded[latter[-1].end() :]
    folded = _WITHIN.sub(_narrowed, _DOCUMENT.sub(" ", folded))
    outside = _BRACKETS.sub(" ", folded)

    def kept(found: re.Match[str]) -> str:
        is_aside = _FORMER.search(found[1]) or (_WAITS_FOR.search(found[1]) and find_points(outside))
        return " " if is_aside else found[0]

    folded = _inner(_BRACKETS.sub(kept, folded))
    former = _FORMER.search(folded)
    return folded[: former.start()] if former and find_points(folded[: former.start()]) else folded


def _narrowed(found: re.Match[str]) -> str:
    return f"{found['small']} {found['month']}"


def _inner(folded: str) -> str:
    """ "Quý II (tháng 5)": the bracket says it more exactly."""
    bracket = _BRACKETS.search(folded)
    inside = find_points(bracket[1]) if bracket else []
    outside = find_points(_BRACKETS.sub(" ", folded))
    one_each = bracket and len(inside) == len(outside) == 1 and not _only_begins(bracket[1], inside[0])
    if bracket and one_each and inside[0].grain < outside[0].grain > Grain.DAY:
        return bracket[1]
    return folded


def _promised(folded: str, year: int) -> Deadline | None:
    """ "Thường xuyên, báo cáo trước ngày 15/12": a day named as the latest one counts whatever else is said."""
    points = find_points(folded)
    starts = {point.start for point in points}
    for words in _NO_LATER_THAN.finditer(folded):
        if words.end() not in starts:
            continue
        waits = _WAITS_FOR.search(folded, words.end())
        end = waits.start() if waits else len(folded)
        promised = [point for point in points if words.end() <= point.start < end]
        return _of_points(folded, promised, year, before=words["cue"] == "truoc" and not words["whole"])
    if found := _BEFORE_YEAR.search(folded):
        return Deadline(DeadlineKind.YEAR, date(int(found["year"]) - 1, 12, 31))
    return None


def _going_on(folded: str, year: int) -> Deadline | None:
    """What comes again and again, or waits; None where a day of the calendar ends it."""
    waits = _WAITS_FOR.search(folded)
    if goes_on := _GOES_ON.search(folded):
        return _named_end(folded, year, goes_on) or Deadline(DeadlineKind.CONTINUOUS, None, rhythm_days(folded, year))
    # A date after these words is that of the thing waited for ("Theo Kế hoạch số … ngày …").
    return _TRIGGER if waits and not find_points(folded[: waits.start()]) else None


def _named_end(folded: str, year: int, goes_on: re.Match[str]) -> Deadline | None:
    """ "Thường xuyên, hoàn thành trong quý IV"; "Quý IV hằng năm"; "02 lần/năm: tháng 6, tháng 12"."""
    waits = _WAITS_FOR.search(folded)
    region = folded[: waits.start()] if waits else folded
    points = [point for point in find_points(region) if not _only_begins(region, point)]
    if not points or _OFTEN.search(folded):
        return None
    if _YEARLY.search(folded) or "lan" in goes_on[0] or goes_on[0].startswith("dinh ky"):
        return _of_points(region, points, year)
    ends = [words.end() for words in _ENDS.finditer(region)]
    ending = [point for point in points if any(end <= point.start for end in ends)]
    return _of_points(region, ending, year) if ending else None


def _only_begins(folded: str, point: Point) -> bool:
    return bool(_FROM.search(folded[: point.start]))


def _dated(folded: str, year: int) -> Deadline | None:
    waits = _WAITS_FOR.search(folded)
    region = folded[: waits.start()] if waits else folded
    points = find_points(region)
    if elsewhere := _ELSEWHERE.search(region):  # "trước kỳ họp tháng 7", "kỳ họp cuối năm"
        points = [point for point in points if point.start < elsewhere.start()]
    if len(points) == 1 and _only_begins(region, points[0]):
        return Deadline(DeadlineKind.CONTINUOUS, None)
    return _of_points(region, points, year) if points else None


def _of_points(folded: str, points: list[Point], year: int, *, before: bool = False) -> Deadline | None:
    """The last of its days. One impossible day makes the whole text unclear: the others may not be its end. `before`:
    "trước tháng 6" ends with May, "trước 15/6" with the 15th."""
    days: list[date] = []
    ranges = {after.start for one, after in pairwise(points) if are_a_range(folded, one, after)}
    points = _without_beginnings(folded, points, ranges)
    for index, point in enumerate(points):
        on = _day_before(point, year) if before and not index else point.last(_year_nearby(points, index) or year)
        if point.start in ranges and days and on is not None:
            on = _end_of_range(points[index - 1], point, on, days.pop(), year)
        if on is None and not _starts_a_range(points, index, ranges):
            return None
        if on is not None:
            days.append(on)
    if not days:
        return None
    several = tuple(sorted(set(days)))
    return Deadline(DeadlineKind.DATE, several[-1], several if len(several) > 1 else ())


def _without_beginnings(folded: str, points: list[Point], ranges: set[int]) -> list[Point]:
    """ "Triển khai từ tháng 4, hoàn thành tháng 10": nothing is due in April."""
    followed = {one.start for one, after in pairwise(points) if after.start in ranges}
    ends = [point for point in points if point.start in followed or not _only_begins(folded, point)]
    return ends or points


def _starts_a_range(points: list[Point], index: int, ranges: set[int]) -> bool:
    """ "Từ đầu tháng 3 đến 30/6": when it begins does not matter."""
    return index + 1 < len(points) and points[index + 1].start in ranges and points[index].month == 0


def _day_before(point: Point, year: int) -> date | None:
    if point.grain in (Grain.DAY, Grain.WEEK, Grain.YEAR_END) or point.day is not None:
        return point.last(year)
    first = point.first(year)
    return first - timedelta(days=1) if first else None


def _end_of_range(first: Point, last: Point, end: date, start: date, year: int) -> date:
    """Over the turn of the year: "từ tháng 11 đến tháng 2"."""
    if last.year is None and end < start:
        return last.last(start.year + 1) or end
    return end


def _year_nearby(points: list[Point], index: int) -> int | None:
    """ "Tháng 6, tháng 12 năm 2018": the year stands once, as a rule behind."""
    around = points[index:] + points[:index][::-1]
    return next((point.year for point in around if point.year), None)


def _whole_year(folded: str, year: int) -> Deadline | None:
    if find_points(folded) or _ELSEWHERE.search(folded):
        return None
    if _OPEN_YEARS.search(folded):
        return Deadline(DeadlineKind.CONTINUOUS, None)
    if _DURATION.search(folded) or not _WHOLE_YEAR.fullmatch(folded):
        return None
    years = [int(found) for found in re.findall(rf"(?<!\d){_YEAR}", folded)]
    return Deadline(DeadlineKind.YEAR, date(max(years, default=year), 12, 31))
