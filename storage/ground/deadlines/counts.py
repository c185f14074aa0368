"""Days counted from another one: "10 ngày trước 30/6", "trong 30 ngày kể từ ngày 01/3"."""

import calendar
import re
from datetime import date, timedelta

from storage.ground.days.points import Grain, Point, find_points

_COUNT = r"(?P<number>\d{1,3})\s*(?P<unit>ngay|tuan|thang|nam)\b(?P<working> lam viec)?"
_WAY = r"(?P<way>truoc|sau|(?:ke|tinh) tu(?: sau)?)"
_MOMENT = r"(?:\s+(?:khi|ngay|het|ket thuc|thoi diem|moc|han))*\s*"
_ITS_END = re.compile(r"\b(?:het|ket thuc)\b(?! han\b)")
_BEFORE = re.compile(rf"\b(?:sau\s+)?{_COUNT}\s*,?\s*{_WAY}{_MOMENT}$")
_CUE = re.compile(rf"\b{_WAY}{_MOMENT}$")
_BEHIND = re.compile(
    rf"\s*(?:,?\s*(?:it nhat|toi thieu|cham nhat|truoc)\s+)?{_COUNT}(?!\s*(?:ke tu|tinh tu|sau|truoc|hang))"
)


# "Tháng 1 ban hành, tổ chức thực hiện trong năm"
_REST_OF_YEAR = re.compile(
    r"([;,]\s*)(?:to chuc )?(?:thuc hien|trien khai|duy tri)\s*:?\s*(?:(?:trong|ca|suot) )+nam\b(?! \d)"
)


def with_rest_of_year(folded: str, year: int) -> str:
    """What goes on to the year's end behind a time of its own is due on its last day."""
    rest = _REST_OF_YEAR.search(folded)
    if not rest or not find_points(folded[: rest.start()]):
        return folded
    return f"{folded[: rest.start()]}{rest[1]}xong 31/12/{year}{folded[rest.end() :]}"


def with_counted_days(folded: str, year: int) -> str | None:
    """The same text with each of them as a day; None where it counts working days, which other calendars change."""
    for point in reversed(find_points(folded)):
        count = _BEFORE.search(folded[: point.start])
        cue, end = count, point.end
        if not count and (cue := _CUE.search(folded[: point.start])) and (count := _BEHIND.match(folded, point.end)):
            end = count.end()
        if not count or not cue or (cue["way"] == "truoc" and count["unit"] in ("thang", "nam")):
            continue  # "báo cáo 6 tháng trước 15/6" counts nothing
        on = None if count["working"] else _counted(count, cue, point, year)
        if on is None:
            return None
        folded = f"{folded[: cue.start()]} {on:%d/%m/%Y} {folded[end:]}"
    return folded


def _counted(count: re.Match[str], cue: re.Match[str], point: Point, year: int) -> date | None:
    """The first day is not counted (Civil Code, Article 147)."""
    way = cue["way"]
    until_its_end = _ITS_END.search(cue[0]) or point.grain is Grain.YEAR_END
    on = point.first(year) if way == "truoc" and not until_its_end else point.last(year)
    number = int(count["number"])
    if on is None or (way.endswith("tu") and point.grain > Grain.WEEK and not until_its_end):
        return None  # "3 tháng kể từ tháng 4": its first day, or its last
    try:
        if count["unit"] in ("thang", "nam"):
            return _months_after(on, number * (12 if count["unit"] == "nam" else 1))
        length = timedelta(days=number * (7 if count["unit"] == "tuan" else 1))
        return on - length if way == "truoc" else on + length
    except (OverflowError, ValueError):
        return None


def _months_after(on: date, months: int) -> date:
    """The same day, or the month's last where it has no such day."""
    year, month = divmod(12 * on.year + on.month - 1 + months, 12)
    return date(year, month + 1, min(on.day, calendar.monthrange(year, month + 1)[1]))
