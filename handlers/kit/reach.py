"""Which units a message may see: looked up on every message and every tap."""

from collections.abc import Collection, Iterable

from handlers.context import Context
from storage.ground.refusals import Refusal
from storage.models import Role
from storage.people.units import find_unit, subtree, tops_of


async def reach(context: Context, roles: Iterable[Role]) -> set[int]:
    """The units these roles of the sender reach; refuses with `rights.role` where the sender holds none of them."""
    units = [unit for role in roles for unit in context.sender.roles.get(role, ())]
    if not units:
        raise Refusal("rights.role")
    return await subtree(context.db, units)


async def within(context: Context, units: Collection[int], unit_id: int | None) -> set[int]:
    """Those of `units` that are this unit or below it; all, where none is named. Refuses with `button.stale` one that
    is not among them."""
    if unit_id is None:
        return set(units)
    if unit_id not in units:
        raise Refusal("button.stale")
    return set(units) & await subtree(context.db, [unit_id])


async def name_of(context: Context, unit_id: int | None) -> str:
    """Empty where none is named."""
    unit = None if unit_id is None else await find_unit(context.db, unit_id)
    return unit.name if unit else ""


async def name_of_all(context: Context, roles: Iterable[Role], unit_id: int | None) -> str:
    """Whose figures are shown: that unit's, or where none is named, those of the topmost one that these roles reach."""
    if unit_id is None:
        tops = await tops_of(context.db, await reach(context, roles))
        unit_id = min(tops, default=None)
    return await name_of(context, unit_id) or context.office.agency


def home_unit(context: Context) -> int:
    """The unit for which the sender enters things: where they are staff, or else where they are the officer."""
    for role in (Role.STAFF, Role.OFFICER):
        if units := context.sender.roles.get(role):
            return units[0]
    raise Refusal("rights.role")
