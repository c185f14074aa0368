"""The one-line report: `12 80% Đã ký biên bản`, `nv 12 xong Kế hoạch số …`, `em báo cáo nhiệm vụ mười sáu đạt 60% ạ`.

What is told for certain is read; what may be meant otherwise has a `Doubt`, and is asked about.
"""

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from handlers.language.courtesy import content
from handlers.language.tokens import Token, Typed
from handlers.language.vocabulary import Reading, Span, vocabulary
from handlers.plan.amounts import read_amount
from handlers.plan.claims import PLAIN_WORDS, Claim, Doubtful, read_claim
from handlers.plan.parts import LEADING, WORDS, Kind, Part, read_parts
from handlers.plan.several import MOST, entries, part_of
from handlers.plan.task_numbers import TaskNumbers, read_task_numbers

State = Literal["doing", "done", "nothing", "not_started", "paused", "dropped"]


class Doubt(enum.Enum):
    """Why a line is asked about, and nothing of it stored."""

    PERCENT = enum.auto()  # `14 80`, `14 -5%`, `14 còn 20%`: `percent` is what may be meant
    NO_PERCENT = enum.auto()  # `14 150%`, `14 3/6`
    TASKS = enum.auto()  # `14, 15 xong`: `others`
    TASK = enum.auto()  # `80%`: no number
    LINES = enum.auto()  # `14 80%, 15 xong`
    STATE = enum.auto()  # `14 cơ bản xong`: one of `offers`
    DAY = enum.auto()  # `14 xong ngày 30/12`, which is still to come: one of `offers`; told apart by `days_ahead`
    COUNT = enum.auto()  # `12 đồng chí đã học`: no task may be meant
    QUESTION = enum.auto()  # `14 xong chưa`
    MORE_TIME = enum.auto()  # `14 xin lùi hạn`: a report does not move a deadline


@dataclass(frozen=True, slots=True)
class ProgressLine:
    """`number` 0: none was named. `percent` 0 to 100. `text` is what the person wrote, without the number, courtesy and
    what was read as state; `said`, where there is a doubt: everything behind the first number. `others`: tasks beside
    it. `offers`: states that may be meant, where that is asked."""

    number: int
    percent: int | None
    state: State | None
    text: str
    doubt: Doubt | None = None
    said: str = ""
    others: tuple[int, ...] = ()
    offers: tuple[State, ...] = ()

    @property
    def claims(self) -> bool:
        return self.percent is not None or self.state is not None


_DOUBTS = {
    Doubtful.PERCENT: Doubt.PERCENT,
    Doubtful.NO_PERCENT: Doubt.NO_PERCENT,
    Doubtful.STATE: Doubt.STATE,
    Doubtful.QUESTION: Doubt.QUESTION,
    Doubtful.MORE_TIME: Doubt.MORE_TIME,
}


@lru_cache(maxsize=16)
def _divided(text: str) -> tuple[Typed, tuple[tuple[int, int], ...]]:
    """What is said, and the entries of it. Remembered: one message is read for its first entry, then for all."""
    line = vocabulary(*WORDS).line(text)
    said = Typed(line.text, tuple(said_tokens(line)), line.whole)
    return said, tuple(entries(said.tokens))


def read_progress_line(text: str) -> ProgressLine | None:
    """None for what is no report."""
    return _read_divided(*_divided(text))


def _read_divided(line: Typed, several: Sequence[tuple[int, int]]) -> ProgressLine | None:
    if len(several) > 1:
        first = _read_entry(line, *several[0])
        if first is not None and first.number:
            return replace(first, doubt=Doubt.LINES, said=line.text)
    return _read_one(line)


def _read_one(line: Typed) -> ProgressLine | None:
    tokens = line.tokens
    before, parts = list[Part](), read_parts(tokens)
    for part in parts:
        if part.task is not None:
            return _about(line, before, part.task, parts)
        before.append(part)
    return _without_task(line, tokens, before) if tokens else None


def _read_entry(line: Typed, first: int, end: int) -> ProgressLine | None:
    part = part_of(line, first, end)
    return _read_one(Typed(part.text, tuple(said_tokens(part)), part.whole))


def read_lines(text: str) -> list[ProgressLine]:
    """What a message with several tasks says of each; more than one line, or none where there are not several. What
    stands behind the most that are read is the last, with a doubt."""
    line, several = _divided(text)
    if len(several) < 2:
        return []
    found = [_read_entry(line, *place) for place in several[:MOST]]
    lines = [one for one in found if one is not None and one.number]
    if len(several) > MOST:
        lines.append(_unread(line, several[MOST][0]))
    return lines if len(lines) > 1 else []


def _unread(line: Typed, first: int) -> ProgressLine:
    task, text = read_task_numbers(line.tokens, first, alone=True), line.between(first)
    return ProgressLine(task.number if task else 0, None, None, text, Doubt.LINES, text)


def said_tokens(line: Typed) -> Sequence[Token]:
    """Without courtesy at both ends, and without whom it is addressed to (`Kính gửi Văn phòng, …`)."""
    first, end = content(Reading(line, _courtesy(line.tokens)), _behind_address(line.tokens))
    return line.tokens[first:end]


_ENDS = 40
"""Tokens at either end of a message, in which courtesy is looked for."""


def _courtesy(tokens: Sequence[Token]) -> tuple[Span, ...]:
    spans = vocabulary("courtesy").spans
    if len(tokens) <= 2 * _ENDS:
        return tuple(spans(tokens))
    last = len(tokens) - _ENDS
    behind = (Span(meaning, first + last, end + last) for meaning, first, end in spans(tokens[last:]))
    return (*spans(tokens[:_ENDS]), *behind)


