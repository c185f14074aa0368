"""Periods as people write them. The whole text has to be a period: anything else is None, never a guess."""

import re
from collections.abc import Callable
from datetime import date, timedelta

from storage.ground.days.periods import FIRST_YEAR, LAST_YEAR, Period, month_end
from storage.ground.text import fold

_LONGEST = 80
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_FILLER = re.compile(r"^(?:(?:bao cao|so lieu|tong hop|tom tat|trong|cua|ky|tu dau)\s+)*(?=\S)")
_BEGINNING = re.compile(
    r"(?:quy|q|thang|nam|tuan|ngay) ?(?:\d|(?:nay|truoc|sau|toi)\b)|\d{1,2} (?:thang|quy)\b|\d{1,2} ?[/.-] ?\d",
    re.ASCII,
)
_TO = r"\s*(?:-+>?|–|—|→|\bden(?: het)?\b|\btoi\b)\s*"
_YEAR = r"(?:\s*(?:/|\bnam\b|-|\s)\s*(?P<year>\d{4}))?"

_Reader = Callable[[re.Match[str], date], Period | None]


def parse_period(text: str, today: date) -> Period | None:
    """`quý 3 2019`, `9 tháng`, `tháng 8/2019`, `21/11/2018-08/09/2019`, `từ … đến …`, with or without diacritics.

    Without a year the most recent one is meant that has begun; `năm nay` is the whole calendar year.
    """
    folded = fold(text)
    if not folded or len(folded) > _LONGEST:
        return None
    folded = folded.strip(" .,:;!?\"'()")
    try:
        return _read(folded, today) or _read(_FILLER.sub("", folded), today)
    except (ValueError, OverflowError):  # 31/02, days in the wrong order, a year out of reach
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
    return parse_period(text, today)


def _coming_range(left: str, right: str, today: date) -> Period | None:
    last = next((day for year in (today.year, today.year + 1) if (day := _day(right, year)) and day >= today), None)
    first = _day(left, last.year) if last else None
    if last is None or first is None:
        return None
    return Period(first if first <= last else first.replace(year=first.year - 1), last)


def begins_like_a_period(text: str) -> bool:
    """`quý 7`, `tháng trước nữa`, `31/02/2026`: meant as a period, whether or not it is one."""
    return _BEGINNING.match(fold(text)) is not None


def parse_day(text: str, today: date, ahead: timedelta = timedelta()) -> date | None:
    """`14/06`, `ngày 14/6/2026`, `hôm qua`; without a year the latest such day that is not to come, or not further
    `ahead`."""
    folded = fold(text)
    words = {"hom nay": 0, "hom qua": -1, "ngay mai": 1}
    if folded in words:
        return today + timedelta(days=words[folded])
    last = today + ahead
    try:
        day = _day(folded, last.year)
        written = _day(folded, None)
        return _day(folded, last.year - 1) if day and written is None and day > last else day
    except ValueError:
        return None


def _read(text: str, today: date) -> Period | None:
    for pattern, reader in _READERS:
        match = pattern.fullmatch(text)
        if match is not None:
            return reader(match, today)
    return _range(text, today) or _single_day(text, today)


def _year(match: re.Match[str], today: date, first_month: int) -> int:
    """The year written, or the latest in which the first month has begun."""
    written = match.groupdict().get("year")
    if written:
        return int(written)
    return today.year if first_month <= today.month else today.year - 1


def _quarter(match: re.Match[str], today: date) -> Period:
    word = match["quarter"]
    number = _ROMAN.get(word) or int(word)
    first = number * 3 - 2
    return Period.of_months(_year(match, today, first), first, number * 3)


def _month(match: re.Match[str], today: date) -> Period:
    month = int(match["month"])
    return Period.of_months(_year(match, today, month), month, month)


def _months(match: re.Match[str], today: date) -> Period:
    count, half = int(match["count"]), (match.groupdict().get("half") or "").strip()
    if half.startswith("cuoi"):
        return Period.of_months(_year(match, today, 13 - count), 13 - count, 12)
    return Period.of_months(_year(match, today, 1), 1, count)


def _whole_year(match: re.Match[str], today: date) -> Period:
    return Period.of_months(int(match["year"]), 1, 12)


