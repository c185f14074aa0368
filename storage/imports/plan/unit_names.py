"""What the names of units in a plan mean: a unit of the tree, by its name, by a short form of it, or by what somebody
has said of that name before."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from storage.database import Connection
from storage.ground.text import folded_words
from storage.imports.plan.unit_list import without_head
from storage.people.units import UnitRow, all_units, units_above
from storage.plan.unit_names import names_said

# Of a hundred; nearer ones are offered first.
_NEAR = 78
_MOST_NEAR = 4
_LONGEST_NAME, _MOST_WORDS = 100, 7
_CAPITALS = re.compile(r"[A-ZĐ]{2,}|[A-ZĐ][a-z]?[A-ZĐ]")
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)")


@dataclass(frozen=True, slots=True)
class UnitRef:
    """`id`: None for one that is to be made."""

    id: int | None
    name: str

    @property
    def key(self) -> str:
        return unit_key(self.name) if self.id is None else f"#{self.id}"


@lru_cache(maxsize=4096)
def unit_key(name: str) -> str:
    """What two ways of writing one name have in common: `phong ke hoach tai chinh`."""
    return " ".join(folded_words(name))


@dataclass(slots=True)
class KnownUnits:
    """`own`: whose plan it is; `units`: those it reaches, nearest first; `elsewhere`: keys of those it does not.
    `said`: key → what somebody has said it means before, None where it is no unit."""

    own: UnitRow
    units: Sequence[UnitRow]
    elsewhere: frozenset[str]
    said: Mapping[str, UnitRef | None]
    _by_key: Mapping[str, Sequence[UnitRow]] = field(default_factory=dict)
    _by_short: Mapping[str, Sequence[UnitRow]] = field(default_factory=dict)

    @property
    def names(self) -> frozenset[str]:
        """Folded; none of them is divided where a text names several."""
        return frozenset((*self._by_key, *self.elsewhere, *self.said))

    @property
    def is_alone(self) -> bool:
        return len(self.units) == 1

    def called(self, name: str) -> Sequence[UnitRow]:
        """Of this name; several where none of them is nearer than the others."""
        return self._by_key.get(unit_key(name), ())

    def with_id(self, unit_id: int) -> UnitRef | None:
        return next((UnitRef(unit.id, unit.name) for unit in self.units if unit.id == unit_id), None)

    def shortened(self, name: str) -> Sequence[UnitRow]:
        """Those of which the name is a short or a long form: `P. KHTC`, `Văn phòng Sở`, `Văn phòng (một cửa)`."""
        keys = [unit_key(_IN_BRACKETS.sub("", name)), *self._without_agency(unit_key(name))]
        found = {unit.id: unit for key in keys for unit in self._by_key.get(key, ())}
        compact = "".join(word for word in folded_words(name) if word != "va")
        if _CAPITALS.search(name):
            found |= {unit.id: unit for unit in self._by_short.get(compact, ())}
        if not found:
            ends = f" {unit_key(name)}"
            found = {unit.id: unit for unit in self.units if _without_head(unit.name) == ends.strip()}
        return list(found.values())

    def _without_agency(self, key: str) -> Iterator[str]:
        """With and without the agency behind it, which is the plan's own unit."""
        own = unit_key(self.own.name)
        for behind in (own, own.split(" ")[0] if own else "", "".join(word[0] for word in own.split(" ") if word)):
            if behind and key.endswith(f" {behind}"):
                yield key.removesuffix(f" {behind}")
            elif behind:
                yield f"{key} {behind}"

    def near(self, name: str) -> list[UnitRow]:
        """The nearest first."""
        scored = [(likeness_of_names(name, unit.name), -place, unit) for place, unit in enumerate(self.units)]
        good = sorted((one for one in scored if one[0] >= _NEAR), key=lambda one: one[:2], reverse=True)
        return [unit for _, _, unit in good[:_MOST_NEAR]]


def is_name(text: str) -> bool:
    """Or else a sentence, which is no name."""
    words = folded_words(text)
    has_head = without_head(" ".join(words)) != " ".join(words)
    is_short = len(text) <= _LONGEST_NAME and (has_head or len(words) <= _MOST_WORDS)
    return is_short and any(letter.isalpha() for letter in text)


def are_near(one: str, other: str) -> bool:
    return likeness_of_names(one, other) >= _NEAR


def likeness_of_names(one: str, other: str) -> float:
    """From 0 to 100. "Phòng A" and "Phòng B" have nothing in common, nor have rooms of different numbers."""
    from rapidfuzz import fuzz

    first, second = _without_head(one), _without_head(other)
    if re.findall(r"\d+", first) != re.findall(r"\d+", second):
        return 0
    if not first or not second:
        return fuzz.ratio(unit_key(one), unit_key(other))
    words, others = set(first.split()), set(second.split())
    if min(len(words), len(others)) > 1 and (words <= others or others <= words):
        return 90
    return fuzz.ratio(first, second) if max(len(first), len(second)) > 4 else 100.0 * (first == second)


@lru_cache(maxsize=4096)
def _without_head(name: str) -> str:
    return without_head(unit_key(name))


def _short_forms(name: str) -> Iterator[str]:
    """`Phòng Kế hoạch - Tài chính`: `pkhtc`, `khtc`, `phongkhtc`."""
    words = [word for word in folded_words(name) if word != "va"]
    for heads in range(min(3, len(words))):
        initials = "".join(word[0] for word in words[heads:])
        if len(initials) > 1:
            yield initials
            yield "".join(words[:heads]) + initials
            yield "".join(word[0] for word in words[:heads]) + initials


async def known_units(db: Connection, unit_id: int) -> KnownUnits:
    """As a plan of this unit names them."""
    every = await all_units(db)
    above = units_above(every)
    own = next(unit for unit in every if unit.id == unit_id)
    inside = [unit for unit in every if unit_id in above[unit.id]]
    inside.sort(key=lambda unit: (len(above[unit.id]), unit.id))
    by_key: defaultdict[str, list[UnitRow]] = defaultdict(list)
    for unit in inside:
        same = by_key[unit_key(unit.name)]
        if not same or len(above[same[0].id]) == len(above[unit.id]):
            same.append(unit)
    by_short: defaultdict[str, list[UnitRow]] = defaultdict(list)
    for unit in inside:
        for short in dict.fromkeys(_short_forms(unit.name)):
            by_short[short].append(unit)
    ids = {unit.id: UnitRef(unit.id, unit.name) for unit in inside}
    stored = await names_said(db, unit_id)
    said = {name: ids[means] if means else None for name, means in stored.items() if means is None or means in ids}
    elsewhere = {unit_key(unit.name) for unit in every if unit.id not in ids} - by_key.keys()
    return KnownUnits(own, inside, frozenset(elsewhere), said, by_key, by_short)
