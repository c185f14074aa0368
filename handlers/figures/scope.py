"""Whose figures are asked for: all that a leader reaches, or one unit within it."""

from dataclasses import dataclass
from datetime import date

from handlers.context import Context
from handlers.kit.reach import reach
from handlers.routing import LEADERS
from handlers.words.catalogue import Words
from handlers.words.formats import day
from storage.ground.days.periods import Period
from storage.ground.refusals import Refusal
from storage.models import Role
from storage.people.units import find_unit, subtree


@dataclass(frozen=True, slots=True)
class Scope:
    """`unit_id`: None where it is everything. `directs`: the person is there to direct; else they prepare it."""

    units: set[int]
    name: str
    unit_id: int | None
    directs: bool

    def as_of(self, say: Words, period: Period, today: date) -> str:
        """The name; while the period runs, with the day at whose end the figures stand."""
        if period.first <= today < period.last:
            return say("summary.running", unit=self.name, day=day(today))
        return self.name


async def scope_of(context: Context, unit_id: int | None) -> Scope:
    """Refuses with `button.stale` a unit that is not there, or not theirs to see."""
    reached = await reach(context, LEADERS)
    directs = Role.DIRECTOR in context.sender.roles
    own = min(unit for role in LEADERS for unit in context.sender.roles.get(role, ()))
    unit = await find_unit(context.db, own if unit_id is None else unit_id)
    if unit_id is None:
        return Scope(reached, unit.name if unit else context.office.agency, None, directs)
    if unit is None or unit.id not in reached:
        raise Refusal("button.stale")
    return Scope(await subtree(context.db, [unit.id]), unit.name, unit.id, directs)
