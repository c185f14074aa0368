"""Which column of a file has which meaning: of all readings together the best one."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from storage.imports.assignment import best_columns
from storage.imports.meanings import LOOSE, Column, Kind

_EXACT, _LOOSE, _NEEDED, _COMPLETE = 100_000, 20_000, 4, 10_000_000
_STEP = 1000  # between two headings of one column, in order of preference
_PLACES_TOLD_APART = 20
_OFFERS_KEPT = 6
_NONE = 0


@dataclass(frozen=True, slots=True)
class Offer:
    """`place`: where the heading stands among those of its row. `value`: the higher, the better it fits."""

    place: int
    name: str
    text: str
    rank: int
    value: int


@lru_cache(maxsize=8192)
def _ranks(text: str, kind: Kind) -> tuple[tuple[int, int, Column], ...]:
    ranked = ((column.rank(text), order, column) for order, column in enumerate(kind.columns))
    return tuple((rank, order, column) for rank, order, column in ranked if rank is not None)


def offers(place: int, choices: Sequence[str], kind: Kind) -> list[Offer]:
    """What one heading may mean; `choices`: its text together with the row below, and each alone."""
    best: dict[str, Offer] = {}
    for text in choices:
        for rank, order, column in _ranks(text, kind) if text else ():
            # "Thời gian" above "Từ ngày": together they mean something else.
            if text is not choices[0] and column.denied(choices[0]) - column.denied(text):
                continue
            value = _EXACT - rank * _STEP if rank < LOOSE else _LOOSE - (rank - LOOSE) * _STEP // 4
            # Of two meanings that fit alike the first counts; of two columns the one further left has it.
            value -= order * (_PLACES_TOLD_APART + 5) + min(place, _PLACES_TOLD_APART) * (len(kind.columns) - order)
            if column.name not in best or value > best[column.name].value:
                best[column.name] = Offer(place, column.name, text, rank, value)
    return list(best.values())


def match(found: Sequence[Offer], kind: Kind) -> list[Offer]:
    """Each heading gets one meaning at most and each meaning one heading, so that the whole fits best; what makes the
    table complete goes first."""
    needed = {name for group in kind.required if len(group) < 3 for name in group}
    chosen = _assign(found, dict.fromkeys(needed, _NEEDED))
    if kind.is_complete({offer.name for offer in chosen}):
        return chosen
    complete = _assign(found, dict.fromkeys(needed, _COMPLETE))
    return complete if kind.is_complete({offer.name for offer in complete}) else chosen


def best_offers(found: Sequence[Offer]) -> list[Offer]:
    """Of very many headings that could mean the same only the best."""
    by_name: dict[str, list[Offer]] = {}
    for offer in sorted(found, key=lambda offer: (-offer.value, offer.place)):
        by_name.setdefault(offer.name, []).append(offer)
    return [offer for offers_of in by_name.values() for offer in offers_of[:_OFFERS_KEPT]]


def _assign(found: Sequence[Offer], times: dict[str, int]) -> list[Offer]:
    places = sorted({offer.place for offer in found})
    names = list(dict.fromkeys(offer.name for offer in sorted(found, key=lambda offer: offer.name)))
    at = {(offer.place, offer.name): offer for offer in found}
    gains = [
        [at[place, name].value * times.get(name, 1) if (place, name) in at else _NONE for name in names]
        + [_NONE] * len(places)
        for place in places
    ]
    chosen = best_columns(gains)
    pairs = ((place, names[column]) for place, column in zip(places, chosen, strict=True) if column < len(names))
    return [at[pair] for pair in pairs if pair in at]
