"""What comes round in a year: the days on which "hằng tháng", "trước ngày 15 hằng quý", "6 tháng/lần" are due."""

import calendar
import re
from datetime import date

_EVERY = r"\b(?:hang|moi|tung|theo|dinh ky|cac)(?: tung)?"
_ONCE = r"\b(?:0?1|mot) lan"
_MONTHLY = re.compile(rf"{_EVERY} thang\b|{_ONCE}\s*/\s*thang\b|(?<!\d )\bthang\s*/\s*lan\b|\b0?1 thang\s*/\s*lan\b")
_QUARTERLY = re.compile(
    rf"{_EVERY} quy(?! (?:dinh|che|trinh))\b|{_ONCE}\s*/\s*quy\b|(?<!\d )\bquy\s*/\s*lan\b"
    r"|\b0?3 thang\s*/\s*(?:1 |mot )?lan\b|\bthang cuoi(?: cua)? quy\b"
)
_HALF_YEARLY = re.compile(r"\b0?6 thang\s*(?:/\s*|mot |0?1 )+lan\b|\b(?:moi|dinh ky) 0?6 thang\b")
_DAYS = re.compile(
    r"\b(?:truoc|cham nhat|muon nhat|vao|den|ngay)\s*(?:la\s*)?(?:vao\s*)?(?:ngay\s*)?"
    r"(?P<days>\d{1,2}(?:\s*(?:,|va)\s*(?:ngay\s*)?\d{1,2})*)(?![\d/.-])(?!\s*(?:lan|cuoc|dot|thang \d))"
)


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
    return tuple(_day(year, month, day) for month in months for day in sorted(days))


def _day(year: int, month: int, day: int) -> date:
    """The month's last where it has no such day."""
    return date(year, month, min(max(day, 1), calendar.monthrange(year, month)[1]))
