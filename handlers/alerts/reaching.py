"""Somebody blocks the bot, or takes it back: the officer is told once, and what waited for them comes."""

from collections.abc import Sequence
from dataclasses import replace

from handlers.alerts.actions import ShowAlerts
from handlers.alerts.standing_in import tell_officers
from handlers.context import Context
from handlers.incoming import Presence
from handlers.kit.screens import screen
from handlers.replies import Button, Reply
from handlers.words.formats import integer
from storage.messages.payloads import Said
from storage.messages.traffic import take_waiting
from storage.people.addresses import mark_unreachable
from storage.people.people import find_sender

# So many come one by one; what is older is only counted.
MOST_AT_ONCE = 20
# Who holds a role and has withdrawn is only away: what they did in it stays.
_AWAY = (Presence.GONE, Presence.WITHDRAWN)


async def presence_changed(context: Context) -> Sequence[Reply]:
    """Nothing is answered: whoever has blocked the bot reads nothing, and who is back has not asked."""
    sender = context.sender
    if context.incoming.presence in _AWAY:
        await mark_unreachable(context.db, sender.address_id, sender.back_from or context.now)
        there = await find_sender(context.db, sender.id)
        if there is not None and there.unreachable_at is None:  # at another address of theirs
            return []
        if sender.back_from is None and not sender.is_citizen:
            await tell_officers(context, sender)
    return []


async def waited(context: Context) -> list[tuple[str, str, Said]]:
    """As rows of the outbox, for somebody who can be reached again. What others had in their place is not told again,
    but that they had it is."""
    sender, say = context.sender, context.say
    if sender.back_from is None or context.incoming.presence in _AWAY:
        return []
    sender.back_from = None
    kept, passed_on = await _take_all(context)
    lines = []
    if passed_on:
        lines.append(say("standing_in.passed_on", count=integer(passed_on)))
    if len(kept) > MOST_AT_ONCE:
        lines.append(say("standing_in.too_many", count=integer(len(kept) - MOST_AT_ONCE)))
    said = [replace(one, withheld=False, replaces=None) for one in kept[-MOST_AT_ONCE:]]
    if lines:
        alerts = [] if sender.is_citizen else [Button(say("button.alerts"), ShowAlerts(0))]
        said.insert(0, screen(say, lines, alerts).said(None))
    return [(sender.channel, sender.address, one) for one in said]


async def _take_all(context: Context) -> tuple[list[Said], int]:
    """What waits for them, at whichever of their addresses."""
    sender = context.sender
    places = [(one.channel, one.address) for one in sender.addresses] or [(sender.channel, sender.address)]
    taken = [await take_waiting(context.db, channel, address) for channel, address in places]
    return [one for kept, _ in taken for one in kept], sum(passed_on for _, passed_on in taken)
