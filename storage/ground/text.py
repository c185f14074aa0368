"""Vietnamese text as people type it: any Unicode form, with or without diacritics, with stray marks."""

import re
import unicodedata
from collections.abc import Callable

# Control characters; zero-width characters, direction marks, soft hyphens.
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]")
_SPACES = re.compile(r"[^\S\n]+")
_WORD = re.compile(r"[^\W_]+")
_LETTERS_WITHOUT_DECOMPOSITION = str.maketrans("đĐ", "dD")
_KEPT = 0x3000  # Latin, Vietnamese and the usual marks lie below; a table of all letters there are would never end


class _Table(dict[int, str]):
    """For str.translate, ten times as fast as a function called for each letter: filled as letters are met."""

    def __init__(self, bare: Callable[[str], str]) -> None:
        self._bare = bare

    def __missing__(self, letter: int) -> str:
        bare = self._bare(chr(letter))
        if letter < _KEPT:
            self[letter] = bare
        return bare


def _decomposed(letter: str) -> str:
    return unicodedata.normalize("NFD", letter.translate(_LETTERS_WITHOUT_DECOMPOSITION))


_WITHOUT_MARKS = _Table(lambda letter: "".join(mark for mark in _decomposed(letter) if not unicodedata.combining(mark)))
_LETTER_FOR_LETTER = _Table(lambda letter: _decomposed(letter)[0].lower()[0])


def clean(text: str) -> str:
    """NFC, without control characters, direction marks and zero-width characters; runs of spaces become one."""
    if text.isprintable() and "  " not in text and unicodedata.is_normalized("NFC", text):
        return text.strip()  # as nearly every cell of a file is
    text = unicodedata.normalize("NFC", _UNSEEN.sub("", text.replace("\r\n", "\n")))
    return "\n".join(line.strip() for line in _SPACES.sub(" ", text).split("\n")).strip()


def storable(text: str) -> str:
    """As it stands, but for what no database takes: half a character (a lone surrogate) becomes a question mark, and a
    NUL is left out."""
    return text.encode("utf-8", "replace").decode().replace("\0", "")


def fold(text: str) -> str:
    """The form in which texts are compared: lower case, no diacritics, single spaces (`Tiến độ` → `tien do`)."""
    return " ".join(clean(text).translate(_WITHOUT_MARKS).casefold().split())


def folded_words(text: str) -> list[str]:
    """Its words in that form, without any marks (`Số 12/KH-SM` → `so`, `12`, `kh`, `sm`)."""
    return _WORD.findall(fold(text))


def shorten(text: str, limit: int) -> str:
    """At most `limit` characters, cut at a word where possible, with an ellipsis."""
    flat = " ".join(text.split())
    if len(flat) <= limit:
        return flat
    cut = flat[: limit - 1]
    head, _, _ = cut.rpartition(" ")
    return (head if len(head) > limit // 2 else cut).rstrip(" ,;.") + "…"


def fold_letters(text: str) -> str:
    """Letter for letter, so that a place found in it is the same place in `text`: lower case, no diacritics."""
    return text.translate(_LETTER_FOR_LETTER)
