"""All numbers that a report may name: those it counts, and those in the words it quotes."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from handlers.making.proofreading.figures import numbers_in
from handlers.words.formats import day, decimal, integer, moment, percent

_MOST_TO_COMPARE = 60


def known_numbers(*things: Any) -> set[str]:
    """By their values (`Number.value`)."""
    return {number.value for thing in things for text in _texts(thing) for number in numbers_in(text, item=False)}


def known_rates(figures: Mapping[str, int]) -> set[str]:
    """Each figure as a share of each other one: which of them a sentence means nobody can tell."""
    values = sorted(set(figures.values()))[:_MOST_TO_COMPARE]
    return {rate.value for part in values for whole in values for rate in numbers_in(percent(part, whole) or "")}


def _texts(thing: Any) -> Iterator[str]:
    if thing is None or isinstance(thing, bool | bytes):
        return
    if (written := _written(thing)) is not None:
        yield from written
        return
    inner = _inner(thing)
    if isinstance(thing, Collection):
        yield integer(len(thing))
    for one in inner:
        yield from _texts(one)


def _written(thing: Any) -> Sequence[str] | None:
    match thing:
        case str():
            return (thing,)
        case int():
            return (integer(thing),)
        case Decimal():
            return (decimal(thing),)
        case datetime():
            return (moment(thing),)
        case date():
            return (day(thing), str(thing.year), str(thing.month), str(thing.day))
    return None


def _inner(thing: Any) -> Iterable[Any]:
    if isinstance(thing, Mapping):
        return [*thing.keys(), *thing.values()]
    if isinstance(thing, Collection):
        return thing
    if not is_dataclass(thing):
        return ()
    # What a row is called in the database is no figure.
    names = (field.name for field in fields(thing))
    return [getattr(thing, name) for name in names if name != "id" and not name.endswith("_id")]
