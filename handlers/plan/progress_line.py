"""The one-line report: `12 80% Đã ký biên bản`, `nv 12 xong Kế hoạch số …`, with or without diacritics."""

import enum
import re
from dataclasses import dataclass
from typing import Literal

from handlers.plan.amounts import SEPARATORS, is_only_figures, read_amount, read_bare_number
from handlers.plan.task_numbers import TaskNumbers, read_task_numbers
from storage.ground.text import clean, fold_letters

State = Literal["doing", "done", "nothing", "not_started"]


class Doubt(enum.Enum):
    """Why a line is asked about, and nothing of it stored."""

    PERCENT = enum.auto()  # `14 80`, `14 -5%`: `percent` is what may be meant
    NO_PERCENT = enum.auto()  # `14 150%`, `14 3/6`
    TASKS = enum.auto()  # `14, 15 xong`: `others`
    TASK = enum.auto()  # `80%`: no number
    LINES = enum.auto()  # `14 80%, 15 xong`
    DONE = enum.auto()  # `14 xong?`, `14 100% chưa`


@dataclass(frozen=True, slots=True)
class ProgressLine:
    """`number` 0: none was named. `percent` 0 to 100. `text` is what the person wrote, without the number and what was
    read as state; `said`, where there is a doubt: everything behind the first number. `others`: tasks beside it."""

    number: int
    percent: int | None
    state: State | None
    text: str
    doubt: Doubt | None = None
    said: str = ""
    others: tuple[int, ...] = ()

    @property
    def claims(self) -> bool:
        return self.percent is not None or self.state is not None


_PART_OF = re.compile(r"(?:da )?(?:xong|hoan thanh|hoan tat) \d+\s*(?:/|trong|tren)\s*\d+", re.ASCII)
_DONE = re.compile(rf"(?:da )?(?:xong|hoan thanh|hoan tat)(?: roi)?\b{SEPARATORS}", re.ASCII)
_NOTHING = re.compile(rf"khong (?:co )?phat sinh(?: gi)?\b{SEPARATORS}", re.ASCII)
_NOT_STARTED = re.compile(rf"chua (?:lam|thuc hien|bat dau|trien khai)\b{SEPARATORS}", re.ASCII)
_DOING = re.compile(
    rf"(?:dang (?:lam|thuc hien|trien khai|tien hanh)|chua (?:xong|hoan thanh))\b{SEPARATORS}", re.ASCII
)
_STATES: tuple[tuple[re.Pattern[str], State], ...] = (
    (_PART_OF, "doing"),
    (_DONE, "done"),
    (_NOTHING, "nothing"),
    (_NOT_STARTED, "not_started"),
    (_DOING, "doing"),
)
# "Đang làm" and the like belong to the sentence that follows; alone they are the state and nothing else.
_PART_OF_SENTENCE = (_NOT_STARTED, _DOING)
_TAKEN_BACK = re.compile(r"\?|khong(?: a)?\W*$|(?:nhung |ma )?chua\b", re.ASCII)
_NEXT = re.compile(rf"(?:^|\n)(?:(?:nhiem vu|nv) ?(?:so )?|#)?[1-9]\d{{0,2}}(?![\w%/]){SEPARATORS}", re.ASCII)


def read_progress_line(text: str) -> ProgressLine | None:
    """None for what is no report. Where state and percentage disagree (`xong 80%`) the percentage counts."""
    text = clean(text)
    folded = fold_letters(text)
    amount = read_amount(folded, 0)
    if amount is not None:
        percent, state, rest, _ = _claim(text, folded, 0)
        sure = amount.sure and amount.percent is not None
        return ProgressLine(0, percent, state, rest, Doubt.TASK, text) if sure else None
    found = read_task_numbers(folded)
    return _report(text, folded, found) if found else None


def _report(text: str, folded: str, found: TaskNumbers) -> ProgressLine | None:
    said = text[found.end :].strip(" ,.;:\n")
    if found.others and (found.sure or _claims(folded, found.others_end)):
        percent, state, rest, doubt = _claim(text, folded, found.others_end)
        return ProgressLine(found.number, percent, state, rest, doubt or Doubt.TASKS, said, found.others)
    if found.tight:
        return None
    percent, state, rest, doubt = _claim(text, folded, found.begins)
    return ProgressLine(found.number, percent, state, rest, doubt, said if doubt else "")


def _claim(text: str, folded: str, position: int) -> tuple[int | None, State | None, str, Doubt | None]:
    amount = read_amount(folded, position)
    state, position = _state(folded, amount.end if amount else position)
    if amount is None and state in ("done", "doing"):
        amount = read_amount(folded, position)
        position = amount.end if amount else position
    rest, figures = text[position:].strip(), folded[position:].strip()
    percent, doubt = (amount.percent if amount else None), None
    if amount is not None and not (amount.sure and percent is not None):
        doubt = Doubt.NO_PERCENT if percent is None else Doubt.PERCENT
    elif any(_claims(figures, found.end()) for found in _NEXT.finditer(figures)):
        doubt = Doubt.LINES
    elif is_only_figures(figures) and (amount is None or "%" in figures):
        percent = read_bare_number(figures) if amount is None else None
        doubt, rest = (Doubt.NO_PERCENT, rest) if percent is None else (Doubt.PERCENT, "")
    percent, state = _agreed(percent, state) if doubt is not Doubt.NO_PERCENT else (None, None)
    if doubt is None and state == "done" and _TAKEN_BACK.match(figures):
        doubt = Doubt.DONE
    return percent, state, rest, doubt


def _claims(folded: str, position: int) -> bool:
    """A state or a percentage stands here."""
    return read_amount(folded, position) is not None or _state(folded, position)[0] is not None


def _state(folded: str, position: int) -> tuple[State | None, int]:
    for pattern, state in _STATES:
        match = pattern.match(folded, position)
        if match is not None:
            stays = pattern is _PART_OF or (pattern in _PART_OF_SENTENCE and folded[match.end() :].strip())
            return state, position if stays else match.end()
    return None, position


def _agreed(percent: int | None, state: State | None) -> tuple[int | None, State | None]:
    if percent == 100:
        return 100, "done"
    if percent is not None:
        return percent, "doing"
    return (100 if state == "done" else None), state
