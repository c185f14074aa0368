"""The one-line report: `12 80% Đã ký biên bản`, `nv 12 xong Kế hoạch số …`, with or without diacritics."""

import re
from dataclasses import dataclass
from typing import Literal

from storage.text import clean, fold_letters

State = Literal["doing", "done", "nothing", "not_started"]


@dataclass(frozen=True, slots=True)
class ProgressLine:
    """`percent` 0 to 100. `text` is what the person wrote, without the number and what was read as state."""

    number: int
    percent: int | None
    state: State | None
    text: str


# Not a date (12/03), a time (12:30, 12h), a code (000.12), a telephone number; 12:80% is meant.
_NUMBER = r"(?P<number>\d{1,3})(?!\w)(?!\s?[/.,:-]\d+(?!\d*\s*%))"
_HEAD = re.compile(rf"(?P<word>(?:nhiem vu|nv|tien do)(?: so)?[\s:#]*|#\s*)?{_NUMBER}[\s.:,;)–—-]*", re.ASCII)
# `9 tháng`, `7 ngày qua`, `5 sao` are no reports unless the word for task stands before the number.
_OTHER_THINGS = re.compile(r"(?:thang|ngay|tuan|quy|nam|gio|phut|sao)\b", re.ASCII)
_PERCENT = re.compile(r"(?P<percent>\d{1,3})\s*(?:%|phan tram\b)[\s.:,;–—-]*", re.ASCII)
_PART_OF = re.compile(r"(?:da )?(?:xong|hoan thanh|hoan tat) \d+\s*(?:/|trong|tren)\s*\d+", re.ASCII)
_DONE = re.compile(r"(?:da )?(?:xong|hoan thanh|hoan tat)(?: roi)?\b[\s.:,;–—-]*", re.ASCII)
_NOTHING = re.compile(r"khong (?:co )?phat sinh(?: gi)?\b[\s.:,;–—-]*", re.ASCII)
_NOT_STARTED = re.compile(r"chua (?:lam|thuc hien|bat dau|trien khai)\b[\s.:,;–—-]*", re.ASCII)
_DOING = re.compile(r"(?:dang (?:lam|thuc hien|trien khai|tien hanh)|chua (?:xong|hoan thanh))\b[\s.:,;–—-]*", re.ASCII)
# "Đang làm" and the like belong to the sentence that follows; alone they are the state and nothing else.
_STATES: tuple[tuple[re.Pattern[str], State, bool], ...] = (
    (_PART_OF, "doing", True),
    (_DONE, "done", False),
    (_NOTHING, "nothing", False),
    (_NOT_STARTED, "not_started", True),
    (_DOING, "doing", True),
)


def read_progress_line(text: str) -> ProgressLine | None:
    """None for what is no report. Where state and percentage disagree (`xong 80%`) the percentage counts."""
    text = clean(text)
    folded = fold_letters(text)
    head = _HEAD.match(folded)
    if head is None or not int(head["number"]):
        return None
    if not head["word"] and _OTHER_THINGS.match(folded, head.end()):
        return None
    percent, position = _percent(folded, head.end())
    state, position = _state(folded, position)
    if percent is None:
        percent, position = _percent(folded, position)
    return ProgressLine(int(head["number"]), *_agreed(percent, state), text[position:].strip())


def _percent(folded: str, position: int) -> tuple[int | None, int]:
    match = _PERCENT.match(folded, position)
    if match is None or int(match["percent"]) > 100:
        return None, position
    return int(match["percent"]), match.end()


def _state(folded: str, position: int) -> tuple[State | None, int]:
    for pattern, state, part_of_sentence in _STATES:
        match = pattern.match(folded, position)
        if match is not None:
            stays = part_of_sentence and folded[match.end() :].strip()
            return state, position if stays else match.end()
    return None, position


def _agreed(percent: int | None, state: State | None) -> tuple[int | None, State | None]:
    if percent == 100:
        return 100, "done"
    if percent is not None:
        return percent, "doing"
    return (100 if state == "done" else None), state
