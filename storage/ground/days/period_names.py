"""One time by its name: `quy 3`, `thang 8/2019`, `tuan truoc`, `7 ngay qua`. Its year may be missing.

What `points.py` knows is read there; here stand the names that only a period has.
"""

import enum
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from storage.ground.days.periods import Period, month_end
from storage.ground.days.points import Grain, Point, find_points


class Unit(enum.StrEnum):
    """What a number alone takes from the name beside it (`quy 1-3`). `WHOLE`: stands where it stands, without one."""

    DAY = "ngay"
    WEEK = "tuan"
    MONTH = "thang"
    QUARTER = "quy"
    YEAR = "nam"
    WHOLE = ""


@dataclass(frozen=True, slots=True)
class Named:
    """`within`: its days in a year; raises ValueError where that year has no such days. `year`: the one written."""

    unit: Unit
    year: int | None
    within: Callable[[int], Period]

    def latest(self, today: date) -> Period:
        """In the year written, or the latest in which it has begun."""
        if self.year is not None:
            return self.within(self.year)
        this = self.within(today.year)
        return this if this.first <= today else self.within(today.year - 1)


_UNITS = {
    Grain.DAY: Unit.DAY,
    Grain.WEEK: Unit.WEEK,
    Grain.MONTH: Unit.MONTH,
    Grain.QUARTER: Unit.QUARTER,
    Grain.HALF: Unit.WHOLE,
}
_YEAR = r"(?:[ /.,-]*(?:cua )?(?:nam )?(?P<year>\d{4}))?"
_DATE = re.compile(
    r"\d{1,2}\s*([/.-])\s*\d{1,2}\s*\1\s*\d{2,4}|\d{4}-\d\d?(?:-\d\d?)?|(?:thang|quy) \S+-[2-4]\d", re.ASCII
)
# Of a range the grammar of days names the end only.
_NUMBER = r"\b(?:\d{1,2}|iv|i{1,3})\b"
_SEVERAL = re.compile(rf"{_NUMBER}\s*(?:[-–,+&]|\b(?:den|va|hoac)\b)\s*(?:(?:ngay|thang|quy|tuan) )?{_NUMBER}")
_Reader = Callable[[re.Match[str], date], Named]


def named(text: str, today: date, *, lone_day: bool = False) -> Named | None:
    """The whole text has to be one name. `lone_day`: `12/3` is a day; alone it is as likely a fraction or a task.
    Raises ValueError for what no calendar has."""
    for pattern, reader in _READERS:
        match = pattern.fullmatch(text)
        if match is not None:
            return reader(match, today)
    bare = text.removeprefix("ngay ").removeprefix("ca ")
    points = [] if _SEVERAL.search(bare) and not _DATE.fullmatch(bare) else find_points(bare)
    if len(points) != 1 or (points[0].start, points[0].end) != (0, len(bare)):
        return None
    [point] = points
    no_year = point.grain is Grain.DAY and point.year is None and bare == text and "thang" not in text
    if point.grain not in _UNITS or (no_year and not lone_day):
        return None
    return Named(_UNITS[point.grain], point.year, lambda year: _days_of(point, year))


def _days_of(point: Point, year: int) -> Period:
    first, last = point.first(year), point.last(year)
    if first is None or last is None:
        raise ValueError("no calendar has these days")
    return Period(first, last)


def _whole(period: Period) -> Named:
    return Named(Unit.WHOLE, period.first.year, lambda _: period)


def _year(match: re.Match[str], today: date) -> Named:
    number = int(match.groupdict().get("year") or today.year)
    return Named(Unit.YEAR, number, lambda year: Period.of_months(year, 1, 12))


def _months(match: re.Match[str], _: date) -> Named:
    count, year = int(match["count"]), match["year"]
    first = 13 - count if match["half"] == "cuoi" else 1
    return Named(Unit.WHOLE, int(year) if year else None, lambda year: Period.of_months(year, first, first + count - 1))


def _half_month(match: re.Match[str], _: date) -> Named:
    month, year, late = int(match["month"]), match["year"], match["half"] == "cuoi"

    def within(year: int) -> Period:
        return Period(date(year, month, 16 if late else 1), month_end(year, month) if late else date(year, month, 15))

    return Named(Unit.WHOLE, int(year) if year else None, within)


def _month_day(match: re.Match[str], today: date) -> Named:
    """`ngay 20`: the latest one; a short month is passed over."""
    number, month = int(match["day"]), today.replace(day=1)
    for _ in range(3):
        if number <= month_end(month.year, month.month).day and month.replace(day=number) <= today:
            day = month.replace(day=number)
            return _whole(Period(day, day))
        month = (month - timedelta(days=1)).replace(day=1)
    raise ValueError("no month has that day")


