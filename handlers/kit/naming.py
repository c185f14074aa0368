"""What somebody is called on a screen: by name, or else by role and unit."""

from handlers.context import Context
from handlers.kit.occasion import Occasion
from handlers.words.catalogue import Words
from handlers.words.keys import ROLE
from storage.models import Who
from storage.people.people import Sender
from storage.people.units import find_unit


def called(say: Words, who: Who) -> str:
    """`lãnh đạo Sở Mẫu` for somebody without a name. Somebody who was erased has no name."""
    if who.gone:
        return say("person.gone")
    if who.name:
        return who.name
    return say("person.by_role", role=say(ROLE[who.role]), unit=who.unit) if who.role else say("person.somebody")


async def sender_called(context: Context) -> str:
    return await person_called(context, context.say, context.sender)


async def person_called(occasion: Occasion, say: Words, person: Sender) -> str:
    role, units = next(iter(person.roles.items()), (None, [0]))
    unit = await find_unit(occasion.db, units[0])
    return called(say, Who(person.name, role if unit else None, unit.name if unit else ""))
