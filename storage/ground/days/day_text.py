"""The grammar of days in cells and heads of files: what people and systems write, with a time of day, a weekday, a
zone. What people type in a chat is narrower (`typed_days`); periods and deadlines are built on `points`."""

import enum
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache

from storage.ground.days.working_time import LOCAL_ZONE
from storage.ground.patterns import compiled_later
from storage.ground.text import fold


class DayOrder(enum.StrEnum):
    """Which comes first in 05/04/2026. `BY_ROW`: each row by those of its days that fit one order only. `SWAPPED`: the
    day in texts; of what a spreadsheet keeps as days, it took the day for the month."""

    DAY = "day"
    MONTH = "month"
    BY_ROW = "by_row"
    SWAPPED = "swapped"


@dataclass(frozen=True, slots=True)
class When:
    """A day in Viet Nam, and the time of day where the text has one."""

    day: date
    at: time | None = None


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?|(?:thang|thg|th|t)\.?\s?\d{1,2}"
_YEAR = r"(?:\d{4}|\d{2})"
_FAST = re.compile(r"\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?:[ T](\d{1,2}):(\d{2})(?::(\d{2}))?)?\s*", re.ASCII)
_DAY = compiled_later(
    rf"""(?<![\d.,])(?:
      (?P<a>\d{{1,2}})\s*[/.-]\s*(?P<b>\d{{1,2}})\s*[/.-]\s*(?P<y>{_YEAR})
    | (?P<iso_y>\d{{4}})\s*[/.-]\s*(?P<iso_m>\d{{1,2}})\s*[/.-]\s*(?P<iso_d>\d{{1,2}})
    | (?P<run_y>(?:19|20)\d\d)(?P<run_m>\d\d)(?P<run_d>\d\d)(?:t?(?P<run_h>\d\d)(?P<run_min>\d\d)(?:\d\d)?)?
    | (?P<said_d>\d{{1,2}})\s*thang\s*(?P<said_m>\d{{1,2}})\s*(?:nam\b|[,/-])?\s*(?P<said_y>\d{{4}})
    | (?P<named_d>\d{{1,2}})\s*[\s./-]\s*(?P<named_m>{_NAMED})\s*[\s,./-]\s*(?P<named_y>{_YEAR})
    | (?P<us_m>{_NAMED})\s+(?P<us_d>\d{{1,2}})\s*,?\s+(?P<us_y>\d{{4}})
    )(?!\d|[/.-]\d)""",
    re.VERBOSE | re.ASCII,
)
_TIME = compiled_later(
    r"""(?<!\d)(?P<hour>\d{1,2})\s*(?:
      :\s*(?P<minute>\d{1,2})(?::(?P<second>\d{1,2})(?:[.,]\d+)?)?
    | (?:gio|h|g)\s*(?P<said>\d{1,2})?(?:\s*(?:phut|p\b))?
    )\s*(?P<half>sa\b|ch\b|[ap]\.?m\b\.?|sang\b|chieu\b|toi\b)?\s*(?P<zone>z\b|utc\b|gmt\b|[+-]\d\d:?\d\d(?!\d))?""",
    re.VERBOSE | re.ASCII,
)
_ENGLISH_DAY = "(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"
_WEEKDAY = rf"thu\s*(?:hai|ba|tu|nam|sau|bay|[2-7])|t[2-7]|chu nhat|cn|{_ENGLISH_DAY}"
_PART_OF_DAY = "buoi|sang|trua|chieu|toi|dau gio|cuoi gio|sa|ch|am|pm"
_BESIDE = compiled_later(rf"(?:[\s,;:|().t'\"\[\]-]|\b(?:{_WEEKDAY}|{_PART_OF_DAY}|ngay|luc|vao|hoi|den)\b)*")
_SERIAL = re.compile(r"(\d{5})(?:[.,](\d+))?", re.ASCII)
_EXCEL_ZERO = date(1899, 12, 30)
EXCEL_DAYS = range(20_000, 80_000)  # 1954 to 2119
_NO_DAY = compiled_later(
    r"|null|none|nil|nan|nat|n/?a|trong|khong(?: co)?|(?:chua|dang|khong)\b[^\d]*|[\s\W_]+"
    r"|0?0[/.-]0?[01][/.-](?:0000|1900)|0000-00-00.*|0?1[/.-]0?1[/.-](?:0001|1900|1753|1)(?:\s.*)?"
    r"|(?:0001|1900|1753)-01-01.*|31[/.-]12[/.-](?:9999|1899)(?:\s.*)?|(?:12[/.-]31[/.-]|)9999(?:-12-31.*)?|0+(?:[.,]0+)?"
)


