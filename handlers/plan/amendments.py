"""What is said of the last report: `sửa lại 70% nhé`, `nhầm, nv 13 chứ không phải 12`, `hoàn tác`."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from handlers.language.tokens import Token, Typed
from handlers.language.vocabulary import vocabulary
from handlers.plan.parts import WORDS
from handlers.plan.progress_line import said_tokens
from handlers.plan.task_numbers import read_task_numbers

_LONGEST_RIGHT = 6
"""Tokens of the longest way to say that what stands before it is right."""


@dataclass(frozen=True, slots=True)
class Amendment:
    """`takes_back`: the report goes. `on`: the task it was about, 0 where that is not said; `to`: the one that was
    meant. `text`: what is to stand instead. `bare`: the number was said without a word for what it is, so that it may
    be a percentage (`nhầm, 60 thôi`); `instead`: the number it replaces (`không phải 80 mà là 60`)."""

    takes_back: bool = False
    on: int = 0
    to: int = 0
    text: str = ""
    bare: bool = False
    instead: int = 0


def read_amendment(text: str) -> Amendment | None:
    """None for what is said of something else."""
    typed = vocabulary("amendments", *WORDS).line(text)
    tokens = said_tokens(typed)
    rather = _put_right(tokens)
    if rather is not None:
        return replace(_corrected(typed, tokens[: rather[1]], rather[0], 0), instead=_not(tokens))
    leading = _task_at(tokens, 0)
    first = leading[1] if leading else 0
    span = vocabulary("amendments").longest(tokens, _skip_marks(tokens, first))
    if span is None or span.meaning not in ("undo", "correct"):
        return None
    place = _skip_marks(tokens, span.end)
    if span.meaning == "undo":
        return _undone(tokens, place)
    on = leading[0] if leading else 0
    return _corrected(typed, tokens, place, on)


def _put_right(tokens: Sequence[Token]) -> tuple[int, int] | None:
    """`70% mới đúng`, `không phải 80% mà là 70%`: where what is right begins and ends."""
    words = vocabulary("amendments")
    last = range(max(0, len(tokens) - _LONGEST_RIGHT), len(tokens))
    end = next((place for place in last if words.longest(tokens, place) == ("right", place, len(tokens))), None)
    first = words.longest(tokens, 0)
    begin = 0 if first is None else first.end if first.meaning == "correct" else None
    if first is not None and first.meaning == "not":
        spans = (words.longest(tokens, place) for place in range(len(tokens)))
        begin = next((span.end for span in spans if span is not None and span.meaning == "rather"), None)
        return None if begin is None else (begin, len(tokens) if end is None else end)
    return None if end is None or begin is None else (_skip_marks(tokens, begin), end)


def _not(tokens: Sequence[Token]) -> int:
    """The number that is said to be wrong: 80 of `không phải 80 mà là 60`."""
    span = vocabulary("amendments").longest(tokens, 0)
    number = _task_at(tokens, span.end) if span is not None and span.meaning == "not" else None
    return number[0] if number else 0


def _undone(tokens: Sequence[Token], place: int) -> Amendment | None:
    if place >= len(tokens):
        return Amendment(takes_back=True)
    task = read_task_numbers(tokens, place)
    if task is None or task.others or any(token.bare.isalnum() for token in tokens[task.end :]):
        return None
    return Amendment(takes_back=True, on=task.number)


def _corrected(typed: Typed, tokens: Sequence[Token], place: int, on: int) -> Amendment:
    words = vocabulary("amendments")
    begins = words.longest(tokens, place)
    if begins is not None and begins.meaning == "to":
        place = begins.end
    task = read_task_numbers(tokens, place)
    if task is None or _is_amount(tokens, task.end):
        return Amendment(on=on, text=_rest(typed, tokens, place))
    behind = _skip_marks(tokens, task.end)
    span = words.longest(tokens, behind)
    other = _task_at(tokens, _skip_marks(tokens, span.end)) if span is not None else None
    ends = other is not None and not any(token.bare.isalnum() for token in tokens[other[1] :])
    if span is not None and other is not None and ends:
        # "13 chứ không phải 12", "12, phải là 13"
        wrong, right = (other[0], task.number) if span.meaning == "not" else (task.number, other[0])
        return Amendment(on=wrong, to=right)
    if span is not None and span.meaning == "to":
        return Amendment(on=task.number, text=_rest(typed, tokens, span.end))
    if behind >= len(tokens):
        return Amendment(on=on, to=task.number, bare=not task.named)
    return Amendment(
        on=task.number, text=_rest(typed, tokens, behind), bare=not task.named and _is_fine(tokens, behind)
    )


def _is_fine(tokens: Sequence[Token], place: int) -> bool:
    """Whether nothing but `thôi` and the like follows, which says nothing of a task."""
    spans = vocabulary("amendments")
    while place < len(tokens):
        span = spans.longest(tokens, place)
        if span is None or span.meaning != "only":
            return False
        place = _skip_marks(tokens, span.end)
    return True


def _is_amount(tokens: Sequence[Token], place: int) -> bool:
    span = vocabulary("amounts").longest(tokens, place)
    return span is not None and span.meaning == "percent"


def _task_at(tokens: Sequence[Token], place: int) -> tuple[int, int] | None:
    task = read_task_numbers(tokens, place)
    return (task.number, task.end) if task is not None and not _is_amount(tokens, task.end) else None


def _skip_marks(tokens: Sequence[Token], place: int) -> int:
    while place < len(tokens) and not tokens[place].bare.isalnum():
        place += 1
    return place


def _rest(typed: Typed, tokens: Sequence[Token], place: int) -> str:
    return typed.text[tokens[place].start :].strip() if place < len(tokens) else ""
