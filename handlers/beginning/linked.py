"""The channels over which one person writes: which they are, and their parting."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from handlers.context import Answer, Context
from handlers.kit.actions import Action
from handlers.kit.command_menu import command_menu
from handlers.kit.occasion import words_for
from handlers.kit.screens import screen
from handlers.replies import Button, Reply, reply_of
from handlers.routing import Route, Topic
from handlers.words.catalogue import Keys, Words
from handlers.words.formats import integer
from handlers.words.keys import CHANNEL
from storage.ground.refusals import Refusal
from storage.identities.parting import count_brought, part
from storage.messages.conversations import forget_conversation
from storage.messages.traffic import take_waiting
from storage.people.addresses import Address
from storage.people.people import Sender, at, find_sender


@dataclass(frozen=True, slots=True)
class LinkMore(Action):
    name: ClassVar[str] = "link_more"


@dataclass(frozen=True, slots=True)
class OfAddress(Action):
    address_id: int


@dataclass(frozen=True, slots=True)
class AskParting(OfAddress):
    name: ClassVar[str] = "link_part_ask"


@dataclass(frozen=True, slots=True)
class Part(OfAddress):
    name: ClassVar[str] = "link_part"


_BROUGHT = Keys("link.brought_{}", ("appointment", "dossier_access", "rating", "case", "progress"))


def channels(context: Context) -> Reply:
    """Of somebody who writes over several."""
    say, sender = context.say, context.sender
    lines = [say("link.channels"), *(_line(say, sender, one) for one in sender.addresses)]
    lines += ["", say("link.told_at"), say("link.how_to_part")]
    part = [Button(say("button.link_part", channel=_name(say, one)), AskParting(one.id)) for one in _further(sender)]
    return screen(say, lines, [Button(say("button.link_more"), LinkMore()), *part])


def _line(say: Words, sender: Sender, one: Address) -> str:
    name = _name(say, one)
    if one.id == sender.address_id:
        return say("link.here", channel=name)
    return say("link.gone" if one.unreachable_at else "link.there", channel=name)


def _name(say: Words, one: Address) -> str:
    return say(CHANNEL[one.channel])


def _further(sender: Sender) -> Sequence[Address]:
    return [one for one in sender.addresses if one.id != sender.id]


def _one_of(sender: Sender, address_id: int) -> Address:
    """Refuses with `link.not_joined`."""
    found = next((one for one in _further(sender) if one.id == address_id), None)
    if found is None:
        raise Refusal("link.not_joined")
    return found


async def ask_parting(context: Context) -> Answer:
    """`/lienket bo`"""
    further = _further(context.sender)
    if not further:
        raise Refusal("link.not_joined")
    return channels(context) if len(further) > 1 else await confirm_parting(context, AskParting(further[0].id))


async def confirm_parting(context: Context, action: AskParting) -> Answer:
    say, sender = context.say, context.sender
    leaving = _one_of(sender, action.address_id)
    staying = next(one for one in sender.addresses if one.id == sender.id)
    counts = await count_brought(context.db, leaving.id)
    brought = [say(key, count=integer(counts[str(name)])) for name, key in _BROUGHT.items() if counts.get(str(name))]
    lines = [say("link.ask_part", channel=_name(say, leaving))]
    lines.append(say("link.takes", what=", ".join(brought)) if brought else say("link.takes_nothing"))
    lines.append(say("link.rest_stays", channel=_name(say, staying)))
    if leaving.is_page and not sender.is_citizen:
        lines.append(say("link.page_emptied"))
    return screen(say, lines, [Button(say("button.link_part_do"), Part(leaving.id))], replaces=True)


async def part_now(context: Context, action: Part) -> Answer:
    """Also from the message that told of the joining: whoever did not mean it loses no time."""
    sender = context.sender
    leaving = _one_of(sender, action.address_id)
    held_roles, here = not sender.is_citizen, sender.address_id
    await part(context.db, sender.id, leaving.id)
    if held_roles:
        await _take_back_words(context, leaving)
    context.regrouped = True
    for one in sender.addresses:
        person = await find_sender(context.db, leaving.id if one.id == leaving.id else sender.id)
        if person is not None and one.id != here:
            _tell_parted(context, at(person, one), leaving)
    now = await find_sender(context.db, here if here == leaving.id else sender.id)
    menu = command_menu(words_for(now), context.routes.listed_for(now, context.office)) if now else ()
    done = screen(context.say, context.say("link.parted", channel=_name(context.say, leaving)))
    return Reply(done.text, done.rows, commands=menu)


def _tell_parted(context: Context, person: Sender, leaving: Address) -> None:
    say = words_for(person)
    text = say("link.parted", channel=_name(say, leaving))
    menu = command_menu(say, context.routes.listed_for(person, context.office))
    context.notify(person, Reply(text, commands=menu, alone=True))


async def _take_back_words(context: Context, leaving: Address) -> None:
    """What was said there to somebody with a role, and what still waits to be said there."""
    if leaving.is_page:
        await forget_conversation(context.db, leaving.address)
    waiting, _ = await take_waiting(context.db, leaving.channel, leaving.address)
    person = await find_sender(context.db, context.sender.id)
    if person is not None and waiting:
        for one in waiting:
            context.notify(person, reply_of(one))


ROUTES = Topic(
    actions=(Route.tap(AskParting, confirm_parting), Route.tap(Part, part_now)),
)