def read_when(text: str, order: DayOrder = DayOrder.DAY) -> When | None:
    """None for what is no day, or more than one."""
    fast = _FAST.fullmatch(text)
    if fast:
        hour, minute = fast.group(4), fast.group(5)
        day = _numeric(fast.group(1), fast.group(2), fast.group(3), order)
        at = _time(hour, minute) if hour else None
        if day and (at or not hour):
            return When(day, at)
    return _slow(text, order)


@lru_cache(maxsize=4096)
def _slow(text: str, order: DayOrder) -> When | None:
    folded = fold(text)
    if serial := _SERIAL.fullmatch(folded):
        return when_of_serial(float(f"{serial.group(1)}.{serial.group(2) or 0}"))
    found = list(_DAY.finditer(folded))
    day = _day(found[0], order) if len(found) == 1 else None
    if day is None:
        return None
    before, after = folded[: found[0].start()], folded[found[0].end() :]
    times = [*_TIME.finditer(before), *_TIME.finditer(after)]
    beside = [before, after] if not times else _without_time(before, after)
    if len(times) > 1 or not all(_BESIDE.fullmatch(part) for part in beside):
        return None
    if times:
        return _at(day, times[0])
    run = found[0]
    return When(day, _time(run["run_h"], run["run_min"]) if run["run_h"] else None)


def _without_time(before: str, after: str) -> list[str]:
    return [_TIME.sub(" ", before), _TIME.sub(" ", after)]


def _at(day: date, found: re.Match[str]) -> When | None:
    """A moment with a zone belongs to its day in Viet Nam."""
    hour = int(found["hour"])
    half = (found["half"] or "").replace(".", "")
    if half in ("ch", "pm", "chieu", "toi") and hour < 12:
        hour += 12
    elif half in ("sa", "am", "sang") and hour == 12:
        hour = 0
    ends_day = hour == 24
    at = _time("0" if ends_day else str(hour), found["minute"] or found["said"] or "0")
    if at is None:
        return None
    if found["zone"] is None:
        return When(day, None if ends_day else at)
    local = datetime.combine(day, at, _zone(found["zone"])).astimezone(LOCAL_ZONE)
    return When(local.date(), local.time())


def _zone(text: str) -> timezone:
    if text[0] not in "+-":
        return UTC
    digits = text[1:].replace(":", "")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-offset if text[0] == "-" else offset) if offset < timedelta(days=1) else UTC


def _time(hour: str, minute: str) -> time | None:
    return time(int(hour), int(minute)) if int(hour) < 24 and int(minute) < 60 else None


def _day(found: re.Match[str], order: DayOrder) -> date | None:
    if found["a"]:
        return _numeric(found["a"], found["b"], found["y"], order)
    for kind in ("iso", "run", "said", "named", "us"):
        if found[f"{kind}_d"]:
            return make_day(found[f"{kind}_y"], _month(found[f"{kind}_m"]), found[f"{kind}_d"])
    return None


def _month(text: str) -> str:
    return str(_MONTHS.index(text[:3]) + 1) if text[:3] in _MONTHS else re.sub(r"\D", "", text)


def _numeric(first: str, second: str, year: str, order: DayOrder) -> date | None:
    if order is DayOrder.MONTH:
        first, second = second, first
    return make_day(year, second, first)


def make_day(year: str, month: str, day: str) -> date | None:
    """Of digits; a year of two is this century's. None for a day that no calendar has."""
    try:
        return date(int(year) if len(year) == 4 else 2000 + int(year), int(month), int(day))
    except ValueError:
        return None


def when_of_serial(number: float) -> When | None:
    """The number of days since 1900 that a spreadsheet keeps for a date, with the part of the day that has passed."""
    days = int(number)
    if days not in EXCEL_DAYS:
        return None
    minutes = round((number - days) * 24 * 60)
    at = time(minutes // 60, minutes % 60) if 0 < minutes < 24 * 60 else None
    return When(_EXCEL_ZERO + timedelta(days=days), at)


def days_within(text: str, order: DayOrder = DayOrder.DAY) -> list[date]:
    """All days in a text, in its order."""
    return [day for found in _DAY.finditer(fold(text)) if (day := _day(found, order))]


def says_no_day(text: str) -> bool:
    """Whether this is one of the marks for "not yet": `-`, `Chưa trả`, `NULL`, `00/00/0000`, a system's first day."""
    return _NO_DAY.fullmatch(fold(text)) is not None


def orders_shown(text: str) -> Iterator[DayOrder]:
    """What the days in a text prove: 15/05 has the day first, 05/15 the month; 05/04 says nothing."""
    for found in _DAY.finditer(text):
        if found["a"]:
            first, second = int(found["a"]), int(found["b"])
            if first > 12 >= second > 0:
                yield DayOrder.DAY
            elif second > 12 >= first > 0:
                yield DayOrder.MONTH
