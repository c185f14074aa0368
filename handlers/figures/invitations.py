"""How many messages of a service's own kind asked for ratings: they cost, so the officer sees their number."""

from collections.abc import Collection

from handlers.context import Context
from handlers.words.formats import integer
from storage.ground.days.periods import Period
from storage.models import Role
from storage.ratings.invitations import Asked, invitations_between


async def invitation_lines(context: Context, units: Collection[int], period: Period) -> list[str]:
    """One line, for the officer; none where none were sent."""
    if Role.OFFICER not in context.sender.roles:
        return []
    asked = await invitations_between(context.db, units, period.first, period.last)
    if asked == Asked():
        return []
    say = context.say
    counts = {name: integer(getattr(asked, name)) for name in ("by_person", "by_phone", "rated")}
    line = say("summary.invitations", sent=integer(asked.by_person + asked.by_phone), **counts)
    return ["", line + (say("summary.invitations_failed", failed=integer(asked.failed)) if asked.failed else "")]
