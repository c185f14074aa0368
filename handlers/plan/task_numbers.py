"""The numbers of tasks: `12`, `nv 12`, `#12`, `nhiệm vụ mười sáu`, `14, 15 và 16`, `14 - 16`."""

from collections.abc import Sequence
from typing import NamedTuple

from handlers.language.numbers import read_number
from handlers.language.tokens import Token
from handlers.language.vocabulary import Vocabulary, vocabulary
from handlers.plan.amounts import read_amount

_LONGEST_RANGE = 12
_MOST = 12  # tasks named beside the first
_DIGITS = 3
_MARKS = frozenset(".:-#)(–,")
_OF_WORK = frozenset({"lam", "vu", "ve", "ngay", "buoi", "phien", "viec"})
_UP_TO = frozenset({"-", "den", "toi"})


class TaskNumbers(NamedTuple):
    """`end`: behind the first number. `others`: tasks named beside it, up to `others_end`; `sure`: that they are,
    whatever follows; `tight`: if they are not, this is no task (`80,5`). `named`: by the word for a task."""

    number: int
    end: int
    named: bool
    others: tuple[int, ...] = ()
    others_end: int = 0
    sure: bool = False
    tight: bool = False


def _words() -> Vocabulary:
    return vocabulary("tasks")


def is_task_word(tokens: Sequence[Token], place: int) -> bool:
    return _behind_word(tokens, place) is not None


def read_task_numbers(tokens: Sequence[Token], place: int, *, alone: bool = False) -> TaskNumbers | None:
    """None where no task is named there. A number without the word for a task may be a count of something. `alone`:
    those beside it are not looked for."""
    begins = _behind_word(tokens, place)
    named = begins is not None
    first = _number(tokens, place if begins is None else begins, in_words=named)
    if first is None or (named and _is_other_work(tokens, place, first[1])):
        return None
    others, end, sure = ((), first[1], False) if alone else _others(tokens, *first)
    tight = _is_tight(tokens, first[1])
    return TaskNumbers(first[0], first[1], named, others, end, sure and not tight, tight and not named)


def _is_other_work(tokens: Sequence[Token], place: int, end: int) -> bool:
    """`làm việc 3 ngày`, `vụ việc 14`, `việc 2 phòng cùng làm`: "việc" alone means a task where nothing is counted."""
    if tokens[place].bare != "viec" or end != place + 2:
        return False
    before = tokens[place - 1].bare if place else ""
    counted = vocabulary("things").longest(tokens, end)
    return before in _OF_WORK or (counted is not None and counted.meaning in ("thing", "time"))


def _behind_word(tokens: Sequence[Token], place: int) -> int | None:
    """Behind `nhiệm vụ số`, `NV.`, `#`, `việc` with digits."""
    if place >= len(tokens):
        return None
    bare = tokens[place].bare
    span = _words().longest(tokens, place) if bare in _words().opened["task"] else None
    if span is not None and span.meaning == "task":
        end = span.end
    elif bare == "#" or (bare == "viec" and place + 1 < len(tokens) and tokens[place + 1].is_number):
        end = place + 1
    else:
        return None
    while end < len(tokens) and tokens[end].bare in _MARKS:
        end += 1
    return end


def _number(tokens: Sequence[Token], place: int, *, in_words: bool) -> tuple[int, int] | None:
    if place >= len(tokens):
        return None
    token = tokens[place]
    if not token.is_number:
        found = read_number(tokens, place) if in_words else None
        return found if found and _stands_alone(tokens, place, found[1]) else None
    if len(token.bare) > _DIGITS or not int(token.bare) or _goes_on(tokens, place + 1):
        return None
    return int(token.bare), place + 1


def _stands_alone(tokens: Sequence[Token], first: int, end: int) -> bool:
    """`nhiệm vụ ba: xong` has a number, `nhiệm vụ năm nay` has not."""
    if end - first > 1 or end >= len(tokens) or not tokens[end].is_word:
        return True
    known = vocabulary("states", "amounts", "courtesy", "questions").longest(tokens, end)
    return known is not None


def _goes_on(tokens: Sequence[Token], place: int) -> bool:
    """Of a date (12/03), a time (12:30, 12h), a code (000.12), a telephone number; 12:80% is meant, and 7xong."""
    if place >= len(tokens):
        return False
    token = tokens[place]
    if token.is_word and token.glued:
        return vocabulary("states", "amounts").longest(tokens, place) is None
    if token.bare not in "/.:-" or place + 1 >= len(tokens):
        return False
    after = tokens[place + 1]
    if not (after.is_number and after.glued) or read_amount(tokens, place + 1) is not None:
        return False
    return not (token.bare == "-" and _is_range(tokens, place))


def _is_range(tokens: Sequence[Token], place: int) -> bool:
    """`12-14 xong`"""
    first, last = tokens[place - 1].bare, tokens[place + 1].bare
    if len(last) > _DIGITS or not int(first) < int(last) <= int(first) + _LONGEST_RANGE:
        return False
    claimed = vocabulary("states").longest(tokens, place + 2)
    return claimed is not None and claimed.meaning.startswith("state.")


def _is_tight(tokens: Sequence[Token], place: int) -> bool:
    """`14,15`"""
    return (
        place + 1 < len(tokens)
        and tokens[place].bare in ",;&+"
        and tokens[place].glued
        and tokens[place + 1].is_number
        and tokens[place + 1].glued
    )


def _others(tokens: Sequence[Token], first: int, place: int) -> tuple[tuple[int, ...], int, bool]:
    found: list[int] = []
    before, sure = first, False
    while len(found) < _MOST and (joined := _joined(tokens, place)) is not None:
        number, end, is_range, is_sure = joined
        if is_range and before < number <= before + _LONGEST_RANGE:
            found += range(before + 1, number)
        found.append(number)
        before, place, sure = number, end, sure or is_sure
    return tuple(one for one in dict.fromkeys(found) if one and one != first), place, sure


def _may_join(tokens: Sequence[Token], place: int) -> bool:
    if place >= len(tokens):
        return False
    token = tokens[place]
    opened = _words().opened
    is_joined = token.bare in _UP_TO or token.bare in opened["and"]
    return is_joined or token.is_number or token.bare == "#" or token.bare in opened["task"]


def _joined(tokens: Sequence[Token], place: int) -> tuple[int, int, bool, bool] | None:
    """The next number, where it ends, whether all between are meant, and whether it is surely a task's."""
    if not _may_join(tokens, place):
        return None
    at, is_range, is_sure = place, False, False
    if tokens[at].bare in _UP_TO:
        is_range, at = True, at + 1
    elif (span := _words().longest(tokens, at)) is not None and span.meaning == "and":
        at = span.end
        is_sure = tokens[place].bare in ";&+" or not _is_tight(tokens, place)
    word = _behind_word(tokens, at)
    number = _number(tokens, at if word is None else word, in_words=word is not None)
    if number is None or read_amount(tokens, number[1] - 1) is not None or _counts(tokens, number[1]):
        return None
    return number[0], number[1], is_range, is_sure or word is not None


def _counts(tokens: Sequence[Token], place: int) -> bool:
    span = vocabulary("things").longest(tokens, place)
    return span is not None and span.meaning == "time"
