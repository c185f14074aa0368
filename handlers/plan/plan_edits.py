"""The officer corrects a plan's name and number, and takes its last import back."""

from handlers.context import Answer, Context
from handlers.kit.reach import reach
from handlers.plan.actions import AskNumber, AskTitle, AskUndoImport, ShowPlan, TakeNumber, UndoImport
from handlers.plan.plans import plan_reply
from handlers.plan.questions import AskPlanNumber, AskPlanTitle
from handlers.replies import Button, Reply
from handlers.routing import OFFICER
from handlers.words.catalogue import Keys
from handlers.words.formats import integer
from storage.ground.document_numbers import parts_of, read_signed
from storage.ground.refusals import Refusal
from storage.ground.text import shorten
from storage.plan.plans import PlanRow, effect_of_undoing, own_plan, set_document, undo_import
from storage.plan.texts import set_plan_title
from storage.registers.documents import documents_with, find_document

_EFFECTS = ("leaving", "returning", "changing", "reports", "made")
_UNDO = Keys("plans.undo_{}", _EFFECTS)
MAX_TITLE = 500
_OF_A_PLAN = ("ke", "hoach", "cai", "cach")
MOST_OFFERED = 4


async def _plan(context: Context, plan_id: int) -> PlanRow:
    return await own_plan(context.db, sorted(await reach(context, OFFICER)), plan_id)


def _back(context: Context, plan: PlanRow) -> tuple[Button, ...]:
    return (Button(context.say("button.back_to_plan"), ShowPlan(plan.id)),)


async def ask_title(context: Context, action: AskTitle) -> Answer:
    plan = await _plan(context, action.plan_id)
    await context.ask(AskPlanTitle(plan.id))
    return Reply(context.say("plans.ask_title", title=shorten(plan.title, 500) or "–"), (_back(context, plan),))


async def title_answered(context: Context, question: AskPlanTitle, text: str) -> Answer:
    plan = await _plan(context, question.plan_id)
    title = " ".join(text.split())
    if len(title) > MAX_TITLE:
        raise Refusal("text.too_long", limit=MAX_TITLE)
    await set_plan_title(context.db, plan.id, title)
    return await plan_reply(context, await _plan(context, plan.id), context.say("plans.saved"))


async def ask_number(context: Context, action: AskNumber) -> Answer:
    plan = await _plan(context, action.plan_id)
    await context.ask(AskPlanNumber(plan.id))
    found = await documents_with(context.db, await reach(context, OFFICER), _OF_A_PLAN, MOST_OFFERED)
    rows = [(Button(shorten(f"📄 {one.label}: {one.subject}", 58), TakeNumber(plan.id, one.id)),) for one in found]
    return Reply(context.say("plans.ask_number"), (*rows, _back(context, plan)))


async def take_number(context: Context, action: TakeNumber) -> Answer:
    plan = await _plan(context, action.plan_id)
    await context.claim(AskPlanNumber)
    found = await find_document(context.db, await reach(context, OFFICER), action.document_id)
    await set_document(context.db, plan.id, found.number, found.symbol, found.issued_on)
    return await plan_reply(context, await _plan(context, plan.id), context.say("plans.saved"))


async def number_answered(context: Context, question: AskPlanNumber, text: str) -> Answer:
    plan = await _plan(context, question.plan_id)
    signed = read_signed(text, context.today)
    if signed is None:
        await context.ask(question)
        return Reply(context.say("plans.no_such_number"), (_back(context, plan),))
    number, symbol = parts_of(signed.number)
    has_day = any(mark in text.partition(symbol)[2] for mark in "0123456789")
    await set_document(context.db, plan.id, number, symbol, signed.on if has_day else None)
    return await plan_reply(context, await _plan(context, plan.id), context.say("plans.saved"))


async def ask_undo(context: Context, action: AskUndoImport) -> Answer:
    plan = await _plan(context, action.plan_id)
    effect = await effect_of_undoing(context.db, plan.id, action.version_id)
    say = context.say
    lines = [say("plans.ask_undo", plan=plan.name)]
    lines += ["• " + say(_UNDO[name], count=integer(count)) for name in _EFFECTS if (count := getattr(effect, name))]
    confirm = (Button(say("button.plan_undo_do"), UndoImport(plan.id, action.version_id)),)
    return Reply("\n".join(lines), (confirm, _back(context, plan)), replaces=True)


async def undo(context: Context, action: UndoImport) -> Answer:
    plan = await _plan(context, action.plan_id)
    await undo_import(context.db, plan.id, action.version_id, context.now)
    return await plan_reply(context, await _plan(context, plan.id), context.say("plans.undone"))