def _around(unit: str, today: date) -> Period:
    """The one that is running."""
    if unit == "nam":
        return Period.of_months(today.year, 1, 12)
    if unit == "quy":
        first = (today.month - 1) // 3 * 3 + 1
        return Period.of_months(today.year, first, first + 2)
    if unit == "thang":
        return Period.of_months(today.year, today.month, today.month)
    if unit == "tuan":
        monday = today - timedelta(days=today.weekday())
        return Period(monday, monday + timedelta(days=6))
    return Period(today, today)


_WHICH = "nay|truoc nua|truoc|ngoai|kia|(?:da |vua )?(?:qua|roi)|toi|sau|ke tiep|tiep theo"
_NEXT = ("toi", "sau", "mai", "ke tiep", "tiep theo")


def _relative(match: re.Match[str], today: date) -> Named:
    which, period = match["which"] or "mai", _around(match["unit"] or "ngay", today)
    if which in ("kia", "truoc nua"):
        return _whole(period.previous().previous())
    if which in _NEXT:
        return _whole(period.next())
    return _whole(period if which == "nay" else period.previous())


def _running(match: re.Match[str], today: date) -> Named:
    return _whole(_around(match["unit"], today))


def months_before(day: date, count: int) -> date:
    """The same day of an earlier month, or its last one."""
    year, month = divmod(day.year * 12 + day.month - 1 - count, 12)
    return date(year, month + 1, min(day.day, month_end(year, month + 1).day))


def _lately(match: re.Match[str], today: date) -> Named:
    """Up to today: `7 ngay qua`, `3 thang gan day`."""
    count, unit = int(match["count"]), match["unit"]
    if unit in ("ngay", "tuan"):
        first = today - timedelta(days=count * (7 if unit == "tuan" else 1) - 1)
    else:
        first = months_before(today, count * {"thang": 1, "quy": 3, "nam": 12}[unit]) + timedelta(days=1)
    return _whole(Period(first, today))


def _since_its_beginning(match: re.Match[str], today: date) -> Named:
    if match["year"]:
        return _whole(Period(date(int(match["year"]), 1, 1), today))
    return _whole(Period(_around(match["unit"], today).first, today))


def _year_before(match: re.Match[str], today: date) -> Named:
    """`cung ky nam ngoai`: this year so far, a year ago."""
    year = int(match["year"] or today.year - 1)
    return _whole(Period(date(year, 1, 1), months_before(today, 12 * (today.year - year))))


def _named_year_before(match: re.Match[str], today: date) -> Named:
    """`quy 3 cung ky nam ngoai`"""
    one = named(match["one"], today)
    if one is None:
        raise ValueError("not the name of a time")
    year = int(match["year"] or one.latest(today).last.year - 1)
    return Named(one.unit, year, one.within)


_COUNTED = r"(?P<count>\d{1,3}) (?P<unit>ngay|tuan|thang|quy|nam)"
_LATELY = r"(?:lien tiep )?(?:(?:da |vua )?(?:qua|roi)|gan (?:day|nhat)(?: nhat)?|truoc|lien tiep)"
_READERS: tuple[tuple[re.Pattern[str], _Reader], ...] = tuple(
    (re.compile(pattern, re.ASCII), reader)
    for pattern, reader in (
        (r"(?:ca )?(?:nam )?(?P<year>\d{4})|ca nam", _year),
        (rf"(?P<count>\d{{1,2}}) thang(?: (?P<half>dau|cuoi))?(?: (?:cua )?nam)?{_YEAR}", _months),
        (rf"nua (?P<half>dau|cuoi) (?:cua )?thang (?P<month>\d{{1,2}}){_YEAR}", _half_month),
        (r"ngay (?P<day>\d{1,2})", _month_day),
        (r"(?:ngay )?(?P<unit>hom) (?P<which>nay|qua|kia|truoc)|ngay mai", _relative),
        (rf"(?:ca )?(?P<unit>nam|quy|thang|tuan) (?P<which>{_WHICH})", _relative),
        (r"ca (?P<unit>quy|thang|tuan)", _running),
        (rf"{_COUNTED} {_LATELY}", _lately),
        (r"(?:tu )?dau (?P<unit>nam|quy|thang|tuan)(?: nay)?(?P<year>)(?: den nay)?", _since_its_beginning),
        (r"tu dau (?P<unit>nam) (?P<year>\d{4})(?: den nay)?", _since_its_beginning),
        (r"cung ky(?: (?:cua )?nam (?P<year>\d{4}))?", _year_before),
        (r"(?P<one>(?:quy|thang|\d{1,2} thang).*?) cung ky(?: nam (?P<year>\d{4}))?", _named_year_before),
        (r"cung ky (?P<one>(?:quy|thang|\d{1,2} thang).*?)(?: nam (?P<year>\d{4}))?", _named_year_before),
    )
)
