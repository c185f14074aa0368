"""Deadlines as plans write them ("Quý II", "Trong năm 2019", "Khi có yêu cầu …") become a kind and days.

Read in this order: what comes round, what is promised as the latest day, what goes on or waits, what is dated, whole
years. What names more than was understood is unclear: a wrong day would be chased in silence.
"""

import re
from datetime import date, datetime, timedelta

from storage.ground.days.points import blank, find_points
from storage.ground.days.written_numbers import plain_days
from storage.ground.deadlines.asides import without_asides, without_past_years
from storage.ground.deadlines.counts import with_counted_days, with_rest_of_year
from storage.ground.deadlines.due_days import GOING_ON, WAITING, Deadline, due_on, is_what_of
from storage.ground.deadlines.rest import is_only_a_part, says_more
from storage.ground.deadlines.rhythm_bounds import LEFT_OUT
from storage.ground.deadlines.rhythms import comes_round
from storage.ground.deadlines.vocabulary import knows_all_words
from storage.ground.deadlines.words import (
    ELSEWHERE,
    UNIT,
    WAITS_FOR,
    YEAR,
    before_waiting,
    names_more_behind,
    only_begins,
)
from storage.ground.kinds import DeadlineKind
from storage.ground.text import fold

_GOES_ON = re.compile(
    r"\b(?:thuong xuyen|lien tuc|thuong nien|dinh ky|quanh nam|suot nam|hang ngay"
    rf"|(?:hang|moi|tung|cac|nhung) {UNIT}(?! \d)|theo (?:tung )?{UNIT}"
    r"|(?:19|20)\d\d tro di|tro di)\b"
    r"|\b\d{1,2}(?:\s*-\s*\d{1,2})?\s*(?:lan|cuoc|dot|ky|buoi|hoi nghi)\s*(?:/|trong|moi|tren|mot|1)"
    r"\s*(?:(?:mot|1|0?6)\s*)?(?:nam|quy|thang|tuan)\b"
    r"|\b(?:nam|tuan)\s*/\s*(?:\d{1,2}\s*)?lan\b|\b(?:(?:1|mot) )?(?:nam|tuan) (?:mot|hai|0?[1-9]) lan\b"
    r"|\bquy\s*,\s*(?:\d thang|nam)\b"
    r"|\b(?:duy tri|truc|hoat dong|van hanh|phuc vu|giam sat)\b[^;()]{0,40}\b24/7"
)
_NO_LATER_THAN = re.compile(
    r"\b(?P<cue>truoc|cham nhat|muon nhat|khong qua|khong sau|khong cham hon|han chot|han cuoi|den het|het)\b[\s:]*"
    r"(?:la\s*)?(?:vao\s*)?(?:den\s*|trong\s*)?(?P<whole>het\s*|cuoi\s*)?(?:ngay\s*)?"
)
# Nothing else may be said: "Năm học 2025-2026", "5 năm", "nửa năm" are no whole year.
_WHOLE_YEAR = re.compile(
    rf"(?=.*(?:\bnam\b|\b{YEAR}))(?:\W|(?:{YEAR}|nam|trong|ca|cac|giai doan|lo trinh|tu|den|toi|va|het|hoan thanh"
    r"|thuc hien|xong|du kien|ke hoach|vao|thoi gian|cua)\b)+"
)
_OPEN_YEARS = re.compile(
    rf"\btu (?:nam )?{YEAR}(?!\s*(?:-|–|den|toi|va)\s*(?:nam )?(?:\d|nay))|\bva (?:cac|nhung) nam\b"
)
_BEFORE_YEAR = re.compile(rf"\btruoc (?:nam )?(?P<year>{YEAR})")
_DURATION = re.compile(r"\b\d{1,3}\s*(?:-\s*\d{1,3}\s*)?(?:ngay|tuan|thang|nam|gio)\b(?! (?:dau|cuoi))")
# Between a day and the one promised behind it: words that say what the first is for.
_SAYS_WHAT = re.compile(r"[^;]*;|\W*(?!hoac\b)[a-z]{2,}|[^;]{0,20}\d\s*%")
_ENDS_ITSELF = re.compile(
    r"[,;(]\s*(?:va |nhung )?(?P<end>(?:phai )?(?:hoan thanh|hoan tat|xong|ket thuc|du kien (?:hoan thanh|xong))\b.*)"
)
# "Sau mỗi quý 10 ngày": the calendar knows when that is, and this does not.
_AFTER_EACH = re.compile(
    r"\bsau (?:khi )?(?:\d{1,2} ngay )?(?:ket thuc |het )?(?:moi |hang )?(?:quy|thang|nam)\b(?! [\divx])"
    r"|\btruoc khi (?:ket thuc|het) (?:moi |hang )?(?:quy|thang|nam)\b(?! [\divx]| [a-z]{2,})"
)
# The first and the twelfth month of the lunar calendar, of which it is not said in which year they are meant.
_LUNAR_MONTH = re.compile(r"\bthang (?:gieng|chap)\b(?! (?:hanh|thuan|nhan)\b)")
_LONGEST = 2000  # characters; no deadline is as long as that
_SERIAL = re.compile(r"[4-5]\d{4}(?:\.\d+)?")


def parse_deadline(text: str | date | datetime, year: int) -> Deadline:
    """`year`, the plan's, is used where the text names none. What is not understood waits (TRIGGER), never late."""
    return find_deadline(text, year) or WAITING


