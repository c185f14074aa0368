"""`/lienket`: one person on several channels. A code that is given on one and typed on the other joins them
(docs/decisions/one-person-several-channels.md)."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.beginning import linked
from handlers.beginning.asking_again import not_kept
from handlers.context import Answer, Context
from handlers.incoming import guesser_of
from handlers.kit.actions import Action
from handlers.kit.command_menu import command_menu
from handlers.kit.kept import Kept, reads
from handlers.kit.occasion import words_for
from handlers.kit.refusals import refused
from handlers.kit.screens import main_button, screen
from handlers.replies import Button, Reply
from handlers.routing import Route, Topic
from handlers.words.keys import CHANNEL, ROLE
from storage.ground.channels import needs_of
from storage.ground.refusals import Refusal
from storage.ground.text import fold
from storage.identities.codes import VALID_FOR, check_taken, give_code, read_code, shown_code, take_code, void_code
from storage.identities.joining import join, stays
from storage.messages.questions import claim_question
from storage.models import SessionEnd
from storage.people.people import Sender, at, find_sender, find_sender_at
from storage.people.sessions import end_sessions, leave_page
from storage.people.units import all_units

_TO_PART = frozenset(("bo", "tach", "huy", "thoi"))
_HIDDEN = "/lienket ••••-••••"
_MINUTES = int(VALID_FOR.total_seconds() // 60)


@dataclass(frozen=True, slots=True)
class AskLinkCode(Kept):
    """The code may be typed alone."""

    kind: ClassVar[str] = "link_code"


@dataclass(frozen=True, slots=True)
class Join(Action):
    """`giver_id`: the address that gave the code."""

    name: ClassVar[str] = "link_join"

    giver_id: int


@dataclass(frozen=True, slots=True)
class RefuseJoining(Action):
    name: ClassVar[str] = "link_refuse"

    giver_id: int


async def link_command(context: Context, argument: str) -> Answer:
    """`/lienket`, `/lienket CODE`, `/lienket bo`"""
    if needs_of(context.sender.channel).shared:
        raise Refusal("link.shared")
    if fold(argument) in _TO_PART:
        return await linked.ask_parting(context)
    if argument:
        code = read_code(argument)
        return await _take(context, code) if code else screen(context.say, context.say("link.no_code"))
    return linked.channels(context) if context.sender.addresses else await _give(context)


async def link_more(context: Context, action: linked.LinkMore) -> Answer:
    return await _give(context)


async def _give(context: Context) -> Answer:
    sender, say = context.sender, context.say
    code = shown_code(await give_code(context.db, context.office.secret, sender.address_id, context.now))
    await context.ask(AskLinkCode(), hours=1)
    key = "link.code" if sender.is_citizen else "link.code_staff"
    return screen(say, say(key, code=code, minutes=_MINUTES))


async def code_answered(context: Context, asked: AskLinkCode, text: str) -> Answer | None:
    code = read_code(text)
    return await _take(context, code) if code else None


async def _take(context: Context, code: str) -> Answer:
    sender, say = context.sender, context.say
    context.said = _HIDDEN
    own = [one.id for one in sender.addresses] or [sender.id]
    secret, guesser = context.office.secret, guesser_of(context.incoming)
    giver_id = await take_code(context.db, secret, code, own, sender.address_id, guesser, context.now)
    if giver_id is None:  # a wrong try is counted, so it is not taken back by a refusal
        return refused(context, Refusal("link.wrong"))
    giver = await _giver(context, giver_id)
    text = say(
        "link.ask" if sender.is_citizen else "link.ask_staff",
        channel=say(CHANNEL[giver.channel]),
        roles=await _roles(context, giver),
        here=say(CHANNEL[sender.channel]),
    )
    yes, no = (
        Button(say("button.link_join"), Join(giver_id)),
        Button(say("button.link_refuse"), RefuseJoining(giver_id)),
    )
    return screen(say, text, [yes, no])


async def _giver(context: Context, giver_id: int) -> Sender:
    """At the address that gave the code. A role goes only where whoever holds it wants it to: nobody who has one types
    the code of somebody who has none."""
    person = await find_sender(context.db, giver_id)
    if person is None:
        raise Refusal("link.expired")
    if person.is_citizen and not context.sender.is_citizen:
        await void_code(context.db, giver_id, context.sender.address_id)
        raise Refusal("link.code_from_here")
    there = next((one for one in person.addresses if one.id == giver_id), None)
    return at(person, there) if there else person


async def _roles(context: Context, person: Sender) -> str:
    names = {unit.id: unit.name for unit in await all_units(context.db)}
    say = context.say
    held = [
        say("person.by_role", role=say(ROLE[role]), unit=names[unit])
        for role, units in person.roles.items()
        for unit in units
    ]
    return say("link.with_roles", roles=", ".join(held)) if held else ""


async def refuse_joining(context: Context, action: RefuseJoining) -> Answer:
    await void_code(context.db, action.giver_id, context.sender.address_id)
    return screen(context.say, context.say("link.refused"), replaces=True)


async def join_now(context: Context, action: Join) -> Answer:
    sender, here = context.sender, context.sender.address_id
    await check_taken(context.db, action.giver_id, here, context.now)
    giver = await _giver(context, action.giver_id)
    if giver.id == sender.id:
        raise Refusal("link.own")
    await context.rating_changes.store(context.db)  # whose they are is about to change
    for person_id in (giver.id, sender.id):
        await claim_question(context.db, person_id, [AskLinkCode.kind], context.now)
    kept, comes = stays(sender, giver)
    dropped = await join(context.db, kept, comes, here, context.now)
    if sender.is_citizen and not giver.is_citizen and needs_of(sender.channel).kept_here:
        # A role is not held under a token that somebody brought along: the page gets a new one with the answer.
        await end_sessions(context.db, sender.address, SessionEnd.ROLE, context.now, context.incoming.event_id)
    context.regrouped = True
    note = None if dropped is None else not_kept(context, dropped)
    return [*([] if note is None else [note]), await _tell(context, comes.id)]


async def leave_other_pages(context: Context) -> None:
    """Where somebody with a role writes who opened them without one."""
    for one in context.sender.addresses:
        if one.is_page and one.id != context.sender.address_id:
            await leave_page(context.db, one, SessionEnd.SIGNED_OUT, context.now)


async def _tell(context: Context, came_id: int) -> Reply:
    """Every other address hears of it, whichever was used last, and each can undo it."""
    incoming = context.incoming
    person = await find_sender_at(context.db, incoming.channel, incoming.address, context.today)
    say, here = words_for(person), person.address_id
    menu = command_menu(say, context.routes.listed_for(person, context.office))
    undo = ((Button(say("button.link_undo"), linked.Part(came_id)),), (main_button(say),))
    told = Reply(say("link.told", channel=say(CHANNEL[incoming.channel])), undo, commands=menu, alone=True)
    for one in person.addresses:
        if one.id != here:
            context.notify(at(person, one), told)
    key = "link.joined" if person.is_citizen else "link.joined_staff"
    names = ", ".join(say(CHANNEL[one.channel]) for one in person.addresses)
    return Reply(say(key, channels=names), undo, commands=menu)


ROUTES = Topic(
    commands=(Route("lienket", link_command, aliases=("link",), words=("lien ket", "lien ket kenh", "noi kenh")),),
    actions=(
        Route.tap(Join, join_now),
        Route.tap(RefuseJoining, refuse_joining),
        Route.tap(linked.LinkMore, link_more),
    ),
    answers=reads(AskLinkCode, code_answered),
    parts=(linked.ROUTES,),
)
