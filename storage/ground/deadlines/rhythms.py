"""What comes round in a year: the days on which "hằng tháng", "trước ngày 15 hằng quý", "6 tháng/lần" are due."""

import re
from collections.abc import Iterator
from datetime import date

from storage.ground.days.points import blank, find_points
from storage.ground.deadlines.rest import has_numbers_left, is_unsure
from storage.ground.deadlines.rhythm_bounds import DAYS, LEFT_OUT, Bounds, bind, day_of, make_exception
from storage.ground.deadlines.rhythm_months import (
    as_rhythm,
    months_later,
    months_of,
    names_month_of_quarter,
    without_rhythm,
)
from storage.ground.deadlines.words import before_waiting

_WEEK = re.compile(
    r"\btuan\s*(?:le\s*)?(?:thu\s*)?(?P<which>dau(?: tien)?|cuoi(?: cung)?|nhat|hai|ba|tu|[1-5]|i{1,3}|iv)\b(?! /)"
)
_WEEKS = {"nhat": 1, "hai": 2, "ba": 3, "tu": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4, "dau": 1}
# "Đầu mỗi tháng", "giữa quý", "thứ Sáu cuối tháng".
_VAGUE = re.compile(
    r"(?<!thang )(?<!tuan )\b(?:dau(?: tien)?|giua) (?:cua )?(?:moi |hang |cac )?(?:thang|quy)\b"
    r"|(?<!thang )(?<!tuan )\bthu (?:hai|ba|tu|nam|sau|bay|[2-7])\b(?! cua)|\bchu nhat\b"
)
_SPLIT = re.compile(rf"[;()]|,?\s*(?=\brieng\b|{LEFT_OUT})|,\s*(?=(?:bao cao |tong ket )?nam\b(?! \d)[^;,]*\d)")
_EXCEPTION = re.compile(rf"rieng\b|{LEFT_OUT}")
_OTHER_ROUND = re.compile(r"[;,]\s*(?:va\s+)?quy\s*;|\b0?[369] thang\s*;")  # each with days of its own
_YEARS = re.compile(r"(?<![\d/])(?:19|20)\d\d(?!\d)")


def comes_round(folded: str, year: int) -> tuple[date, ...] | None:
    """All of its days, in order; () where the text names no rhythm of months; None where they cannot be told."""
    named = as_rhythm(folded)
    months = months_of(named) if named else None
    if not named or months is None or (months and is_unsure(re.sub(rf"\brieng\b|{LEFT_OUT}", " ", named))):
        return None
    if not months:
        return ()
    days: set[date] = set()
    for parts in _groups(named):
        found = _of_group(parts, year)
        if found is None:
            return None
        days |= found
    return tuple(sorted(days)) or None


def _groups(folded: str) -> Iterator[list[str]]:
    """Each rhythm with what is said of it: "ngày 20 hằng tháng; …; ngày 25 hằng tháng" are two."""
    parts: list[str] = []
    has_rhythm = has_day = False
    for part in filter(str.strip, _SPLIT.split(folded)):
        is_rhythm, names_day = bool(months_of(part)), bool(DAYS.search(part))
        if is_rhythm and has_rhythm and (has_day or not names_day) and not _EXCEPTION.match(part):
            yield parts
            parts, has_rhythm, has_day = [], False, False
        parts.append(part)
        has_rhythm, has_day = has_rhythm or is_rhythm, has_day or names_day
    yield parts


def _of_group(parts: list[str], year: int) -> set[date] | None:
    bounds = Bounds()
    if not all(make_exception(bounds, part, year) for part in parts if _EXCEPTION.match(part)):
        return None
    text = " ; ".join(part for part in parts if not _EXCEPTION.match(part))
    months = months_of(text)
    region = before_waiting(text)
    points = find_points(region)
    years = {int(found) for found in _YEARS.findall(blank(region, points))}
    if years and not min(years) <= year <= max(years):
        year = min(years)
    if not months or not bind(bounds, region, points, year, len(months)):
        return None
    rest = blank(region, points) + text[len(region) :]
    numbers = _numbers(rest, len(months))
    if numbers is None or _VAGUE.search(rest) or _has_more(blank(region, points), years | {year}):
        return None
    late = months_later(text, len(months))
    return bounds.of(tuple(day_of(year, month + late, day) for month in months for day in numbers))


def _has_more(rest: str, years: set[int]) -> bool:
    rest = without_rhythm(_WEEK.sub(" ", DAYS.sub(" ", rest)))
    return bool(_OTHER_ROUND.search(rest)) or has_numbers_left(rest, years)


def _numbers(rest: str, rounds: int) -> list[int] | None:
    """Days of the month; the last where none is named."""
    days: set[int] = set()
    for found in DAYS.finditer(rest):
        listed = found["days"] or found["bare"]
        numbers = [int(number) for number in re.findall(r"\d+", listed)]
        days |= set(numbers[-1:] if re.search(r"-|den", listed) else numbers)
    for week in _WEEK.finditer(rest) if not days else ():
        word = week["which"].split()[0]
        if rounds < 12 and word != "cuoi" and not names_month_of_quarter(rest):
            return None
        number = 5 if word == "cuoi" else int(word) if word.isdigit() else _WEEKS[word]
        days.add(7 * number if number < 5 else 31)
    return sorted(days or {31}) if all(1 <= day <= 31 for day in days) else None
