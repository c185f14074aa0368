"""What somebody is called on a screen: by name, or else by role and unit."""

from handlers.catalogue import Words
from handlers.context import Context
from storage.models import Who
from storage.people.units import find_unit


def called(say: Words, who: Who) -> str:
    """`lãnh đạo Sở Mẫu` for somebody without a name; who is erased stays without one."""
    if who.gone:
        return say("person.gone")
    if who.name:
        return who.name
    return say("person.by_role", role=say(f"role.{who.role}"), unit=who.unit) if who.role else say("person.somebody")


async def sender_called(context: Context) -> str:
    sender = context.sender
    role, units = next(iter(sender.roles.items()), (None, [0]))
    unit = await find_unit(context.db, units[0])
    return called(context.say, Who(sender.name, role if unit else None, unit.name if unit else ""))
