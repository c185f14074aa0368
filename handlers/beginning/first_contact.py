"""Tells people who write for the first time in one line what is kept about them."""

from collections.abc import Sequence
from dataclasses import replace

from handlers.context import Context
from handlers.replies import Reply


def introduced(context: Context, replies: Sequence[Reply]) -> Sequence[Reply]:
    """The same replies, with that line below the last of a citizen's first ones."""
    sender = context.sender
    if not (sender.new and sender.is_citizen and replies):
        return replies
    sender.new = False
    *others, last = replies
    return [*others, replace(last, text=f"{last.text}\n\n{context.say('start.kept')}")]
