"""Which cases a message may see: looked up on every message and every tap."""

from handlers.context import Context
from handlers.kit.reach import reach
from handlers.routing import LEADERS
from storage.cases.cases import CaseRow, Hand, Sight, find_case
from storage.models import Role
from storage.people.units import subtree


async def sight_of(context: Context) -> Sight:
    """Leaders see every case of their subtree, staff those assigned to their unit."""
    roles = context.sender.roles
    leads = [unit for role in LEADERS for unit in roles.get(role, ())]
    works_for = roles.get(Role.STAFF, ())
    return Sight(frozenset(await subtree(context.db, leads)), frozenset(await subtree(context.db, works_for)))


async def seen_case(context: Context, case_id: int) -> CaseRow:
    return await find_case(context.db, await sight_of(context), case_id)


async def led_case(context: Context, case_id: int) -> CaseRow:
    """One the sender may direct; refuses with `rights.role`, `cases.unknown`."""
    return await find_case(context.db, Sight(leads=frozenset(await reach(context, LEADERS))), case_id)


def hand_of(context: Context) -> Hand:
    return Hand(context.sender.id, context.now, context.today)
