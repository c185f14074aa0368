"""Words that were typed without the input method, or with a slip: what is a word neither of Vietnamese nor of ours is
taken for the one of ours that it can be."""

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache

_VOWELS = (
    "[aeiouy]|ai|ao|au|ay|eo|eu|ia|ie|ieu|iu|oa|oai|oao|oay|oe|oeo|oi|oo|ua|uai|uay|ue|ueo|ui|uo|uoi|uou|uu|uy|uya|uye"
    "|uyu|ye|yeu"
)
_SYLLABLE = re.compile(
    rf"(?:b|c|ch|d|g|gh|gi|h|k|kh|l|m|n|ng|ngh|nh|p|ph|qu?|r|s|t|th|tr|v|x)?(?:{_VOWELS})(?:ch|nh|ng|[cmnpt])?"
)
# Telex puts the tone behind the vowels or the word, and writes ươ as uwow, â as aa, đ as dd.
_TELEX = re.compile(r"[bcdghklmnpqrstvx]*[aeiouy][a-z]*")
_TONES = re.compile(r"(?<=[aeiouyw])[sfrxjw]+|(?<=[a-z])[sfrxjw]$")
_DOUBLED = re.compile(r"([aeo])\1|^(d)d")
_VNI = re.compile(r"[a-z]+(?:[1-9]{1,2}[a-z]*)+", re.ASCII)
_SHORTEST_SLIP, _SHORTEST_WORD = 3, 4


def is_syllable(word: str) -> bool:
    """Whether a word without its marks may be one of Vietnamese."""
    return _SYLLABLE.fullmatch(word) is not None


def from_telex(word: str) -> str:
    """`tieens` → `tien`, `ddaxx` → `da`, `ddooj` → `do`; without marks, as all words are compared."""
    if not _TELEX.fullmatch(word):
        return word
    bare = _DOUBLED.sub(lambda found: found[1] or found[2], _TONES.sub("", word))
    if bare.endswith("d") and bare.startswith("d"):  # `dangd`
        bare = bare[:-1]
    return _DOUBLED.sub(lambda found: found[1] or found[2], bare)


@lru_cache(maxsize=4096)
def from_vni(word: str) -> str:
    """`nhie65m` → `nhiem`, `d9a4` → `da`: letters and digits in one word."""
    return re.sub(r"\d", "", word) if _VNI.fullmatch(word) else word


_TONE_MARKS = frozenset("\u0300\u0301\u0303\u0309\u0323")


@lru_cache(maxsize=8192)
def toned(word: str) -> str:
    """With its tone at the end: `hoàn` and `hòan` are one word."""
    letters = unicodedata.normalize("NFD", word)
    tones = "".join(mark for mark in letters if mark in _TONE_MARKS)
    if not tones:
        return word
    return unicodedata.normalize("NFC", "".join(mark for mark in letters if mark not in _TONE_MARKS)) + tones


@lru_cache(maxsize=4096)
def known_word(word: str, known: frozenset[str]) -> str:
    """The one of `known` that a word in bare letters was meant to be, or the word itself."""
    if word in known:
        return word
    plain = from_telex(word)
    if plain != word and plain in known:
        return plain
    return word if is_syllable(word) or len(word) < _SHORTEST_SLIP else _without_slip(word, known)


def _without_slip(word: str, known: Collection[str]) -> str:
    """One letter too many, too few, another one, or two in the wrong order; the only such word, or none."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    stretched = re.sub(r"(.)\1+", r"\1", word)  # `xonggg`
    if stretched in known:
        return stretched
    long_ones = [one for one in known if len(one) >= _SHORTEST_WORD and abs(len(one) - len(word)) < 2]
    near = process.extract(word, long_ones, scorer=OSA.distance, score_cutoff=1, limit=3)
    same_beginning = [one for one, *_ in near if one[0] == word[0]]
    return same_beginning[0] if len(same_beginning) == 1 else word