def _relative(match: re.Match[str], today: date) -> Period:
    unit, back = match["unit"], match["which"] in ("truoc", "ngoai", "qua", "vua qua")
    if unit == "nam":
        period = Period.of_months(today.year, 1, 12)
    elif unit == "quy":
        first = (today.month - 1) // 3 * 3 + 1
        period = Period.of_months(today.year, first, first + 2)
    elif unit == "thang":
        period = Period.of_months(today.year, today.month, today.month)
    elif unit == "tuan":
        monday = today - timedelta(days=today.weekday())
        period = Period(monday, monday + timedelta(days=6))
    else:
        period = Period(today, today)
    return period.previous() if back else period


def _last_days(match: re.Match[str], today: date) -> Period:
    return Period(today - timedelta(days=int(match["days"]) - 1), today)


def _since_new_year(match: re.Match[str], today: date) -> Period:
    return Period(date(today.year, 1, 1), today)


_READERS: tuple[tuple[re.Pattern[str], _Reader], ...] = tuple(
    (re.compile(pattern, re.ASCII), reader)
    for pattern, reader in (
        (rf"(?:quy|q)\s*(?P<quarter>[1-4]|iv|i{{1,3}}){_YEAR}", _quarter),
        (rf"(?:thang|t)\s*(?P<month>\d{{1,2}}){_YEAR}", _month),
        (r"(?P<month>\d{1,2})\s*/\s*(?P<year>\d{4})", _month),
        (rf"(?P<count>\d{{1,2}}) thang(?P<half> (?:dau|cuoi)(?: nam)?)?{_YEAR}", _months),
        (r"(?:ca )?(?:nam )?(?P<year>\d{4})", _whole_year),
        (r"(?P<unit>nam|quy|thang|tuan|hom) (?P<which>nay|truoc|ngoai|qua|vua qua)", _relative),
        (r"(?P<days>\d{1,3}) ngay (?:qua|gan day|gan nhat|vua qua)", _last_days),
        (r"(?:tu )?dau nam(?: den nay| nay)?", _since_new_year),
    )
)

_DAY = re.compile(r"(?:ngay )?(\d{1,2})\s*[/.-]\s*(\d{1,2})(?:\s*[/.-]\s*(\d{4}|\d{2}))?", re.ASCII)
_DAY_IN_WORDS = re.compile(r"(?:ngay )?(\d{1,2}) thang (\d{1,2})(?: nam (\d{4}))?", re.ASCII)
_ISO_DAY = re.compile(r"(?:ngay )?(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_MONTH_ONLY = re.compile(r"(?:thang )?(\d{1,2})(?:(?:\s*/\s*| nam | )(\d{4}))?", re.ASCII)
_SEPARATOR = re.compile(_TO, re.ASCII)


def _range(text: str, today: date) -> Period | None:
    """Tried at each possible separator: a hyphen may also stand inside a date."""
    text = re.sub(r"^(?:tu|ke tu)\s+", "", text)
    for match in _SEPARATOR.finditer(text):
        left, right = text[: match.start()].strip(), text[match.end() :].strip()
        last = _day(right, today.year) or _end_of_month(right, today.year)
        if not left or last is None:
            continue
        first = _day(left, last.year) or _start_of_month(left, last.year)
        if first is not None:
            return Period(first, last)
    return None


def _single_day(text: str, today: date) -> Period | None:
    """With its year: `12/3` alone is as likely a fraction or a task."""
    day = _day(text, None)
    return None if day is None else Period(day, day)


def _day(text: str, year: int | None) -> date | None:
    """Raises ValueError where there is no such day, or none that anybody here works with."""
    if match := _ISO_DAY.fullmatch(text):
        return _within_reach(date(int(match[1]), int(match[2]), int(match[3])))
    match = _DAY.fullmatch(text) or _DAY_IN_WORDS.fullmatch(text)
    if match is None or (match[3] is None and year is None):
        return None
    number = int(match[3] or year or 0)
    return _within_reach(date(number + 2000 if number < 100 else number, int(match[2]), int(match[1])))


def _within_reach(day: date) -> date:
    """The years of a period: with 31/12/9999 nothing can be reckoned, not even the day after."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"a day lies within {FIRST_YEAR}–{LAST_YEAR}: {day}")
    return day


def _start_of_month(text: str, year: int) -> date | None:
    match = _MONTH_ONLY.fullmatch(text)
    return date(int(match[2] or year), int(match[1]), 1) if match else None


def _end_of_month(text: str, year: int) -> date | None:
    match = _MONTH_ONLY.fullmatch(text)
    if match is None or not 1 <= int(match[1]) <= 12:
        return None
    return month_end(int(match[2] or year), int(match[1]))
