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
    """`sure`: it is the only one that has these words."""

    found: Sequence[T]
    sure: bool


def named(name: str, candidates: Sequence[T], name_of: Callable[[T], str]) -> Named[T]:
    """The exact name; or the only one that has all the words; or all that have them, or are spelled nearly so."""
    words = " ".join(_SHORT.get(word, word) for word in name.split())
    known = [(one, " ".join(fold(name_of(one)).split())) for one in candidates]
    exact = [one for one, folded in known if folded == words]
    if exact:
        return Named(exact[:_MOST], len(exact) == 1)
    having = [one for one, folded in known if set(words.split()) <= set(folded.split())]
    if having:
        return Named(having[:_MOST], len(having) == 1 and len(words.split()) > 1)
    return Named(_near(words, known), False)


def contained(text: str, candidates: Sequence[T], name_of: Callable[[T], str]) -> tuple[T, str] | None:
    """The longest name that stands in the text, and the text without it; None where several have this name."""
    padded = f" {text} "
    known = [(f" {' '.join(fold(name_of(one)).split())} ", one) for one in candidates]
    found = sorted((name for name, _ in known if name in padded), key=len, reverse=True)
    same = [one for name, one in known if found and name == found[0]]
    return (same[0], padded.replace(found[0], " ", 1).strip()) if len(same) == 1 else None


def _near(words: str, known: Sequence[tuple[T, str]]) -> list[T]:
    from rapidfuzz import fuzz

    rated = sorted(((fuzz.ratio(words, folded), place) for place, (_, folded) in enumerate(known)), reverse=True)
    return [known[place][0] for rate, place in rated[:_MOST] if rate >= _NEAR]
