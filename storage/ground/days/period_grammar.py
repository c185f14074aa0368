"""How names of times make a period: alone, from … to …, several in a row, up to today, up to some day."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import islice

from storage.ground.days.period_names import Named, Unit, named
from storage.ground.days.periods import Period

_TO = re.compile(r"\s*(?:[-–]+|\bden\b)\s*")
_AND = re.compile(r"\s*(?:,|\+|&|\bva\b|\bvoi\b|\bcung(?= (?:quy|thang))\b)\s*")
_NUMBER = r"(?:\d{1,2}|iv|i{1,3})"
_BARE = re.compile(rf"(?P<unit>ngay |thang |quy |tuan |nam )?(?P<number>{_NUMBER})(?P<rest>[ /.,-]*(?:nam )?\d{{4}})?")
_MONTH_OF = re.compile(
    r"(?:ngay )?(?P<day>\d{1,2})(?P<month>\s*[/.-]\s*\d{1,2}(?:\s*[/.-]\s*\d{2,4})?| thang \d{1,2}(?: nam \d{4})?)"
)
_PASSED = re.compile(r"((?:quy|thang|tuan) \S+|\d{1,2} thang.*) (?:nay|(?:da |vua )(?:qua|roi)|qua|roi)")
_YEAR_FIRST = re.compile(r"(?:nam )?((?:19|20)\d\d)\s*[,:–-]?\s*((?:ca )?(?:quy|thang|tuan) .+|\d{1,2} thang.*)")
_PLACES = 6  # five hyphens and one between them: 21-11-2018 - 08-09-2019
_MOST = 12  # quarters or months in a row


def read_period(plain: str, today: date, *, so_far: bool = True) -> Period | None:
    """`plain`: of `plain_period`. `so_far`: also what begins with the year or ends today, though only one end of it is
    said (`den 30/6`, `tu thang 7`). Raises ValueError for days that no calendar has."""
    if year_first := _YEAR_FIRST.fullmatch(plain):
        plain = f"{year_first[2]} nam {year_first[1]}"
    one = named(plain, today)
    if one is None and (passed := _PASSED.fullmatch(plain)):
        one = named(passed[1], today)
    if one is not None:
        return one.latest(today)
    for read in (_one_end, _between, _in_a_row) if so_far else (_between, _in_a_row):
        period = read(plain, today)
        if period is not None:
            return period
    return None


def _one_end(plain: str, today: date) -> Period | None:
    """`luy ke 8 thang`, `den 30/6`: from New Year; `tu thang 7`, `tu 01/7 den nay`: until today."""
    if plain in ("den nay", "luy ke", "luy ke den nay", "luy ke tu dau nam", "luy ke nam"):
        return Period(date(today.year, 1, 1), today)
    if match := re.fullmatch(r"(?:tu )?(?P<one>.+) den nay", plain):
        one = named(match["one"], today, lone_day=True)
        return None if one is None else Period(one.latest(today).first, today)
    if match := re.fullmatch(r"(?P<summed>luy ke )?(?:den (?:ngay )?)?(?P<one>.+)", plain):
        is_end = match["summed"] or plain.startswith("den ")
        one = named(match["one"], today, lone_day=True) if is_end else None
        if one is not None:
            last = (one.within(one.year or today.year) if not match["summed"] else one.latest(today)).last
            return Period(date(last.year, 1, 1), last)
    if plain.startswith("tu ") and (one := named(plain.removeprefix("tu "), today, lone_day=True)) is not None:
        return Period(one.latest(today).first, today)
    return None


def _between(plain: str, today: date) -> Period | None:
    """Tried at each possible place: a hyphen may also stand inside a date."""
    plain = plain.removeprefix("tu ").removeprefix("giai doan ")
    for match in islice(_TO.finditer(plain), _PLACES):
        left, right = plain[: match.start()].strip(), plain[match.end() :].strip()
        if not left or not right:
            continue
        try:
            first, last = (named(text, today, lone_day=True) for text in _completed(left, right))
        except ValueError:
            continue
        if first is not None and last is not None:
            return _spanned(first, last, today)
    return None


def _completed(left: str, right: str) -> tuple[str, str]:
    """A number alone takes what it leaves out from the name beside it: `1-5/9`, `quy i den iii`, `1 den 6/2019`."""
    bare_left, bare_right = _BARE.fullmatch(left), _BARE.fullmatch(right)
    if bare_left and not bare_left["rest"]:
        of_month = _MONTH_OF.fullmatch(right)
        if bare_left["unit"] in (None, "ngay ") and of_month and bare_left["number"].isdigit():
            in_order = int(bare_left["number"]) <= int(of_month["day"])  # 25-5/9 may be of another month, or of none
            return f"{bare_left['number']}{of_month['month']}" if in_order else "", right
        if bare_left["unit"] is None and (unit := re.match(r"(?:quy|thang|tuan|nam) ", right)):
            return unit[0] + left, right
        if bare_left["unit"] is None and re.fullmatch(r"\d{1,2}\s*[/.-]\s*\d{4}", right):
            return f"thang {left}", right
    if bare_right and bare_right["unit"] is None and (unit := re.match(r"(?:quy|thang|tuan) ", left)):
        return left, unit[0] + right
    of_month = _MONTH_OF.fullmatch(left)
    if of_month and bare_right and not bare_right["rest"] and bare_right["unit"] in (None, "ngay "):
        return left, f"{bare_right['number']}{of_month['month']}"
    return left, right


def _spanned(first: Named, last: Named, today: date) -> Period | None:
    """From the one to the other; the year is written, or the latest in which that has begun."""
    if last.year is None and first.year is not None:
        return _from(first.within(first.year).first, last, first.year)
    for year in (last.year,) if last.year is not None else (today.year + 1, today.year, today.year - 1):
        ends = last.within(year).last
        begins = first.within(first.year or year).first
        if begins > ends and first.year is None:
            begins = first.within(year - 1).first
        period = Period(begins, ends)
        if last.year is not None or period.first <= today:
            return period
    return None


def _from(begins: date, last: Named, year: int) -> Period:
    ends = last.within(year).last
    return Period(begins, ends if ends >= begins else last.within(year + 1).last)


def _in_a_row(plain: str, today: date) -> Period | None:
    """`quy 1 va quy 2`, `thang 7, 8, 9`: each begins where the one before ends."""
    texts = [text for text in _AND.split(plain) if text]
    if not 2 <= len(texts) <= _MOST:
        return None
    names = []
    unit = re.match(r"(?:ca )?(quy|thang|tuan|nam) ", texts[0])
    for text in texts:
        bare = _BARE.fullmatch(text)
        one = named(f"{unit[1]} {text}" if unit and bare and bare["unit"] is None else text, today)
        if one is None or one.unit is Unit.DAY:
            return None
        names.append(one)
    return _joined(names, today)


def _joined(names: Sequence[Named], today: date) -> Period | None:
    written = next((one.year for one in reversed(names) if one.year is not None), None)
    for year in (written,) if written is not None else (today.year + 1, today.year, today.year - 1):
        period = _row_ending_in(names, year)
        if period is not None and (written is not None or period.first <= today):
            return period
    return None


def _row_ending_in(names: Sequence[Named], year: int) -> Period | None:
    joined = names[-1].within(names[-1].year or year)
    for one in reversed(names[:-1]):
        before = one.within(one.year or joined.first.year)
        if before.last >= joined.first and one.year is None:
            before = one.within(joined.first.year - 1)
        if before.last + timedelta(days=1) != joined.first:
            return None
        joined = Period(before.first, joined.last)
    return joined
