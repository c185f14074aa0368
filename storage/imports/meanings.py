"""What a heading may mean: the words known for a column, and how well a text fits them."""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from storage.ground.text import fold

KindName = Literal["plan", "procedures", "dossiers", "totals", "documents"]
Holds = Literal["anything", "days", "numbers", "words"]

_IN_BRACKETS = re.compile(r"\(([^)]*)\)")
_NO_WORD = re.compile(r"[^a-z0-9]+")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_LONGEST_HEADING = 80
_UNITS_OF_TIME = frozenset({"ngay", "so ngay", "ngay lam viec", "so ngay lam viec", "gio", "gio lam viec"})
LOOSE = 1000


@lru_cache(maxsize=4096)
def heading_words(text: str) -> str:
    """`Thời hạn giải quyết\\n(ngày làm việc)` → `thoi han giai quyet`; `NgayHenTra` → `ngay hen tra`."""
    folded = fold(_HUMP.sub(" ", text[: 4 * _LONGEST_HEADING]))
    return _NO_WORD.sub(" ", _IN_BRACKETS.sub(" ", folded)).strip() or _NO_WORD.sub(" ", folded).strip()


@lru_cache(maxsize=4096)
def counts_time(text: str) -> bool:
    """`Hạn giải quyết (ngày)` is a number of days and no day."""
    return any(_NO_WORD.sub(" ", note).strip() in _UNITS_OF_TIME for note in _IN_BRACKETS.findall(fold(text)))


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """`headings`: the usual one first, then others in order of preference. `unless`: words (folded) that make a
    heading mean something else. `holds`: what its cells should be; they decide where a heading may mean two things."""

    name: str
    headings: tuple[str, ...]
    unless: tuple[str, ...] = ()
    holds: Holds = "anything"
    words: tuple[str, ...] = field(init=False)
    squeezed: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        words = tuple(heading_words(heading) for heading in self.headings)
        object.__setattr__(self, "words", words)
        squeezed = {known.replace(" ", ""): index for index, known in reversed(list(enumerate(words)))}
        object.__setattr__(self, "squeezed", squeezed)

    def rank(self, text: str) -> int | None:
        """How well a heading fits: 0 is best, None not at all; one that only contains a known heading fits loosely."""
        if len(text) > _LONGEST_HEADING or (self.holds in ("days", "words") and counts_time(text)):
            return None
        words = heading_words(text)
        exact = self.squeezed.get(words.replace(" ", ""))
        if exact is not None:
            return exact
        if self.denied(text):
            return None
        inside = (index for index, known in enumerate(self.words) if len(known) > 3 and f" {known} " in f" {words} ")
        return next((LOOSE + index for index in inside), None)

    def denied(self, text: str) -> set[str]:
        """Those words of `unless` that a heading has."""
        words = heading_words(text)
        return {other for other in self.unless if f" {other} " in f" {words} "}


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """`required`: of each group at least one column must be there."""

    name: KindName
    columns: tuple[Column, ...]
    required: tuple[tuple[str, ...], ...]

    def heading(self, name: str) -> str:
        return self.column(name).headings[0]

    def column(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    def is_complete(self, names: set[str]) -> bool:
        return all(any(name in names for name in group) for group in self.required)
