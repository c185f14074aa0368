"""Texts that say nearly the same. A long one is kept as a sketch, the smallest hashes of its groups of three letters,
which cannot be read back; what two sketches share is what the texts share (MinHash)."""

import re
from collections.abc import Sequence
from zlib import crc32

from storage.ground.text import fold

SIZE = 128
_BETWEEN_WORDS = re.compile(r"[\W_]+")


def sketch(text: str) -> list[int]:
    """Empty for a text without letters and digits."""
    words = _BETWEEN_WORDS.sub(" ", fold(text)).strip()
    if not words:
        return []
    letters = f" {words} "
    groups = {letters[start : start + 3] for start in range(len(letters) - 2)}
    return sorted({crc32(group.encode()) for group in groups})[:SIZE]


def likeness(one: Sequence[int], other: Sequence[int]) -> float:
    """From 0, nothing in common, to 1."""
    everything = sorted({*one, *other})[:SIZE]
    if not one or not other:
        return 0.0
    shared = {*one} & {*other}
    return sum(number in shared for number in everything) / len(everything)


def words_in_common(one: Sequence[str], other: Sequence[str]) -> float:
    """From 0 to 1: the words that stand in both in the same order (`folded_words`), twice over all words of both. For
    short texts whose words count one by one: of two tasks of a plan that are not the same, few have more than half.
    """
    from rapidfuzz.distance import Indel

    return Indel.normalized_similarity(one, other)
