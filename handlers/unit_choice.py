"""One of many units, chosen with a tap: a city has two hundred."""

from collections.abc import Callable, Collection

from handlers.context import Context
from handlers.kit.actions import Action
from handlers.kit.screens import page_buttons
from handlers.replies import Button, Rows
from storage.people.units import all_units
from storage.refusals import Refusal
from storage.text import fold, shorten

_ON_A_PAGE = 20
_LABEL = 60


async def unit_rows(
    context: Context,
    reached: Collection[int],
    page: int,
    choose: Callable[[int], Action],
    turn: Callable[[int], Action],
) -> Rows:
    """A button for each unit of this page, by name where there are several pages, and those that turn them. `choose`:
    of a unit; `turn`: of a page. Refuses a page that is not there."""
    units = [unit for unit in await all_units(context.db) if unit.id in reached]
    if len(units) > _ON_A_PAGE:
        units.sort(key=lambda unit: fold(unit.name))
    first = page * _ON_A_PAGE
    if page and first >= len(units):
        raise Refusal("button.stale")
    rows = tuple((Button(shorten(unit.name, _LABEL), choose(unit.id)),) for unit in units[first : first + _ON_A_PAGE])
    turning = page_buttons(context.say, turn, page, more=first + _ON_A_PAGE < len(units))
    return (*rows, turning) if turning else rows
