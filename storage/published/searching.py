"""Procedures by what citizens call them: the rare words of a name count most, and a word may be misspelled."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from storage.ground.text import folded_words

ALIKE = 84  # of 100, rapidfuzz's ratio: "quang coa" is "quang cao", "cap" is not "cam"
ENOUGH = 0.55  # of what was asked for stands in the name
_CLOSE = 0.8  # to the best hit


@dataclass(frozen=True, slots=True)
class Hit:
    id: int
    code: str
    name: str
    score: float


@lru_cache(maxsize=8192)
def _words(name: str) -> tuple[str, ...]:
    return tuple(folded_words(name))


def find_by_name(procedures: Sequence[tuple[int, str, str]], asked: Sequence[str]) -> list[Hit]:
    """`procedures`: (id, code, name); `asked`: folded words. The best first: those that come close to the best one."""
    words = list(dict.fromkeys(asked))
    known = Counter(word for _, _, name in procedures for word in set(_words(name)))
    spelled = {word: _spelled(word, known) for word in words}
    # What stands in no name tells nothing apart, yet it was asked for.
    weight = {word: _rarity(spelled[word], known, len(procedures)) for word in words}
    whole = sum(weight.values())
    if not whole:
        return []
    hits = []
    for id_, code, name in procedures:
        own = set(_words(name))
        score = sum(weight[word] for word in words if spelled[word] & own) / whole
        if score >= ENOUGH:
            hits.append(Hit(id_, code, name, score))
    hits.sort(key=lambda hit: (-hit.score, len(_words(hit.name)), hit.id))
    return [hit for hit in hits if hit.score >= _CLOSE * hits[0].score]


def _spelled(word: str, known: Iterable[str]) -> set[str]:
    """The words of names that this word may be, spelled right."""
    from rapidfuzz import fuzz, process

    if word in known:
        return {word}
    if len(word) < 4:
        return set()
    return {found for found, _, _ in process.extract(word, list(known), scorer=fuzz.ratio, score_cutoff=ALIKE, limit=3)}


def _rarity(words: set[str], known: Counter[str], count: int) -> float:
    in_names = min((known[word] for word in words), default=0)
    return math.log(1 + count / in_names) if in_names else 1.0
