"""What comes round in a year: the days on which "hằng tháng", "trước ngày 15 hằng quý", "6 tháng/lần" are due."""

import calendar
import re
from datetime import date

_EVERY = r"\b(?:hang|moi|tung|theo|dinh ky|cac)(?: tung)?"
_ONCE = r"\b(?:0?1|mot) lan"
_MONTHLY = re.compile(rf"{_EVERY} thang\b|{_ONCE}\s*/\s*thang\b|(?<!\d )\bthang\s*/\s*lan\b|\b0?1 thang\s*/\s*lan\b")
_QUARTERLY = re.compile(
    rf"{_EVERY} quy(?! (?:dinh|che|trinh))\b|{_ONCE}\s*/\s*quy\b|(?<!\d )\bquy\s*/\s*lan\b"
    r"|\b0?3 thang\s*(?:/\s*|mot |0?1 )+lan\b|\bthang cuoi(?: cua)? quy\b"
)
_HALF_YEARLY = re.compile(r"\b0?6 thang\s*(?:/\s*|mot |0?1 )+lan\b|\b(?:moi|dinh ky) 0?6 thang\b")
_DAYS = re.compile(
    r"\b(?:truoc|cham nhat|muon nhat|vao|den|ngay)\s*(?:la\s*)?(?:vao\s*)?(?:ngay\s*)?"
    r"(?P<days>\d{1,2}(?:\s*(?:,|va)\s*(?:ngay\s*)?\d{1,2})*)(?![\d/.-])(?!\s*(?:lan|cuoc|dot|thang \d))"
)
# "… tháng đầu quý", "… tháng thứ hai của quý", "… tháng đầu quý sau"; "… ngày 5 tháng sau".
_IN_QUARTER = re.compile(
    r"\bthang\s*(?:thu\s*)?(?P<which>dau(?: tien)?|giua|hai|2|nhat|1)\s*(?:cua\s*)?(?:moi\s*)?quy(?P<next> \w+)?"
)
_IN_NEXT_MONTH = re.compile(r"\bthang (?:sau|toi|ke tiep|tiep theo|lien ke)\b")
_NEXT = (" sau", " toi", " ke", " tiep", " lien")


def rhythm_days(folded: str, year: int) -> tuple[date, ...]:
    """All of the year's days, in order; none where the text names no rhythm of months."""
    months: tuple[int, ...]
    if _QUARTERLY.search(folded):
        months = (3, 6, 9, 12)
    elif _HALF_YEARLY.search(folded):
        months = (6, 12)
    elif _MONTHLY.search(folded):
        months = tuple(range(1, 13))
    else:
        return ()
    named = _DAYS.search(folded)
    days = [int(day) for day in re.findall(r"\d+", named["days"])] if named else [31]
    late = _months_later(folded, len(months))
    return tuple(_day(year, month + late, day) for month in months for day in sorted(days))


def _months_later(folded: str, rounds: int) -> int:
    """From the last month of each round to the one that its day is in."""
    if rounds == 12:
        return 1 if _IN_NEXT_MONTH.search(folded) else 0
    found = _IN_QUARTER.search(folded)
    if rounds != 4 or not found:
        return 0
    month = -1 if found["which"] in ("giua", "hai", "2") else -2
    return month + 3 if found["next"] in _NEXT else month


def _day(year: int, month: int, day: int) -> date:
    """The month's last where it has no such day; months go on into the next year."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, min(max(day, 1), calendar.monthrange(year, month)[1]))
