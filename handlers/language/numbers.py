"""Numbers written as words: `mười sáu`, `hai mươi mốt`, `tám mươi`, `một trăm`, with or without their marks."""

from collections.abc import Sequence

from handlers.language.tokens import Token

_ONES = {
    "mot": 1, "hai": 2, "ba": 3, "bon": 4, "nam": 5, "sau": 6, "bay": 7, "tam": 8, "chin": 9,
}  # fmt: skip
NUMBER_WORDS = frozenset({*_ONES, "muoi"})
"""What a number in words begins with."""
_AFTER_TEN = {**_ONES, "lam": 5, "nham": 5}
_AFTER_TENS = {**_AFTER_TEN, "tu": 4}
# Without their marks these words are other ones, too: with them they have to be the number's.
_MARKED = {
    "mot": {"một", "mốt"}, "bon": {"bốn"}, "nam": {"năm"}, "sau": {"sáu"}, "bay": {"bảy", "bẩy"}, "tam": {"tám"},
    "chin": {"chín"}, "lam": {"lăm"}, "nham": {"nhăm"}, "tu": {"tư"}, "muoi": {"mười", "mươi"}, "tram": {"trăm"},
}  # fmt: skip


def _word(tokens: Sequence[Token], place: int) -> str:
    """The word in bare letters, where it may be one of a number."""
    if place >= len(tokens):
        return ""
    token = tokens[place]
    return token.bare if token.marked == token.bare or token.marked in _MARKED.get(token.bare, ()) else ""


def read_number(tokens: Sequence[Token], place: int) -> tuple[int, int] | None:
    """The number, up to 199, that begins there, and where it ends."""
    if place >= len(tokens) or tokens[place].bare not in NUMBER_WORDS:
        return None
    first, second, third = (_word(tokens, place + step) for step in range(3))
    if first == "muoi":
        ones = _AFTER_TEN.get(second)
        return (10 + ones, place + 2) if ones else (10, place + 1)
    if first not in _ONES:
        return None
    if second == "muoi":
        ones = _AFTER_TENS.get(third)
        return (_ONES[first] * 10 + ones, place + 3) if ones else (_ONES[first] * 10, place + 2)
    if second == "tram" and third not in ("phan",):
        rest = read_number(tokens, place + 2)
        return (100 * _ONES[first] + rest[0], rest[1]) if rest and rest[0] < 100 else (100 * _ONES[first], place + 2)
    if second in ("mot", "tu", "lam", "nham") and _ONES[first] > 1 and tokens[place + 1].marked not in ("một", "mot"):
        return _ONES[first] * 10 + _AFTER_TENS[second], place + 2
    return _ONES[first], place + 1
