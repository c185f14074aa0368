"""A finding that is to stay as it is: why, by whom, and back again."""

from handlers.context import Answer, Context
from handlers.lint.actions import AskReason, OfFinding, Reason, ShowFinding, TakeWaiverBack, WaiveBecause, WaiveFinding
from handlers.lint.screens import find_own, finding_reply
from handlers.replies import Button, Reply
from handlers.words.catalogue import Keys
from storage.ground.refusals import Refusal
from storage.ground.text import shorten
from storage.lint.waivers import undo_waiver, waive

_REASON = Keys("lint_chat.reason_{}", Reason)
MAX_REASON = 300


async def ask_reason(context: Context, action: WaiveFinding) -> Answer:
    """Asks for the reason, which is tapped or typed."""
    finding, _ = await find_own(context, action)
    await context.ask(AskReason(f"{finding.plan_id}:{finding.code}"))
    say = context.say
    rows = [(Button(say(_REASON[reason]), WaiveBecause(reason, finding.plan_id, finding.code)),) for reason in Reason]
    back = Button(say("button.lint_back"), ShowFinding(finding.plan_id, finding.code))
    text = say("lint_chat.ask_reason", where=finding.where, what=shorten(finding.what, 600))
    return Reply(text, (*rows, (back,)), replaces=True)


async def choose_reason(context: Context, action: WaiveBecause) -> Answer:
    return await _waive(context, action, context.say(_REASON[action.reason]))


async def reason_answered(context: Context, asked: AskReason, text: str) -> Answer:
    if len(text) > MAX_REASON:
        raise Refusal("text.too_long", limit=MAX_REASON)
    return await _waive(context, ShowFinding.read(asked.finding), text)


async def _waive(context: Context, key: OfFinding | WaiveBecause, reason: str) -> Reply:
    finding, _ = await find_own(context, key)
    await waive(context.db, finding.plan_id, finding.code, reason, context.sender.id, context.now)
    return finding_reply(context, *await find_own(context, key), before=context.say("lint_chat.waived"))


async def take_back(context: Context, action: TakeWaiverBack) -> Answer:
    finding, _ = await find_own(context, action)
    await undo_waiver(context.db, finding.plan_id, finding.code, context.now)
    return finding_reply(context, *await find_own(context, action), before=context.say("lint_chat.unwaived"))
