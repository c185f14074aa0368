"""Days as people type them, and their forms for longer patterns. No bare number is a day here: it may be the code of a
dossier."""

import re
from datetime import date, timedelta

from storage.ground.days.periods import FIRST_YEAR, LAST_YEAR
from storage.ground.text import fold

FULL = r"\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|\d{1,2}\s*thang\s*\d{1,2}\s*nam\s*\d{4}"
"""A day with its year, in a folded text: what `read_when` reads."""
SHORT = r"\d{1,2} ?[/.-] ?\d{1,2}(?: ?[/.-] ?(?:\d{4}|\d{2}))?"
"""One whose year may be missing: what `parse_day` reads."""

_NUMBERS = re.compile(r"(?:ngay )?(\d{1,2})\s*[/.-]\s*(\d{1,2})(?:\s*[/.-]\s*(\d{4}|\d{2}))?", re.ASCII)
_IN_WORDS = re.compile(r"(?:ngay )?(\d{1,2}) thang (\d{1,2})(?: nam (\d{4}))?", re.ASCII)
_ISO = re.compile(r"(?:ngay )?(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)


def parse_day(text: str, today: date, ahead: timedelta = timedelta()) -> date | None:
    """`14/06`, `ngày 14/6/2026`, `hôm qua`; without a year the latest such day that is not to come, or not further
    `ahead`."""
    folded = fold(text)
    words = {"hom nay": 0, "hom qua": -1, "ngay mai": 1}
    if folded in words:
        return today + timedelta(days=words[folded])
    last = today + ahead
    try:
        day = day_within(folded, last.year)
        written = day_within(folded, None)
        return day_within(folded, last.year - 1) if day and written is None and day > last else day
    except ValueError:
        return None


def day_within(folded: str, year: int | None) -> date | None:
    """A whole text that is a day, in that year where it names none. Raises ValueError where there is no such day, or
    none that anybody here works with."""
    if match := _ISO.fullmatch(folded):
        return _within_reach(date(int(match[1]), int(match[2]), int(match[3])))
    match = _NUMBERS.fullmatch(folded) or _IN_WORDS.fullmatch(folded)
    if match is None or (match[3] is None and year is None):
        return None
    number = int(match[3] or year or 0)
    return _within_reach(date(number + 2000 if number < 100 else number, int(match[2]), int(match[1])))


def _within_reach(day: date) -> date:
    """The years of a period: with 31/12/9999 nothing can be reckoned, not even the day after."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValueError(f"a day lies within {FIRST_YEAR}–{LAST_YEAR}: {day}")
    return day
