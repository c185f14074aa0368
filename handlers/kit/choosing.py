"""Choosing a unit: a city has two hundred, a phone shows some ten buttons at once."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import ClassVar

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

UNITS = 20  # on a page
_FOUND = 10  # by name
_ALIKE = 80  # of 100, for a name that is typed with a mistake
_LABEL = 60
_ANY = 2**62  # the number of no unit


@dataclass(frozen=True, slots=True)
class NameUnit(Kept):
    """Which unit? `choose`: the action that takes one, as it stands on the wire, for the unit `_ANY`."""

    kind: ClassVar[str] = "unit_name"
    choose: str


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
    if len(units) > UNITS:
        units.sort(key=lambda unit: fold(unit.name))
        await context.ask(NameUnit(choose(_ANY).wire))
        text = f"{text}\n{context.say('unit.or_type')}"
    first = page * UNITS
    if page and first >= len(units):
        raise Refusal("button.stale")
    buttons = [_button(unit, choose(unit.id)) for unit in units[first : first + UNITS]]
    choices: list[Row] = [*buttons, page_buttons(context.say, at, page, len(units) > first + UNITS)]
    if back:
        return Reply(text, rows_of([*choices, *back]), replaces)
    return screen(context.say, text, choices, replaces=replaces)


async def unit_named(context: Context, asked: NameUnit, text: str) -> Answer | None:
    """The units with these words in their names, or with names that are nearly so. None: it is no unit's name."""
    reached = await reach(context, LEADERS)
    found = _named([unit for unit in await all_units(context.db) if unit.id in reached], text)
    if not found:
        return None
    await context.ask(asked)
    buttons = [_button(unit, _taking(context, asked, unit.id)) for unit in found[:_FOUND]]
    key = "unit.found" if len(found) <= _FOUND else "unit.found_more"
    return screen(context.say, context.say(key, name=shorten(text, _LABEL), count=len(found)), buttons)


def _taking(context: Context, asked: NameUnit, unit_id: int) -> Action:
    tap, argument = context.routes.action(asked.choose) or (None, "")
    if tap is None:
        raise Refusal("button.stale")
    return tap.kind.read(argument.replace(str(_ANY), str(unit_id)))


def _button(unit: UnitRow, action: Action) -> Button:
    return Button(shorten(unit.name, _LABEL), action)


def _named(units: Sequence[UnitRow], text: str) -> list[UnitRow]:
    words = fold(text).split()
    found = [unit for unit in units if words and all(word in fold(unit.name) for word in words)]
    if found or not words:
        return found
    from rapidfuzz import fuzz, process

    names = {unit.id: fold(unit.name) for unit in units}
    near = process.extract(" ".join(words), names, scorer=fuzz.ratio, score_cutoff=_ALIKE, limit=_FOUND)
    return [unit for _, _, unit_id in near for unit in units if unit.id == unit_id]
