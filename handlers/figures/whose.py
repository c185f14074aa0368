"""Which unit, field or procedure a few words name: the one, or those that may be meant."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from storage.ground.text import fold

T = TypeVar("T")
_NEAR = 74
_MOST = 4
_SHORT = {"p": "phong", "tt": "trung tam", "vp": "van phong", "bqt": "ban quan tri"}


@dataclass(frozen=True, slots=True)
class Named(Generic[T]):
    """`sure`: it is the only one with these words."""

    found: Sequence[T]
    sure: bool


def named(name: str, candidates: Sequence[T], name_of: Callable[[T], str]) -> Named[T]:
    """The exact name; or the only one that has all the words; or all that have them, or are spelled nearly so."""
    words = " ".join(_SHORT.get(word, word) for word in name.split())
    known = [(one, " ".join(fold(name_of(one)).split())) for one in candidates]
    exact = [one for one, folded in known if folded == words]
    if exact:
        return Named(exact[:1], len(exact) == 1)
    having = [one for one, folded in known if set(words.split()) <= set(folded.split())]
    if having:
        return Named(having[:_MOST], len(having) == 1 and len(words.split()) > 1)
    return Named(_near(words, known), False)


def _near(words: str, known: Sequence[tuple[T, str]]) -> list[T]:
    from rapidfuzz import fuzz

    rated = sorted(((fuzz.ratio(words, folded), place) for place, (_, folded) in enumerate(known)), reverse=True)
    return [known[place][0] for rate, place in rated[:_MOST] if rate >= _NEAR]
