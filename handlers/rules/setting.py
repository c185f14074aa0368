"""Setting a rule, and taking it back."""

from datetime import date

from handlers.context import Answer, Context
from handlers.replies import Button, Reply
from handlers.rules.actions import SetRule, ShowRule, UndoRule
from handlers.rules.questions import AskRule
from handlers.rules.rule_line import read_rule
from handlers.rules.screens import NAME, may_set, rule_screen
from handlers.words.catalogue import Keys
from handlers.words.formats import day
from storage.ground.refusals import Refusal
from storage.rules.rules import Measure, measure_of, set_rule, undo_rule

_EXAMPLE = Keys("rule.example_{}", Measure)


async def _refuse_others(context: Context) -> None:
    if not await may_set(context):
        raise Refusal("rule.not_yours")


async def ask_rule(context: Context, action: SetRule) -> Answer:
    await _refuse_others(context)
    await context.ask(AskRule(action.rule))
    say, next_year = context.say, date(context.today.year + 1, 1, 1)
    example = say(_EXAMPLE[measure_of(action.rule)], first=day(next_year))
    text = say("rule.ask", name=say(NAME[action.rule]), example=example)
    return Reply(text, ((Button(say("button.back_to_rule"), ShowRule(action.rule)),),))


async def rule_answered(context: Context, asked: AskRule, text: str) -> Answer:
    await _refuse_others(context)
    rule_id = await set_rule(context.db, read_rule(asked.rule, text), context.sender.id, context.now)
    return await rule_screen(context, asked.rule, context.say("rule.stored", number=rule_id))


async def undo(context: Context, action: UndoRule) -> Answer:
    await _refuse_others(context)
    name = await undo_rule(context.db, action.rule_id, context.now)
    if name is None:
        raise Refusal("button.stale")
    return await rule_screen(context, name, context.say("rule.undone"), replaces=True)
