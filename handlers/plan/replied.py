"""Which task a message without a number is about: that of the message it replies to, or of the newest one where the
conversation is kept here."""

import re

from handlers.context import Context
from handlers.plan.stored import writable_by_number, writable_task
from storage.ground.channels import needs_of
from storage.ground.refusals import Refusal
from storage.messages.conversations import newest_actions
from storage.plan.tasks import TaskRow

_ABOUT = re.compile(r"(?:task|report|report_text|lead|history):(\d{1,18})(?::.*)?", re.ASCII)

_NUMBERED = re.compile(r"(?:nhiệm vụ|việc)\s+(?:số\s+)?(\d{1,4})\b|^\W*(\d{1,4})[.)]\s", re.IGNORECASE | re.MULTILINE)


async def replied_task(context: Context) -> TaskRow | None:
    """None where that message is about none, or about several, or the task is not theirs to report on."""
    actions = context.incoming.replies_to
    if not actions and needs_of(context.sender.channel).kept_here:
        actions = await newest_actions(context.db, context.sender.address)
    ids = {int(found[1]) for action in actions if (found := _ABOUT.fullmatch(action)) is not None}
    if len(ids) != 1:
        return await _quoted(context)
    try:
        return await writable_task(context, ids.pop())
    except Refusal:
        return None


async def _quoted(context: Context) -> TaskRow | None:
    """By its number: `nhiệm vụ 20`, or the one line of a list that was marked."""
    numbers = {int(found[1] or found[2]) for found in _NUMBERED.finditer(context.incoming.quoted)}
    if len(numbers) != 1:
        return None
    try:
        tasks = await writable_by_number(context, numbers.pop())
    except Refusal:
        return None
    return tasks[0] if len(tasks) == 1 else None
