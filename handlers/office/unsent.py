"""What could not be sent of late and why, without naming anybody."""

from collections.abc import Mapping, Sequence

from handlers.context import Context
from handlers.words.catalogue import Keys, Words
from handlers.words.formats import integer
from storage.messages.unsent import Unsent, count_unsent
from storage.models import Role
from storage.people.units import root_unit

_WHY = Keys("unsent.{}", Unsent)


def unsent_lines(say: Words, counts: Mapping[Unsent, int]) -> Sequence[str]:
    """A line for each reason; none where everything was sent."""
    return [say(_WHY[why], count=integer(count)) for why, count in counts.items()]


async def unsent_of_the_office(context: Context) -> Sequence[str]:
    """For the officer of the whole office: to which unit somebody belongs who was not reached is not known."""
    root = await root_unit(context.db)
    if root is None or root.id not in context.sender.roles.get(Role.OFFICER, ()):
        return []
    lines = unsent_lines(context.say, await count_unsent(context.db))
    return ["", context.say("unsent.title"), *(f"• {line}" for line in lines)] if lines else []
