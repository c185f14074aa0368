"""The officer corrects a plan's name and number, and takes its last import back."""

from typing import Any

from handlers.actions import numbers
from handlers.context import Answer, Context
from handlers.document_numbers import read_number
from handlers.numbers import integer
from handlers.plan.plans import plan_reply
from handlers.reach import reach
from handlers.replies import Button, Reply
from handlers.routing import OFFICER
from storage.messages import questions
from storage.plan.plans import PlanRow, effect_of_undoing, own_plan, set_document, undo_import
from storage.plan.texts import set_plan_title
from storage.refusals import Refusal
from storage.text import shorten

MAX_TITLE = 500


async def _plan(context: Context, plan_id: int) -> PlanRow:
    return await own_plan(context.db, sorted(await reach(context, OFFICER)), plan_id)


def _back(context: Context, plan: PlanRow) -> tuple[Button, ...]:
    return (Button(context.say("button.back_to_plan"), action=f"plan:{plan.id}"),)


async def ask_title(context: Context, argument: str) -> Answer:
    plan = await _plan(context, *numbers(argument, 1))
    await questions.ask(context.db, context.sender.id, "plan_title", {"plan_id": plan.id}, context.now)
    return Reply(context.say("plans.ask_title", title=shorten(plan.title, 500) or "–"), (_back(context, plan),))


async def title_answered(context: Context, data: dict[str, Any], text: str) -> Answer:
    plan = await _plan(context, data["plan_id"])
    title = " ".join(text.split())
    if len(title) > MAX_TITLE:
        raise Refusal("text.too_long", limit=MAX_TITLE)
    await set_plan_title(context.db, plan.id, title)
    return await plan_reply(context, await _plan(context, plan.id), context.say("plans.saved"))


async def ask_number(context: Context, argument: str) -> Answer:
    plan = await _plan(context, *numbers(argument, 1))
    await questions.ask(context.db, context.sender.id, "plan_number", {"plan_id": plan.id}, context.now)
    return Reply(context.say("plans.ask_number"), (_back(context, plan),))


async def number_answered(context: Context, data: dict[str, Any], text: str) -> Answer:
    plan = await _plan(context, data["plan_id"])
    signed = read_number(text.strip().removeprefix("số ").removeprefix("Số "), context.today)
    if signed is None:
        await questions.ask(context.db, context.sender.id, "plan_number", data, context.now)
        return Reply(context.say("plans.no_such_number"), (_back(context, plan),))
    number, _, symbol = signed.number.partition("/")
    has_day = any(mark in text.partition(symbol)[2] for mark in "0123456789")
    await set_document(context.db, plan.id, number, symbol, signed.on if has_day else None)
    return await plan_reply(context, await _plan(context, plan.id), context.say("plans.saved"))


async def ask_undo(context: Context, argument: str) -> Answer:
    """`plan_undo:PLAN:VERSION`"""
    plan_id, version_id = numbers(argument, 2)
    plan = await _plan(context, plan_id)
    effect = await effect_of_undoing(context.db, plan.id, version_id)
    say = context.say
    lines = [say("plans.ask_undo", plan=plan.name)]
    lines += [
        "• " + say(f"plans.undo_{name}", count=integer(count))
        for name in ("leaving", "returning", "changing", "reports")
        if (count := getattr(effect, name))
    ]
    confirm = (Button(say("button.plan_undo_do"), action=f"plan_undo_do:{plan.id}:{version_id}"),)
    return Reply("\n".join(lines), (confirm, _back(context, plan)), replaces=True)


async def undo(context: Context, argument: str) -> Answer:
    """`plan_undo_do:PLAN:VERSION`"""
    plan_id, version_id = numbers(argument, 2)
    plan = await _plan(context, plan_id)
    await undo_import(context.db, plan.id, version_id, context.now)
    return await plan_reply(context, await _plan(context, plan.id), context.say("plans.undone"))
