"""Whose a group is: a leader confirms it once, in private; the group hears one line. `/nhom` shows and ends it."""

from functools import partial

from handlers.context import Answer, Context
from handlers.groups.actions import ChooseGroupUnit, ConfirmGroup, DeclineGroup, OfGroup, ReleaseGroup
from handlers.kit.choosing import choose_unit
from handlers.kit.naming import person_called
from handlers.kit.occasion import words_for
from handlers.kit.reach import reach
from handlers.kit.screens import Row, screen
from handlers.replies import Button, Reply
from handlers.routing import LEADERS
from handlers.words.catalogue import Words
from storage.ground.refusals import Refusal
from storage.ground.text import shorten
from storage.models import Role
from storage.people.groups import GroupRow, confirm_group, group_by_id, groups_of, note_asked, release_group
from storage.people.people import Sender
from storage.people.responsible import responsible
from storage.people.units import find_unit

OWN_UNITS = 5


async def ask_leader(context: Context, group: GroupRow) -> str:
    """Asks in private, whoever among its people may confirm; the line for the group."""
    say, sender = Words("vi"), context.sender
    leader = sender if not LEADERS.isdisjoint(sender.roles) else await _leader_of(context, sender)
    if leader is None:
        return say("groups.not_ours")
    units = [unit for role in LEADERS for unit in leader.roles.get(role, ())][:OWN_UNITS]
    if leader is not sender:
        units = [sender.roles[Role.STAFF][0]]
    rows: list[Row] = []
    for unit_id in dict.fromkeys(units):
        unit = await find_unit(context.db, unit_id)
        if unit is not None:
            label = words_for(leader)("button.group_is", unit=shorten(unit.name, 45))
            rows.append(Button(label, ConfirmGroup(group.id, unit.id)))
    await note_asked(context.db, group.id, leader.id)
    other = Button(words_for(leader)("button.group_other"), ChooseGroupUnit(group.id))
    no = Button(words_for(leader)("button.group_no"), DeclineGroup(group.id))
    text = words_for(leader)("groups.whose", title=group.title)
    context.notify(leader, screen(words_for(leader), text, [*rows, other, no]))
    return say("groups.asked", who=await person_called(context, say, leader))


async def _leader_of(context: Context, sender: Sender) -> Sender | None:
    """The head of the unit for which they work, who can be reached."""
    for unit_id in sender.roles.get(Role.STAFF, ()):
        for one in await responsible(context.db, unit_id, Role.DIRECTOR):
            if one.unreachable_at is None:
                return one
    return None


async def _waiting(context: Context, action: OfGroup) -> GroupRow:
    group = await group_by_id(context.db, action.group_id)
    if group is None or group.unit_id is not None:
        raise Refusal("group.confirmed_before")
    if group.asked_id != context.sender.id:
        raise Refusal("group.unknown")
    return group


async def choose(context: Context, action: ChooseGroupUnit) -> Answer:
    group = await _waiting(context, action)
    text = context.say("groups.whose", title=group.title)
    take, at = partial(ConfirmGroup, group.id), partial(ChooseGroupUnit, group.id)
    return await choose_unit(context, text, await reach(context, LEADERS), take, at, action.page or 0)


async def confirm(context: Context, action: ConfirmGroup) -> Answer:
    group = await _waiting(context, action)
    if action.unit_id not in await reach(context, LEADERS):
        raise Refusal("rights.unit")
    if not await confirm_group(context.db, group.id, action.unit_id, context.sender.id, context.now):
        raise Refusal("group.confirmed_before")
    unit = await find_unit(context.db, action.unit_id)
    name = unit.name if unit else ""
    context.post(group.channel, group.address, Reply(Words("vi")("groups.welcome", unit=name)))
    return screen(context.say, context.say("groups.confirmed", title=group.title, unit=name), replaces=True)


async def decline(context: Context, action: DeclineGroup) -> Answer:
    """It is no unit's: nothing is said there, and nobody may confirm it before a leader asks for it there."""
    group = await _waiting(context, action)
    await note_asked(context.db, group.id, None)
    return screen(context.say, context.say("groups.declined", title=group.title), replaces=True)


async def groups_command(context: Context, argument: str) -> Answer:
    """`/nhom`"""
    say = context.say
    found = await groups_of(context.db, await reach(context, LEADERS))
    lines = [say("groups.title" if found else "groups.none")]
    lines += [say("groups.line", title=group.title, unit=group.unit or "") for group in found]
    ends = [Button(say("button.group_end", title=shorten(group.title, 40)), ReleaseGroup(group.id)) for group in found]
    return screen(say, [*lines, "", say("groups.how")], ends)


async def release(context: Context, action: ReleaseGroup) -> Answer:
    """From then on the bot says nothing there."""
    group = await group_by_id(context.db, action.group_id)
    if group is None or group.unit_id not in await reach(context, LEADERS):
        raise Refusal("group.unknown")
    await release_group(context.db, group.id)
    return screen(context.say, context.say("groups.released", title=group.title), replaces=True)
