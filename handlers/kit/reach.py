"""Which units a message may see: looked up on every message and every tap."""

from collections.abc import Iterable

from handlers.context import Context
from storage.ground.refusals import Refusal
from storage.models import Role
from storage.people.units import subtree


async def reach(context: Context, roles: Iterable[Role]) -> set[int]:
    """The units these roles of the sender reach; refuses with `rights.role` where the sender holds none of them."""
    units = [unit for role in roles for unit in context.sender.roles.get(role, ())]
    if not units:
        raise Refusal("rights.role")
    return await subtree(context.db, units)


def home_unit(context: Context) -> int:
    """The unit for which the sender enters things: where they are staff, or else where they are the officer."""
    for role in (Role.STAFF, Role.OFFICER):
        if units := context.sender.roles.get(role):
            return units[0]
    raise Refusal("rights.role")
