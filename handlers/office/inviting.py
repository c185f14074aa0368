"""The officer invites people: role, then unit, then a link to hand over."""

from functools import partial

from handlers.context import Answer, Context
from handlers.kit import choosing
from handlers.kit.links import start_link
from handlers.kit.reach import reach
from handlers.kit.screens import screen
from handlers.office.actions import AskRole, Invite
from handlers.replies import Button
from handlers.words.formats import sentence_case
from handlers.words.keys import ROLE
from storage.ground.refusals import Refusal
from storage.models import Role
from storage.people.invitations import invite
from storage.people.units import all_units


async def invite_command(context: Context, argument: str) -> Answer:
    """`/moi`"""
    return await ask_role(context, AskRole())


async def ask_role(context: Context, action: AskRole) -> Answer:
    rows = tuple(
        (Button(sentence_case(context.say(ROLE[role])), Invite(role)),)
        for role in (Role.STAFF, Role.DIRECTOR, Role.OFFICER)
    )
    return screen(context.say, context.say("invite.which_role"), rows)


async def choose_unit(context: Context, action: Invite) -> Answer:
    units = await reach(context, [Role.OFFICER])
    if action.unit_id is not None:
        return await _invite(context, action.role, action.unit_id, units)
    one = partial(Invite, action.role)
    text = context.say("invite.which_unit")
    return await choosing.choose_unit(context, text, units, one, partial(one, None), action.page)


async def _invite(context: Context, role: Role, unit_id: int, reached: set[int]) -> Answer:
    if unit_id not in reached:
        raise Refusal("rights.unit")
    code = await invite(context.db, context.office.secret, role, unit_id, context.now)
    unit = next(unit for unit in await all_units(context.db) if unit.id == unit_id)
    text = context.say("invite.made", role=context.say(ROLE[role]), unit=unit.name, code=code)
    link = start_link(context.office, code)
    copied = Button(context.say("button.copy_invitation"), copies=link or f"/start {code}")
    return screen(context.say, f"{text}\n{link}".strip(), [copied], replaces=True)