def _behind_address(tokens: Sequence[Token]) -> int:
    if [token.bare for token in tokens[:2]] not in (["kinh", "gui"], ["kinh", "thua"], ["gui", "anh"], ["gui", "chi"]):
        return 0
    ends = (place + 1 for place, token in enumerate(tokens) if token.bare in ",:;.\n")
    return next(ends, 0)


def _about(line: Typed, before: Sequence[Part], task: TaskNumbers, behind: Iterable[Part]) -> ProgressLine | None:
    tokens = line.tokens
    said = _words(line, tokens, task.end)
    if task.others:
        several = _about_several(line, tokens, task, said)
        if several is not None:
            return several
    if task.tight or (not task.named and _is_time(tokens, task.end)):
        return None
    after = list(behind)
    claim = read_claim(line, tokens, before, after)
    doubt = _DOUBTS[claim.doubt] if claim.doubt else None
    if doubt is None and _tells_of_another(after, claim):
        doubt = Doubt.LINES
    if _is_count(line, tokens, task, claim, leads=all(part.kind in LEADING for part in before)):
        doubt = Doubt.COUNT
    return _line(task.number, claim, doubt, said)


def _tells_of_another(after: Sequence[Part], claim: Claim) -> bool:
    """Further on something is claimed of another task; that one is only named is part of the words ("tạm dừng vì trùng
    nhiệm vụ 3")."""
    place = next((place for place, part in enumerate(after) if part.kind is Kind.TASK), None)
    if place is None:
        return False
    is_claimed = any(part.kind in (Kind.STATE, Kind.TICKED, Kind.AMOUNT) for part in after[place:])
    return is_claimed or claim.percent is not None


def _line(number: int, claim: Claim, doubt: Doubt | None, said: str) -> ProgressLine:
    offers = claim.offers if doubt is Doubt.STATE else ()
    return ProgressLine(number, claim.percent, claim.state, claim.text, doubt, said if doubt else "", offers=offers)


def _about_several(line: Typed, tokens: Sequence[Token], task: TaskNumbers, said: str) -> ProgressLine | None:
    after = read_parts_behind(tokens, task.others_end)
    claim = read_claim(line, tokens, (), after)
    if not (task.sure or claim.percent is not None or claim.state is not None):
        return None
    if any(part.kind is Kind.TASK for part in after):
        return ProgressLine(task.number, claim.percent, claim.state, claim.text, Doubt.LINES, said, task.others)
    doubt = _DOUBTS[claim.doubt] if claim.doubt and claim.offers != PLAIN_WORDS else Doubt.TASKS
    return replace(_line(task.number, claim, doubt, said), others=task.others)


def read_parts_behind(tokens: Sequence[Token], place: int) -> list[Part]:
    """What follows a task: a number there is none."""
    moved = read_parts(tokens[place - 1 :])
    next(moved)
    return [part._replace(first=part.first + place - 1, end=part.end + place - 1) for part in moved]


def _words(line: Typed, tokens: Sequence[Token], place: int) -> str:
    if place >= len(tokens):
        return ""
    return line.text[tokens[place].start :].strip(" ,.;:\n")


def _is_time(tokens: Sequence[Token], place: int) -> bool:
    """`9 tháng`, `7 ngày qua`, `5 sao` are no reports unless the word for task stands before the number."""
    span = vocabulary("things").longest(tokens, place)
    asked = vocabulary("questions").longest(tokens, place)
    is_time = span is not None and span.meaning == "time" and asked is None
    return is_time and read_amount(tokens, place) is None  # `năm mươi phần trăm`


def _is_count(line: Typed, tokens: Sequence[Token], task: TaskNumbers, claim: Claim, *, leads: bool) -> bool:
    """`12 đồng chí đã học`: things are counted, unless words say that a result begins."""
    if task.named or not leads or task.end >= len(tokens) or not tokens[task.end].is_word:
        return False
    span = vocabulary("things").longest(tokens, task.end)
    if span is not None and span.meaning == "thing":
        return True
    has_claim = claim.percent is not None or claim.state is not None or claim.doubt is not None
    begins = line.text[tokens[task.end].start]
    return not (has_claim or span is not None or begins.isupper())


def _without_task(line: Typed, tokens: Sequence[Token], parts: Sequence[Part]) -> ProgressLine | None:
    """`80%`, `xong`, `xong 14`: what begins with how far something has come."""
    first = next((place for place, part in enumerate(parts) if part.kind not in LEADING), None)
    if first is None or parts[first].kind not in (Kind.AMOUNT, Kind.STATE, Kind.TICKED):
        return None
    behind = _task_behind(tokens, parts[first:])
    if behind is not None:
        task, until = behind
        claim = read_claim(line, tokens[: parts[first + until].first], (), parts[first : first + until])
        return _line(task.number, claim, _DOUBTS[claim.doubt] if claim.doubt else None, claim.text)
    claim = read_claim(line, tokens, (), parts)
    if claim.doubt in (Doubtful.QUESTION, Doubtful.NO_PERCENT) or parts[first].kind is Kind.TICKED:
        return None
    return ProgressLine(0, claim.percent, claim.state, claim.text, Doubt.TASK, line.text)


def _task_behind(tokens: Sequence[Token], parts: Sequence[Part]) -> tuple[TaskNumbers, int] | None:
    """`xong 14`: a state, and a number with nothing behind it."""
    if parts[0].kind is Kind.AMOUNT:
        return None
    places = [place for place, part in enumerate(parts) if part.kind not in (Kind.MARK, Kind.COURTESY)]
    if len(places) != 2 or parts[places[1]].kind is not Kind.NUMBER:
        return None
    task = read_task_numbers(tokens, parts[places[1]].first)
    return (task, places[1]) if task is not None and not task.others else None
