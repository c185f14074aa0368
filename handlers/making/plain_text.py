"""Texts as a file can hold them."""

import re

from handlers.words.formats import integer
from storage.ground.refusals import Refusal
from storage.ground.text import clean, shorten

# A note that fills some ten pages was not written by hand.
MAX_CHARACTERS = 20_000
# Beyond what `clean` drops: the second block of control characters, and two code points XML has no form for.
_NOT_TEXT = re.compile("[\x80-\x84\x86-\x9f\ufffe\uffff]")
_HALF_LETTERS = re.compile("[\ud800-\udfff]")
_START = 60


def plain(text: str) -> str:
    """Refuses a text that could not be written without losing letters; it never writes another text instead."""
    if _HALF_LETTERS.search(text):
        raise Refusal("document.broken_text", start=shorten(_HALF_LETTERS.sub("?", text), _START))
    return clean(_NOT_TEXT.sub("", text))


def plain_of_bounded_length(text: str) -> str:
    text = plain(text)
    if len(text) > MAX_CHARACTERS:
        raise Refusal("document.text_too_long", limit=integer(MAX_CHARACTERS), start=shorten(text, _START))
    return text


def cut_to_units(text: str, limit: int) -> str:
    """Excel counts UTF-16 units; a letter of two is not cut in half."""
    return text.encode("utf-16-le")[: limit * 2].decode("utf-16-le", "ignore")
