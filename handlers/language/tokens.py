"""A message as tokens: words, numbers and marks, each with its place, so that what was not understood can be quoted."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
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
# A number, a word, a new line, a mark; without groups, which would cost a third of the reading. A keycap (1️⃣) is a
# digit with two marks behind it; digits set in keycaps stand together as one number.
_TOKEN = re.compile(r"(?:\d[\ufe0f\u20e3]*)+|[a-z]+|\n|[^\s\ufe0f\u20e3]", re.ASCII)
# What it begins with is what is searched for: looking behind at each letter costs three times as much.
_ZERO = re.compile(r"[oO](?<=\d.)(?<![a-zA-Z]\d.)(?=\d|\s?%)", re.ASCII)
_KEYCAP = str.maketrans("", "", "\ufe0f\u20e3")


class Token(NamedTuple):
    """`bare`: lower case without diacritics; a number has its digits, a new line is `\\n`. `marked`: with them, and
    as it stands where it is a name in capitals ("biểu A"), which is no word without its marks ("ạ"). `glued`: no space
    stands before it."""

    bare: str
    marked: str
    start: int
    end: int
    glued: bool
    is_number: bool = False
    is_word: bool = True


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


@lru_cache(maxsize=16)
def read_typed(text: str) -> Typed:
    """Remembered for the readers that follow one another over the same message."""
    text = clean(text)
    folded, small, found = _words(text[:_WINDOW])
    if len(text) > _WINDOW and len(found) <= MOST + 1:
        folded, small, found = _words(text)
    tokens: list[Token] = []
    before = 0
    for bare in found[:MOST]:
        start = folded.index(bare, before)
        end = start + len(bare)
        marked, is_number = small[start:end], bare[0].isdecimal()
        if is_number and end - start > 1:
            bare = marked = bare.translate(_KEYCAP)
        elif end - start <= _NAME and bare == marked and bare.isalpha() and _is_name(text, start, end):
            marked = text[start:end].upper()
        tokens.append(
            make_token(Token, (bare, marked, start, end, start == before and start > 0, is_number, bare[0].isalpha()))
        )
        before = end
    return Typed(text, tuple(tokens), len(found) <= MOST)


_NAME = 2
"""Letters of a name in capitals that may look like a word without its marks: "A" and "ạ", "DA" and "dạ"."""
_BEGINS = re.compile(r"(?:^|[.!?\n])\W*$")
_JOINED = re.compile(r"\s*[&+]\s*[^\W\d_]")
_LONGER_WORD = re.compile(r"[^\W\d_]{3}")


def _is_name(text: str, start: int, end: int) -> bool:
    """In capitals where not every word is, or before "&". What begins a sentence may be the telephone's capitals."""
    if _JOINED.match(text, end):
        return True
    if not text[start:end].isupper() or (text.isupper() and _LONGER_WORD.search(text)):
        return False
    return not _BEGINS.search(text, max(0, start - 10), start)


_WINDOW = 1_600
"""Letters in which there are mostly more tokens than are read."""
make_token = tuple.__new__  # that of a named tuple takes half as long again


def _words(text: str) -> tuple[str, str, list[str]]:
    """Letter for letter without marks, and with them; and what stands in it, in order."""
    looks = _ZERO.sub("0", text.translate(_LOOKS))
    folded = fold_letters(looks)
    small = looks.lower()
    if len(small) != len(folded):  # a few letters of other scripts become two
        small = folded
    return folded, small, _TOKEN.findall(folded)
