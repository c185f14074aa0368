"""The numbers of tasks at the beginning of a line: `12`, `nv 12`, `#12`, `14, 15 và 16`."""

import re
from dataclasses import dataclass

from handlers.plan.amounts import SEPARATORS

_WORD = r"(?:(?:nhiem vu|nv|tien do)(?: so)?[\s:#]*|#\s*)"
_PERCENT = r"\s*(?:%|phan tram\b)"
# Not a date (12/03), a time (12:30, 12h), a code (000.12), a telephone number; 12:80% is meant.
_NUMBER = rf"(?P<number>\d{{1,3}})(?!\w)(?!\s?[/.,:-]\d+(?!\d*(?:[.,]\d+)?{_PERCENT}))"
_FIRST = re.compile(rf"(?P<word>{_WORD})?{_NUMBER}", re.ASCII)
# `14,15` may be meant as two tasks only where a state or a percentage follows.
_TIGHT = re.compile(rf"(?P<word>{_WORD})?(?P<number>\d{{1,3}})(?=\s?[,;&+]\s?\d{{1,3}}\b)", re.ASCII)
# `9 tháng`, `7 ngày qua`, `5 sao` are no reports unless the word for task stands before the number.
_OTHER_THINGS = r"(?:thang|ngay|tuan|quy|nam|gio|phut|sao)\b"
_NO_TASK = re.compile(_OTHER_THINGS, re.ASCII)
_SEPARATORS = re.compile(SEPARATORS, re.ASCII)
_ALSO = re.compile(
    r"(?P<by>\s*[,;&+]\s*(?:va |voi )?|\s+(?:va|voi|cung|den)\s+|[\s.:)–—-]+)"
    rf"(?P<word>{_WORD})?(?P<number>\d{{1,3}})(?!\w)(?!\s?[/.:-]\d)(?!(?:[.,]\d+)?{_PERCENT})(?!\s+{_OTHER_THINGS})",
    re.ASCII,
)
_SURE = re.compile(r"[;&+]|,\s|\s,|\w")  # `80,5` may be a number with a comma
_RANGE = re.compile(r"\s*(?:[–—-]|den)\s*")
_LONGEST_RANGE = 12


@dataclass(frozen=True, slots=True)
class TaskNumbers:
    """`end`: behind the first number; `begins`: where its report begins. `others`: tasks named beside it, up to
    `others_end`; `sure`: that they are, whatever follows; `tight`: if they are not, this is no report."""

    number: int
    end: int
    begins: int
    others: tuple[int, ...] = ()
    others_end: int = 0
    sure: bool = False
    tight: bool = False


def read_task_numbers(folded: str) -> TaskNumbers | None:
    first, tight = _FIRST.match(folded), False
    if first is None:
        first, tight = _TIGHT.match(folded), True
    if first is None or not int(first["number"]):
        return None
    number, end = int(first["number"]), first.end()
    begins = _after_separators(folded, end)
    if not first["word"] and _NO_TASK.match(folded, begins):
        return None
    others, others_end, sure = _others(folded, number, end)
    return TaskNumbers(number, end, begins, others, others_end, sure and not tight, tight)


def _after_separators(folded: str, position: int) -> int:
    match = _SEPARATORS.match(folded, position)
    return match.end() if match else position


def _others(folded: str, number: int, position: int) -> tuple[tuple[int, ...], int, bool]:
    found: list[int] = []
    before, sure = number, False
    while (match := _ALSO.match(folded, position)) is not None:
        one = int(match["number"])
        if _RANGE.fullmatch(match["by"]) and before < one <= before + _LONGEST_RANGE:
            found += range(before + 1, one)
        found.append(one)
        before, position = one, match.end()
        sure = sure or bool(match["word"] or _SURE.search(match["by"]))
    others = tuple(one for one in dict.fromkeys(found) if one and one != number)
    return others, _after_separators(folded, position), sure
