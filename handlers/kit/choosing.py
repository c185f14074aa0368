"""Choosing a unit: a city has two hundred, a phone shows some ten buttons at once."""

from collections.abc import Callable, Collection

from handlers.context import Context
from handlers.kit.actions import Action
from handlers.kit.screens import Row, page_buttons
from handlers.replies import Button
from storage.ground.refusals import Refusal
from storage.ground.text import fold, shorten
from storage.people.units import all_units

UNITS = 20  # on a page
_LABEL = 60


async def unit_choices(
    context: Context, reached: Collection[int], choose: Callable[[int], Action], at: Callable[[int], Action], page: int
) -> list[Row]:
    """The units among `reached`, by name where there are several pages. `choose`: takes a unit; `at`: shows a page of
    them. Refuses a page that is not there with `button.stale`."""
    units = [unit for unit in await all_units(context.db) if unit.id in reached]
    if len(units) > UNITS:
        units.sort(key=lambda unit: fold(unit.name))
    first = page * UNITS
    if page and first >= len(units):
        raise Refusal("button.stale")
    buttons = [Button(shorten(unit.name, _LABEL), choose(unit.id)) for unit in units[first : first + UNITS]]
    return [*buttons, page_buttons(context.say, at, page, len(units) > first + UNITS)]
