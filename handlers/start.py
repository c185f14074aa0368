"""The first words, the help, and the redemption of an invitation."""

from handlers.context import Answer, Context
from handlers.menus import main_rows
from handlers.rating import open_link
from handlers.replies import Reply
from storage.invitations import redeem
from storage.models import Role
from storage.refusals import Refusal
from storage.units import find_unit

LINK_PREFIX = "d_"


async def start(context: Context, argument: str) -> Answer:
    """`/start`, `/start CODE` (an invitation), `/start d_TOKEN` (a dossier's signed link)."""
    if argument.startswith(LINK_PREFIX):
        return await open_link(context, argument.removeprefix(LINK_PREFIX))
    if argument:
        return await _join(context, argument)
    return main(context)


async def show_main(context: Context, argument: str) -> Answer:
    return main(context)


def main(context: Context) -> Reply:
    say, roles = context.say, context.sender.roles
    key = next((role for role in (Role.OFFICER, Role.DIRECTOR, Role.STAFF) if role in roles), "citizen")
    return Reply(say(f"start.{key}", agency=context.office.agency), main_rows(context))


async def _join(context: Context, code: str) -> Answer:
    invitation = await redeem(context.db, context.office.secret, code, context.sender.id, context.now)
    units = context.sender.roles.setdefault(invitation.role, [])
    if invitation.unit_id not in units:
        units.append(invitation.unit_id)
    unit = await find_unit(context.db, invitation.unit_id)
    if unit is None:
        raise Refusal("invitation.wrong")
    welcome = context.say("start.joined", role=context.say(f"role.{invitation.role}"), unit=unit.name)
    return [Reply(welcome, commands=command_menu(context.say, ROUTES.listed_for(context.sender))), main(context)]


async def show_help(context: Context, argument: str) -> Answer:
    from handlers.routes import ROUTES

    say = context.say
    lines = [say("help.title", agency=context.office.agency), ""]
    lines += [f"/{route.name} – {say(f'command.{route.name}')}" for route in ROUTES.listed_for(context.sender)]
    if not context.sender.is_citizen:
        lines += ["", say("help.one_line")]
    lines += ["", say("help.human")]
    return Reply("\n".join(lines), main_rows(context))
