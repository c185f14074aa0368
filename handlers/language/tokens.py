"""A message as tokens: words, numbers and marks, each with its place, so that what was not understood can be quoted."""

import re
import unicodedata
from dataclasses import dataclass
from typing import NamedTuple

from storage.ground.text import clean, fold_letters

MOST = 400
"""Tokens that are read of one message: some 1,500 letters. What stands behind them is kept and not understood."""


class _Looks(dict[int, str]):
    """Letter for letter: digits of any script and width become 0-9, what looks like `%` is one."""

    def __missing__(self, letter: int) -> str:
        mark = chr(letter)
        digit = unicodedata.decimal(mark, None)
        plain = mark if digit is None else str(digit)
        if letter < 0x10000:
            self[letter] = plain
        return plain


_LOOKS = _Looks({ord(mark): "%" for mark in "％℅﹪٪"} | {ord(mark): "-" for mark in "–—−‑‐"} | {ord("＃"): "#"})
# A keycap (1️⃣) is a digit with two marks behind it; digits set in keycaps stand together as one number.
_TOKEN = re.compile(
    r"(?P<number>(?:\d[\ufe0f\u20e3]*)+)|(?P<word>[a-z]+)|(?P<line>\n)|(?P<mark>[^\s\ufe0f\u20e3])", re.ASCII
)
_KEYCAP = str.maketrans("", "", "\ufe0f\u20e3")


class Token(NamedTuple):
    """`bare`: lower case without diacritics; a number has its digits, a new line is `\\n`. `marked`: with them.
    `glued`: no space stands before it."""

    bare: str
    marked: str
    start: int
    end: int
    glued: bool

    @property
    def is_number(self) -> bool:
        return self.bare[0].isdecimal()

    @property
    def is_word(self) -> bool:
        return self.bare[0].isalpha()


@dataclass(frozen=True, slots=True)
class Typed:
    """A message, cleaned, and its tokens. `whole`: False where it has more of them than are read."""

    text: str
    tokens: tuple[Token, ...]
    whole: bool

    def between(self, first: int, last: int | None = None) -> str:
        """The words as they were typed, from this token up to that one."""
        if first >= len(self.tokens):
            return ""
        begins = self.tokens[first].start
        if last is None:
            return self.text[begins:].strip()
        return self.text[begins : self.tokens[last - 1].end].strip() if last > first else ""


def read_typed(text: str) -> Typed:
    text = clean(text)
    looks = text.translate(_LOOKS)
    folded = fold_letters(looks)
    small = looks.lower()
    if len(small) != len(folded):  # a few letters of other scripts become two
        small = folded
    tokens: list[Token] = []
    before = 0
    for found in _TOKEN.finditer(folded):
        if len(tokens) == MOST:
            return Typed(text, tuple(tokens), False)
        start, end = found.span()
        bare, marked = found[0], small[start:end]
        if found.lastgroup == "number" and len(bare) > 1:
            bare = marked = bare.translate(_KEYCAP)
        tokens.append(Token(bare, marked, start, end, start == before and start > 0))
        before = end
    return Typed(text, tuple(tokens), True)
