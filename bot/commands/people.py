"""Who has a role: invited, listed, dismissed."""

from collections.abc import Callable

from bot.commands.opening import opened
from bot.intake import utc_now
from bot.settings.settings import Settings
from handlers.office.members import member_line
from handlers.words.catalogue import Words
from handlers.words.keys import ROLE
from storage.database import Connection
from storage.ground.refusals import Refusal
from storage.models import Role
from storage.people.appointments import dismiss, members_of
from storage.people.invitations import invite
from storage.people.units import UnitRow, add_unit, all_units, units_named


async def make_invitation(
    settings: Settings, role: Role, unit: str, under: str | None, name: str | None, show: Callable[[str], None]
) -> None:
    """Shows the code, and the links that use it where the bot has an address."""
    async with opened(settings) as database, database.write() as db:
        row = await _unit(db, unit, under)
        code = await invite(db, settings.secret(), role, row.id, utc_now(), name)
    say = Words("vi")
    show(say("cli.invited", role=say(ROLE[role]), unit=row.name))
    show(f"/start {code}")
    if settings.public_url:
        show(say("cli.invited_link", link=f"{settings.public_url}/?start={code}"))


async def _unit(db: Connection, name: str, under: str | None) -> UnitRow:
    found = await units_named(db, name)
    if under is None:
        if found:
            return found[0]
        if not await all_units(db):  # the first invitation sets up the department itself
            return await add_unit(db, name, None)
        raise Refusal("unit.unknown", name=name)
    parents = await units_named(db, under)
    if not parents:
        raise Refusal("unit.unknown", name=under)
    same = [unit for unit in found if unit.parent_id == parents[0].id]
    return same[0] if same else await add_unit(db, name, parents[0].id)


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
