"""What is said to the bot in a group. Only what a unit's own tasks need is answered there, with the rights that the
sender has in that unit; anything else is answered in private."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from handlers.context import Answer, Context
from handlers.groups.binding import ask_leader
from handlers.incoming import GroupNews, GroupPlace
from handlers.replies import Reply
from handlers.routing import LEADERS, Route, Tap
from handlers.words.catalogue import Keys, Words
from storage.ground.channels import declared
from storage.ground.text import clean
from storage.messages.notices import claim_notice
from storage.messages.questions import claim_question
from storage.models import Role
from storage.people.groups import GroupRow, add_group, forget_group, group_at, move_group
from storage.people.people import Sender
from storage.people.units import all_units, subtree, units_above

Anywhere = Callable[[Context], Awaitable[Answer]]


async def heard(context: Context, group: GroupPlace, anywhere: Anywhere) -> Answer:
    """`anywhere`: answers a message as if it had come in private."""
    context.open_here = True
    if not declared(context.incoming.channel).groups:
        return await _elsewhere(context, group)
    if group.news is not None:
        return await _news(context, group)
    known = await group_at(context.db, context.incoming.channel, group.address)
    if known is None:
        return await _added(context, group)
    if known.unit_id is None:
        return await _unclaimed(context, known)
    if group.anonymous:
        return _line("anonymous")
    if context.incoming.file is not None:
        return await _with_file(context, known.unit_id, anywhere)
    return await _in_unit(context, known.unit_id, anywhere)


async def _with_file(context: Context, unit_id: int, anywhere: Anywhere) -> Answer:
    """What stands under it is read; the file itself is not taken, and that is said once of those sent together."""
    incoming = context.incoming
    context.incoming = replace(incoming, file=None, album="")
    answer = await _in_unit(context, unit_id, anywhere) if incoming.text else []
    together = f"group_album:{incoming.channel}:{incoming.album}"
    if incoming.album and not await claim_notice(context.db, together, context.now):
        return answer
    return [*([answer] if isinstance(answer, Reply) else answer), _line("files")]


def _line(key: str) -> Reply:
    return Reply(Words("vi")(_LINES[key]))


_LINES = Keys(
    "groups.{}",
    ("anonymous", "stranger", "not_understood", "not_here", "write_privately", "aside", "forwarded", "files"),
)


async def _news(context: Context, group: GroupPlace) -> Answer:
    channel = context.incoming.channel
    if group.news is GroupNews.ADDED:
        return await _added(context, group)
    if group.news is GroupNews.MOVED:
        await move_group(context.db, channel, group.address, group.moved_to)
    else:
        await forget_group(context.db, channel, group.address)
    return []


async def _added(context: Context, group: GroupPlace) -> Answer:
    """One line; somebody else's group hears nothing after it."""
    channel = context.incoming.channel
    if not await add_group(context.db, channel, group.address, group.title, context.now):
        return []
    row = await group_at(context.db, channel, group.address)
    return [] if row is None else Reply(await ask_leader(context, row))


async def _elsewhere(context: Context, group: GroupPlace) -> Answer:
    """One line where the bot is no part of groups, and silence after it."""
    channel = context.incoming.channel
    new = await add_group(context.db, channel, group.address, group.title, context.now)
    return _line("not_here") if new else []


async def _unclaimed(context: Context, group: GroupRow) -> Answer:
    """Silence, but for a leader who asks for it."""
    found = context.routes.command(clean(context.incoming.text))
    asks = found is not None and found[0].name == "nhom" and not LEADERS.isdisjoint(context.sender.roles)
    return Reply(await ask_leader(context, group)) if asks else []


async def _in_unit(context: Context, unit_id: int, anywhere: Anywhere) -> Answer:
    inside = await _inside(context, unit_id)
    if context.sender.id == 0:
        return _line("stranger")
    if context.incoming.forwarded_from is not None:  # whose it is can be asked in private
        return _line("forwarded")
    found, text = _asked_for(context), clean(context.incoming.text)
    if found is not None:
        route, argument = found
        allowed = inside.roles and route.open_to(inside)
        return await route.handler(replace(context, sender=inside), argument) if allowed else _line("stranger")
    if context.incoming.action or text.startswith("/") or context.routes.phrase(text, context.sender) is not None:
        context.open_here = False
        return await anywhere(context)
    return await _words(replace(context, sender=inside), text) if inside.roles else _line("stranger")


def _asked_for(context: Context) -> tuple[Route | Tap, str] | None:
    """A command or a button whose answer the group may read. What is asked of the sender in private is none of it, so
    nothing of that is ended or quoted."""
    routes, incoming = context.routes, context.incoming
    if incoming.action:
        tap = routes.action(incoming.action)
        return tap if tap is not None and tap[0].kind.name in routes.in_groups else None
    command = routes.command(clean(incoming.text))
    return command if command is not None and command[0].name in routes.in_groups else None


async def _words(context: Context, text: str) -> Answer:
    """A report, or the answer to what was asked about one. Other open questions are none of the group's."""
    routes = context.routes
    question = await claim_question(context.db, context.sender.id, routes.group_questions, context.now)
    if question is not None:
        answer = await routes.answers[question.kind](context, question, text)
        if answer is not None:
            return answer
    for reader in routes.group_text:
        answer = await reader(context, text)
        if answer is not None:
            return answer
    return _line("not_understood")


async def _inside(context: Context, unit_id: int) -> Sender:
    """The sender with what their roles reach of this unit, and nothing beside or above it."""
    below = await subtree(context.db, [unit_id])
    above = set(units_above(await all_units(context.db))[unit_id])
    roles: dict[Role, list[int]] = {}
    for role, units in context.sender.roles.items():
        kept = [unit_id] if above.intersection(units) else [unit for unit in units if unit in below]
        if kept:
            roles[role] = kept
    return replace(context.sender, roles=roles)


def routed(context: Context, replies: Sequence[Reply]) -> list[tuple[str, Reply]]:
    """Where each reply goes, as (address, reply): what the group must not read to the sender, and one line says so."""
    incoming = context.incoming
    if incoming.group is None:
        return [(incoming.address, reply) for reply in replies]
    here = [_for_group(context, reply) for reply in replies if context.open_here and reply.file_id is None]
    aside = [reply for reply in replies if not (context.open_here and reply.file_id is None)]
    sent = [(incoming.group.address, reply) for reply in here]
    if not aside:
        return sent
    if context.sender.id == 0 or context.sender.unreachable_at is not None:
        return [*sent, (incoming.group.address, _line("write_privately"))]
    alone = [(incoming.address, replace(reply, replaces=False)) for reply in aside]
    return [*sent, *alone, (incoming.group.address, _line("aside"))]


def _for_group(context: Context, reply: Reply) -> Reply:
    """Without the buttons that would lead out of what is open there."""
    open_there = context.routes.in_groups
    rows = tuple(
        tuple(button for button in row if not button.url and button.action.partition(":")[0] in open_there)
        for row in reply.rows
    )
    return replace(reply, rows=tuple(row for row in rows if row), commands=())
