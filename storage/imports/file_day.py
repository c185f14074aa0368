"""The day a file stands at: what its title or its name says of when it was exported."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from storage.ground.days.day_text import days_within
from storage.ground.text import fold

_EXPORTED = re.compile(
    r"\b(?:(?:ngay|thoi diem|thoi gian) (?:gio )?(?:xuat|ket xuat|trich xuat|in|lap|tai|bao cao|thong ke|tong hop)\b"
    r"|(?:xuat|ket xuat|trich xuat|in|lap|tai) (?:luc|ngay|vao|tu he thong)\b"
    r"|(?:tinh|cap nhat|so lieu|du lieu|luy ke|chot)(?: so lieu)? (?:den|toi)\b|cap nhat (?:luc|ngay)\b)"
)
# "Thành phố Mẫu, ngày 12 tháng 5 năm 2026" in the head of a letter or a report.
_DATED = re.compile(r",\s*(?=ngay\s+\d{1,2}\s+thang\s+\d{1,2}\s+nam\b)")
_UNTIL = re.compile(r"(?:\b(?:den|toi)\b(?: het)?(?: ngay)?|(?<=\d)\s*[-–→]\s*)")
_NEAR = 45  # letters between the word and its day, the day included


def day_of_file(name: str, titles: Sequence[str]) -> date | None:
    """The title's own word on it, else the file's name, else the end of the stretch of time that the title names."""
    folded = [fold(line) for line in titles]
    return _after(_EXPORTED, folded) or _after(_DATED, folded) or _day_of_name(name) or _after(_UNTIL, folded)


def _after(word: re.Pattern[str], folded: Iterable[str]) -> date | None:
    """The day that follows one of these words; the latest, where several lines name one."""
    found = (days_within(line[match.end() : match.end() + _NEAR]) for line in folded for match in word.finditer(line))
    return max((days[0] for days in found if days), default=None)


def _day_of_name(name: str) -> date | None:
    """`ho-so-2026-06-10.xlsx`, `export_10.06.2026.csv`, `DS20260610.csv`: the last day in a file's name."""
    text = name.rpartition(".")[0].replace("_", " ").replace("-", "/")
    return max(days_within("".join(letter if not letter.isalpha() else " " for letter in text)), default=None)
