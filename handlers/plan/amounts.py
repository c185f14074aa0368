"""How far a task has come, as people type it: `80%`, `80,5 %`, `tám mươi phần trăm`, `từ 60% lên 80%`, `một nửa`."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from handlers.language.numbers import NUMBER_WORDS, read_number
from handlers.language.tokens import Token
from handlers.language.vocabulary import Vocabulary, vocabulary

_SIGNS = ("-", "+")
AMOUNT_WORDS = frozenset({"tu", *_SIGNS, *NUMBER_WORDS})
"""What an amount begins with, beside its words and figures."""
_UP_TO = frozenset({"len", "den", "toi", "thanh", "-", ">", "→"})
_LONGEST = 9  # digits
_MOST_WORDS = 4  # one after the other, before an amount


class Amount(NamedTuple):
    """`percent` None: more than 100. Not `sure`: with a sign, of a range, or with words that make it another figure
    (`còn 20%`). `end`: the token behind it."""

    percent: int | None
    sure: bool
    end: int


def _words() -> Vocabulary:
    return vocabulary("amounts")


def _may_begin(tokens: Sequence[Token], place: int) -> bool:
    """Told by two tokens: nearly all numbers are no amount."""
    if place >= len(tokens):
        return False
    token = tokens[place]
    if not token.is_number:
        return token.bare in AMOUNT_WORDS or token.bare in _words().opened["half"]
    if place + 1 >= len(tokens):
        return False
    behind = tokens[place + 1]
    if behind.bare in ".,":
        return behind.glued and place + 2 < len(tokens) and tokens[place + 2].glued
    return behind.bare == "-" or behind.bare in _words().words


def read_amount(tokens: Sequence[Token], place: int) -> Amount | None:
    """`80%`, `từ 60% lên 80%`, `80-90%`, `một nửa`, which begins there."""
    if not _may_begin(tokens, place):
        return None
    token = tokens[place]
    if token.bare == "tu":
        return _risen(tokens, place + 1)
    half = _words().longest(tokens, place) if token.bare in _words().opened["half"] else None
    if half is not None and half.meaning == "half":
        return Amount(50, True, half.end)
    signed = token.bare in _SIGNS
    if not (signed or token.is_number or token.bare in NUMBER_WORDS):
        return None
    first = _percent(tokens, place + signed, after_sign=signed)
    if first is not None:
        second = _behind(tokens, first[1])
        sure = not signed and second is None
        return Amount(rounded(first[0]), sure, second[1] if second else first[1])
    number = read_figure(tokens, place)
    second = _behind(tokens, number[1]) if number else None
    return second and Amount(rounded(second[0]), False, second[1])


def _behind(tokens: Sequence[Token], place: int) -> tuple[Decimal, int] | None:
    """The upper end of a range."""
    if place >= len(tokens) or tokens[place].bare not in ("-", "den", "toi", "hoac"):
        return None
    return _percent(tokens, place + 1)


def _risen(tokens: Sequence[Token], place: int) -> Amount | None:
    """`60% lên 80%`, `60 lên 80%`: it is at the second one now."""
    first = _percent(tokens, place) or read_figure(tokens, place)
    if first is None:
        return None
    place = first[1]
    while place < len(tokens) and tokens[place].bare in _UP_TO:
        place += 1
    second = _percent(tokens, place) if place > first[1] else None
    return second and Amount(rounded(second[0]), True, second[1])


def _percent(tokens: Sequence[Token], place: int, *, after_sign: bool = False) -> tuple[Decimal, int] | None:
    if after_sign and not (place < len(tokens) and tokens[place].glued):
        return None
    figure = read_figure(tokens, place) or _in_words(tokens, place)
    if figure is None:
        return None
    sign = _words().longest(tokens, figure[1])
    return (figure[0], sign.end) if sign is not None and sign.meaning == "percent" else None


def is_percentage(tokens: Sequence[Token], place: int) -> bool:
    """Whether a figure with its sign stands there, and no range."""
    return _may_begin(tokens, place) and _percent(tokens, place) is not None


def _in_words(tokens: Sequence[Token], place: int) -> tuple[Decimal, int] | None:
    number = read_number(tokens, place)
    return number and (Decimal(number[0]), number[1])


def read_figure(tokens: Sequence[Token], place: int) -> tuple[Decimal, int] | None:
    """`80`, `80,5`, and where it ends."""
    if place >= len(tokens) or not tokens[place].is_number or len(tokens[place].bare) > _LONGEST:
        return None
    digits, end = tokens[place].bare, place + 1
    if end + 1 < len(tokens) and tokens[end].bare in ".," and tokens[end].glued and tokens[end + 1].glued:
        part = tokens[end + 1]
        if part.is_number and len(part.bare) <= _LONGEST:
            return Decimal(f"{digits}.{part.bare}"), end + 2
    return Decimal(digits), end


def rounded(exact: Decimal) -> int | None:
    """Rounded half up; but what is not 100 yet is not taken to be done. None for more than 100."""
    if exact > 100:
        return None
    whole = int(exact.to_integral_value(ROUND_HALF_UP))
    return 99 if exact < 100 and whole == 100 else whole


def reach_before(tokens: Sequence[Token], place: int) -> tuple[int, bool] | None:
    """The words that lead to an amount (`đạt được khoảng`), where they end, and whether the amount behind them is how
    far the task has come; None where no amount follows."""
    end, sure = place, True
    for _ in range(_MOST_WORDS):
        span = _words().longest(tokens, end)
        if span is None or span.meaning not in ("reach", "unsure"):
            break
        end, sure = span.end, sure and span.meaning == "reach"
    return (end, sure) if end > place and read_amount(tokens, end) is not None else None


def behind_as_before(tokens: Sequence[Token], place: int) -> int:
    """Where `như tháng trước` ends, if it stands there."""
    span = _words().longest(tokens, place)
    return span.end if span is not None and span.meaning == "as_before" else place
