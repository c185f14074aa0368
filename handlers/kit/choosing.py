"""Choosing a unit: a city has two hundred, a message a hundred buttons."""

from collections.abc import Callable, Collection

from handlers.context import Context
from handlers.kit.actions import Action
from handlers.kit.screens import Row, page_buttons
from handlers.replies import Button
from storage.people.units import all_units
from storage.text import shorten

UNITS = 90  # of a page; below them stand the ways to other pages and out


async def unit_choices(
    context: Context, reached: Collection[int], choose: Callable[[int], Action], at: Callable[[int], Action], page: int
) -> list[Row]:
    """The units among `reached`. `choose`: takes a unit; `at`: shows a page of them."""
    units = [unit for unit in await all_units(context.db) if unit.id in reached]
    buttons = [Button(shorten(unit.name, 60), choose(unit.id)) for unit in units[page * UNITS : (page + 1) * UNITS]]
    return [*buttons, page_buttons(context.say, at, page, len(units) > (page + 1) * UNITS)]
