"""Which task a message without a number is about: that of the message it replies to, or of the newest one where the
conversation is kept here."""

import re

from handlers.context import Context
from handlers.plan.stored import writable_task
from storage.ground.channels import needs_of
from storage.ground.refusals import Refusal
from storage.messages.conversations import newest_actions
from storage.plan.tasks import TaskRow

_ABOUT = re.compile(r"(?:task|report|report_text|lead|history):(\d{1,18})(?::.*)?", re.ASCII)


async def replied_task(context: Context) -> TaskRow | None:
    """None where that message is about none, or about several, or the task is not theirs to report on."""
    actions = context.incoming.replies_to
    if not actions and needs_of(context.sender.channel).kept_here:
        actions = await newest_actions(context.db, context.sender.address)
    ids = {int(found[1]) for action in actions if (found := _ABOUT.fullmatch(action)) is not None}
    if len(ids) != 1:
        return None
    try:
        return await writable_task(context, ids.pop())
    except Refusal:
        return None