def find_deadline(text: str | date | datetime, year: int) -> Deadline | None:
    """As `parse_deadline`, but None for an empty text and for one that says nothing this module knows."""
    if isinstance(text, datetime):
        text = text.date()
    if isinstance(text, date):
        return Deadline(DeadlineKind.DATE, text)
    found = _find(plain_days(text[:_LONGEST], year), year)
    return None if found and (found.on or found.days) and _LUNAR_MONTH.search(fold(text)) else found


def _find(folded: str, year: int) -> Deadline | None:
    if _SERIAL.fullmatch(folded):
        return Deadline(DeadlineKind.DATE, date(1899, 12, 30) + timedelta(days=int(float(folded))))
    held = without_asides(without_past_years(folded, year))
    counted = held and with_counted_days(with_rest_of_year(held, year), year)
    if not counted:
        return None
    if days := comes_round(counted, year):
        is_known = knows_all_words(_beside_times(re.sub(LEFT_OUT, " ", counted)))
        return Deadline(DeadlineKind.CONTINUOUS, None, days) if is_known else None
    return None if days is None or is_only_a_part(counted) else _once(counted, year)


def _once(counted: str, year: int) -> Deadline | None:
    found = _promised(counted, year) or _going_on(counted, year) or _dated(counted, year) or _whole_year(counted, year)
    if not found or found.kind is DeadlineKind.TRIGGER:
        return None if _AFTER_EACH.search(counted) else found
    if (found.on or found.days) and (names_more_behind(counted) or not knows_all_words(_beside_times(counted))):
        return None
    on = None if found.kind is DeadlineKind.YEAR else found.on
    return None if says_more(counted, on, year) else found


def _beside_times(folded: str) -> str:
    region = before_waiting(folded)
    return blank(region, find_points(region))


def _promised(folded: str, year: int) -> Deadline | None:
    """ "Thường xuyên, báo cáo trước ngày 15/12": a day named as the latest one counts, whatever else the text says."""
    points = find_points(folded)
    starts = {point.start for point in points}
    for words in _NO_LATER_THAN.finditer(folded):
        if words.end() not in starts:
            continue
        waits = WAITS_FOR.search(folded, words.end())
        end = waits.start() if waits else len(folded)
        promised = [point for point in points if words.end() <= point.start < end]
        latest = due_on(folded, promised, year, before=words["cue"] == "truoc" and not words["whole"])
        return latest and _with_earlier(folded[: words.start()], latest, year)
    if found := _BEFORE_YEAR.search(folded):
        return Deadline(DeadlineKind.YEAR, date(int(found["year"]) - 1, 12, 31))
    return None


def _with_earlier(before: str, latest: Deadline, year: int) -> Deadline | None:
    """ "Quý I lấy ý kiến, trước 30/6 trình": days of their own; "quý II, chậm nhất 15/6" names one day."""
    region = before_waiting(before)
    earlier = [
        point
        for point in find_points(region)
        if not only_begins(region, point)
        and _SAYS_WHAT.match(region, point.end)
        and not is_what_of(region, point, len(region))
    ]
    found = due_on(region, earlier, year) if earlier else None
    if not found or not found.on or not latest.on or found.on >= (latest.days or (latest.on,))[0]:
        return latest
    days = (*(found.days or (found.on,)), *(latest.days or (latest.on,)))
    return Deadline(DeadlineKind.DATE, latest.on, days)


def _going_on(folded: str, year: int) -> Deadline | None:
    """What comes again and again, or waits; None where a day of the calendar ends it."""
    if _GOES_ON.search(folded):
        region = before_waiting(folded)
        if not _GOES_ON.search(region) and find_points(folded):
            return None  # "kiểm tra đột xuất; định kỳ quý II, IV"
        points = [point for point in find_points(region) if not only_begins(region, point)]
        return due_on(region, points, year) if points else GOING_ON
    waits = WAITS_FOR.search(folded)
    if not waits or find_points(folded[: waits.start()]):
        return None
    # A date behind is that of the thing waited for ("Theo Kế hoạch số … ngày …"), but for a clause of its own.
    ended = _ENDS_ITSELF.search(folded, waits.end())
    points = find_points(ended["end"]) if ended and not WAITS_FOR.search(ended["end"]) else []
    return due_on(ended["end"], points, year) if ended and points else WAITING


def _dated(folded: str, year: int) -> Deadline | None:
    region = before_waiting(folded)
    points = find_points(region)
    if elsewhere := ELSEWHERE.search(region):  # "trước kỳ họp tháng 7", "kỳ họp cuối năm"
        points = [point for point in points if point.start < elsewhere.start()]
    if len(points) == 1 and only_begins(region, points[0]):
        return GOING_ON
    return due_on(region, points, year) if points else None


def _whole_year(folded: str, year: int) -> Deadline | None:
    if find_points(folded) or ELSEWHERE.search(folded):
        return None
    if _OPEN_YEARS.search(folded):
        return GOING_ON
    if _DURATION.search(folded) or not _WHOLE_YEAR.fullmatch(folded):
        return None
    years = [int(found) for found in re.findall(rf"(?<!\d){YEAR}", folded)]
    return Deadline(DeadlineKind.YEAR, date(max(years, default=year), 12, 31))
