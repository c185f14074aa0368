"""Choosing a unit or a person: a city has two hundred units, a phone shows some ten buttons at once."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import ClassVar, TypeVar

from handlers.context import Answer, Context
from handlers.kit.actions import Action
from handlers.kit.kept import Kept
from handlers.kit.reach import reach
from handlers.kit.screens import Row, page_buttons, rows_of, screen
from handlers.replies import Button, Reply
from handlers.routing import LEADERS
from storage.ground.refusals import Refusal
from storage.ground.text import fold, shorten
from storage.people.units import UnitRow, all_units

PAGE = 20
_FOUND = 10  # by name
_ALIKE = 80  # of 100, for a name that is typed with a mistake
_LABEL = 60
T = TypeVar("T")
_ANY = 2**62  # the number of no unit


@dataclass(frozen=True, slots=True)
class NameUnit(Kept):
    """Which unit? `choose`: the action that takes one, as it stands on the wire, for the unit `_ANY`."""

    kind: ClassVar[str] = "unit_name"
    choose: str


@dataclass(frozen=True, slots=True)
class Person:
    """`id`: what the action takes, of a person or of an appointment. `named`: what is searched."""

    id: int
    label: str
    named: str


async def choose_unit(
    context: Context,
    text: str,
    reached: Collection[int],
    choose: Callable[[int], Action],
    at: Callable[[int], Action],
    page: int,
    *,
    back: Sequence[Row] = (),
    replaces: bool = True,
) -> Reply:
    """The units among `reached`, by name where there are several pages: then part of a name may be typed, too.
    `choose`: takes a unit; `at`: shows a page of them; `back`: instead of the way home. Refuses a page that is not
    there with `button.stale`."""
    units = [unit for unit in await all_units(context.db) if unit.id in reached]
    if len(units) > PAGE:
        units.sort(key=lambda unit: fold(unit.name))
        await context.ask(NameUnit(choose(_ANY).wire))
        text = f"{text}\n{context.say('unit.or_type')}"
    choices = _page(context, [_button(unit, choose(unit.id)) for unit in units], at, page, PAGE)
    if back:
        return Reply(text, rows_of([*choices, *back]), replaces)
    return screen(context.say, text, choices, replaces=replaces)


async def choose_person(
    context: Context,
    text: str,
    people: Sequence[Person],
    choose: Callable[[int], Action],
    at: Callable[[int], Action],
    page: int,
    *,
    asks: Kept,
    size: int = PAGE,
    never: Collection[int] = (),
    below: Sequence[Row] = (),
    replaces: bool = True,
) -> Reply:
    """These people in their order. `asks`: the question that a part of a name answers, where there are several pages;
    its reader is `person_named`. `never`: who is on a page and has no button; `below`: other buttons; the rest is as in
    `choose_unit`."""
    if len(people) > size:
        await context.ask(asks)
        text = f"{text}\n{context.say('person.or_type')}"
    rows: list[Row] = [() if one.id in never else Button(one.label, choose(one.id)) for one in people]
    return screen(context.say, text, [*_page(context, rows, at, page, size), *below], replaces=replaces)


def _page(context: Context, rows: Sequence[Row], at: Callable[[int], Action], page: int, size: int) -> list[Row]:
    first = page * size
    if page and first >= len(rows):
        raise Refusal("button.stale")
    return [*rows[first : first + size], page_buttons(context.say, at, page, len(rows) > first + size)]


async def unit_named(context: Context, asked: NameUnit, text: str) -> Answer | None:
    """The units with these words in their names, or with names that are nearly so. None: it is no unit's name."""
    reached = await reach(context, LEADERS)
    found = _named([unit for unit in await all_units(context.db) if unit.id in reached], text, lambda unit: unit.name)
    if not found:
        return None
    await context.ask(asked)
    take = context.routes.read(asked.choose)
    buttons = [_button(unit, take.with_value(_ANY, unit.id)) for unit in found[:_FOUND]]
    key = "unit.found" if len(found) <= _FOUND else "unit.found_more"
    return screen(context.say, context.say(key, name=shorten(text, _LABEL), count=len(found)), buttons)


async def person_named(
    context: Context, asked: Kept, people: Sequence[Person], choose: Callable[[int], Action], text: str
) -> Answer | None:
    """As `unit_named`, of these people."""
    found = _named(people, text, lambda person: person.named)
    if not found:
        return None
    await context.ask(asked)
    buttons = [Button(person.label, choose(person.id)) for person in found[:_FOUND]]
    key = "person.found" if len(found) <= _FOUND else "person.found_more"
    return screen(context.say, context.say(key, name=shorten(text, _LABEL), count=len(found)), buttons)


def _button(unit: UnitRow, action: Action) -> Button:
    return Button(shorten(unit.name, _LABEL), action)


def _named(things: Sequence[T], text: str, name_of: Callable[[T], str]) -> list[T]:
    """All that have these words in their names; or else those whose names are nearly so, the nearest first."""
    words = fold(text).split()
    names = [fold(name_of(thing)) for thing in things]
    found = [thing for thing, name in zip(things, names, strict=True) if words and all(word in name for word in words)]
    if found or not words:
        return found
    from rapidfuzz import fuzz, process

    near = process.extract(" ".join(words), names, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=_FOUND)
    return [things[place] for _, _, place in near]
