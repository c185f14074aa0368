"""A finding that is to stay as it is: why, by whom, and back again."""

from typing import Any

from handlers.checking.screens import find_own, finding_reply
from handlers.context import Answer, Context
from handlers.replies import Button, Reply
from storage.checking.waivers import undo_waiver, waive
from storage.messages import questions
from storage.refusals import Refusal
from storage.text import shorten

REASONS = ("checked", "shared", "later")
MAX_REASON = 300


async def ask_reason(context: Context, argument: str) -> Answer:
    """`lint_waive:PLAN:CODE`: a chip or a message."""
    finding, _ = await find_own(context, argument)
    key = f"{finding.plan_id}:{finding.code}"
    await questions.ask(context.db, context.sender.id, "lint_reason", {"finding": key}, context.now)
    say = context.say
    rows = [(Button(say(f"check.reason_{name}"), action=f"lint_reason:{name}:{key}"),) for name in REASONS]
    back = Button(say("button.lint_back"), action=f"finding:{key}")
    text = say("check.ask_reason", where=finding.where, what=shorten(finding.what, 600))
    return Reply(text, (*rows, (back,)), replaces=True)


async def choose_reason(context: Context, argument: str) -> Answer:
    name, _, key = argument.partition(":")
    if name not in REASONS:
        raise Refusal("button.stale")
    return await _waive(context, key, context.say(f"check.reason_{name}"))


async def reason_answered(context: Context, data: dict[str, Any], text: str) -> Answer:
    if len(text) > MAX_REASON:
        raise Refusal("text.too_long", limit=MAX_REASON)
    return await _waive(context, data["finding"], text)


async def _waive(context: Context, key: str, reason: str) -> Reply:
    finding, _ = await find_own(context, key)
    await waive(context.db, finding.plan_id, finding.code, reason, context.sender.id, context.now)
    return finding_reply(context, *await find_own(context, key), before=context.say("check.waived"))


async def take_back(context: Context, argument: str) -> Answer:
    finding, _ = await find_own(context, argument)
    await undo_waiver(context.db, finding.plan_id, finding.code, context.now)
    return finding_reply(context, *await find_own(context, argument), before=context.say("check.unwaived"))
