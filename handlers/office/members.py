"""`/canbo`: who holds a role in the officer's reach, and its end."""

from handlers.context import Answer, Context
from handlers.kit import choosing
from handlers.kit.command_menu import farewell
from handlers.kit.reach import reach
from handlers.kit.screens import screen
from handlers.office.actions import AskDismissal, AskRole, Dismiss, OfAppointment, ShowMembers
from handlers.office.questions import NameMember
from handlers.office.unsent import unsent_of_the_office
from handlers.replies import Button, Reply
from handlers.routing import OFFICER
from handlers.words.catalogue import Words
from handlers.words.formats import day
from handlers.words.keys import CHANNEL, ROLE
from storage.ground.days.working_time import local_day
from storage.ground.refusals import Refusal
from storage.ground.text import shorten
from storage.people.appointments import Member, dismiss, find_member, members_of
from storage.people.people import find_sender

PAGE = 10


async def members_command(context: Context, argument: str) -> Answer:
    return await _list(context, 0, replaces=False)


async def show_members(context: Context, action: ShowMembers) -> Answer:
    return await _list(context, action.page, replaces=True)


async def _list(context: Context, page: int, *, replaces: bool) -> Reply:
    say = context.say
    found = await members_of(context.db, await reach(context, OFFICER))
    lines = [say("members.title"), *(member_line(say, one) for one in found[page * PAGE : (page + 1) * PAGE])]
    lines += await unsent_of_the_office(context)
    people = [_to_choose(say, one) for one in found]
    own = [one.id for one in found if one.person_id == context.sender.id]
    return await choosing.choose_person(
        context,
        "\n".join(lines),
        people,
        AskDismissal,
        ShowMembers,
        page,
        asks=NameMember(),
        size=PAGE,
        never=own,
        below=[Button(say("button.invite"), AskRole())],
        replaces=replaces,
    )


async def member_named(context: Context, asked: NameMember, text: str) -> Answer | None:
    found = await members_of(context.db, await reach(context, OFFICER))
    people = [_to_choose(context.say, one) for one in found if one.person_id != context.sender.id]
    return await choosing.person_named(context, asked, people, AskDismissal, text)


def _to_choose(say: Words, member: Member) -> choosing.Person:
    return choosing.Person(member.id, _label(say, member), f"{_who(say, member)} {member.unit}")


def _who(say: Words, member: Member) -> str:
    return say("members.who", name=member.name or say("members.no_name"), role=say(ROLE[member.role]))


def member_line(say: Words, member: Member) -> str:
    values = {"who": _who(say, member), "unit": member.unit, "channel": say(CHANNEL[member.channel])}
    line = _numbered(member, say("members.line", **values, seen=day(member.last_seen_on)))
    if member.unreachable_at is None:
        return line
    return f"{line}; {say('members.unreachable', since=day(local_day(member.unreachable_at)))}"


def _label(say: Words, member: Member) -> str:
    return say("button.member", who=_numbered(member, shorten(_who(say, member), 50)))


def _numbered(member: Member, words: str) -> str:
    """Two people may have the same name and role, or none."""
    return f"{member.id}. {words}"


async def _other(context: Context, action: OfAppointment) -> Member:
    """Nobody ends their own role: the last officer would lock everybody out."""
    member = await find_member(context.db, await reach(context, OFFICER), action.appointment_id)
    if member.person_id == context.sender.id:
        raise Refusal("member.self")
    return member


async def ask_dismissal(context: Context, action: AskDismissal) -> Answer:
    member = await _other(context, action)
    await context.claim(NameMember)
    say = context.say
    confirm = Button(say("button.member_dismiss"), Dismiss(member.id))
    text = say("members.ask", who=_who(say, member), unit=member.unit)
    return Reply(text, ((confirm,), (Button(say("button.members"), ShowMembers(0)),)), replaces=True)


async def end_role(context: Context, action: Dismiss) -> Answer:
    member = await _other(context, action)
    await dismiss(context.db, await reach(context, OFFICER), member.id, context.now)
    person = await find_sender(context.db, member.person_id)
    if person is not None:
        context.notify(person, farewell(context, person, member.role, member.unit))
    say = context.say
    text = say("members.dismissed", who=_who(say, member), unit=member.unit)
    return screen(say, text, [Button(say("button.members"), ShowMembers(0))], replaces=True)
