from collections.abc import Callable

from bot.commands.opening import opened
from bot.intake import utc_now
from bot.settings.settings import Settings
from handlers.office.members import member_line
from handlers.words.catalogue import Words
from handlers.words.keys import ROLE
from storage.people.appointments import dismiss, members_of
from storage.people.units import all_units


async def print_members(settings: Settings, show: Callable[[str], None]) -> None:
    """Everybody with a role, each with the number that `cchc dismiss` takes."""
    say = Words("vi")
    async with opened(settings) as database, database.read() as db:
        found = await members_of(db, [unit.id for unit in await all_units(db)])
    for member in found:
        show(member_line(say, member))
    if not found:
        show(say("cli.people_none"))


async def end_role(settings: Settings, number: int, show: Callable[[str], None]) -> None:
    say = Words("vi")
    async with opened(settings) as database, database.write() as db:
        member = await dismiss(db, [unit.id for unit in await all_units(db)], number, utc_now())
    who = say("members.who", name=member.name or say("members.no_name"), role=say(ROLE[member.role]))
    show(say("members.dismissed", who=who, unit=member.unit))
