"""A line of a numbered menu, chosen by its number or its words as if its button had been tapped."""

import re
from collections.abc import Sequence
from dataclasses import replace

from handlers.context import Context
from handlers.incoming import Incoming
from handlers.kit.kept import takes_numbers
from handlers.replies import Reply
from storage.ground.channels import declared
from storage.ground.text import fold, folded_words, shorten
from storage.messages.menus import open_choices
from storage.messages.payloads import StoredButton
from storage.messages.questions import open_question

_BARE = re.compile(r"(\d{1,3})", re.ASCII)
# Where a number was asked for, these tell a line and a number apart.
_LINE = re.compile(r"(?:dong|chon|# ?) ?(\d{1,3})[.)]?|(\d{1,3})[.)]", re.ASCII)
_NUMBER = re.compile(r"(?:la )?so (\d{1,3})", re.ASCII)


async def line_chosen(context: Context) -> Incoming | Reply | None:
    """The tap that the text stands for; None where it is ordinary text. A reply where it may be the answer to what was
    asked as well. Channels with buttons have no such lines."""
    incoming = context.incoming
    if not incoming.text or incoming.action or not declared(incoming.channel).is_numbered:
        return None
    choices = await open_choices(context.db, incoming.channel, incoming.address)
    folded = fold(incoming.text)
    if (bare := _BARE.fullmatch(folded)) is not None:
        line = _at(choices, bare)
        return await _ask(context, bare[1], line) if line and await _number_is_asked(context) else _tap(incoming, line)
    if (named := _LINE.fullmatch(folded)) is not None:
        return _tap(incoming, _at(choices, named))
    if (number := _NUMBER.fullmatch(folded)) is not None:
        asked = await _number_is_asked(context)
        return replace(incoming, text=number[1]) if asked else _tap(incoming, _at(choices, number))
    words = folded_words(incoming.text)
    alike = [one for one in choices if words and folded_words(one.label) == words]
    return _tap(incoming, alike[0]) if len(alike) == 1 else None


def _at(choices: Sequence[StoredButton], found: re.Match[str]) -> StoredButton | None:
    number = next(int(group) for group in found.groups() if group)
    return choices[number - 1] if 1 <= number <= len(choices) else None


def _tap(incoming: Incoming, line: StoredButton | None) -> Incoming | None:
    return None if line is None else replace(incoming, text="", action=line.action, label=line.label)


async def _number_is_asked(context: Context) -> bool:
    kinds = [kind for kind in context.routes.asked if takes_numbers(kind)]
    return await open_question(context.db, context.sender.id, kinds, context.now) is not None


async def _ask(context: Context, number: str, line: StoredButton) -> Reply:
    return Reply(context.say("menu.line_or_number", number=number, label=shorten(line.label, 60)))
