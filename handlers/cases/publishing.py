"""An answer is made public within the days that the rule gives; where, is kept with the case."""

from datetime import date

from handlers.cases.actions import ShowCase
from handlers.cases.answer_actions import TellPublished
from handlers.cases.questions import AskWherePublished
from handlers.cases.sight import hand_of, led_case
from handlers.context import Answer, Context
from handlers.kit.screens import screen
from handlers.replies import Button, Reply
from handlers.words.formats import day
from storage.cases.cases import CaseRow
from storage.cases.steps import publish
from storage.ground.days.working_time import local_day
from storage.ground.refusals import Refusal
from storage.models import CaseKind
from storage.rules.clocks import clocks_at

MAX_PLACE = 300


async def due(context: Context, case: CaseRow) -> date | None:
    """None before there is an answer, and of what is a matter of the office's own."""
    if case.answered_at is None or case.kind is CaseKind.INTERNAL:
        return None
    answered_on = local_day(case.answered_at)
    clocks = await clocks_at(context.db, answered_on)
    return context.office.working_time.add_working_days(answered_on, clocks.publish)


async def ask(context: Context, action: TellPublished) -> Answer:
    case = await led_case(context, action.case_id)
    until = await due(context, case)
    if until is None:
        raise Refusal("cases.not_answered_yet")
    await context.ask(AskWherePublished(case.id))
    back = Button(context.say("button.case_back", code=case.code), ShowCase(case.id))
    return Reply(context.say("cases.ask_published", code=case.code, due=day(until)), ((back,),))


async def answered(context: Context, asked: AskWherePublished, text: str) -> Answer:
    if len(text) > MAX_PLACE:
        raise Refusal("text.too_long", limit=MAX_PLACE)
    case = await led_case(context, asked.case_id)
    await publish(context.db, case.id, hand_of(context), text)
    back = Button(context.say("button.case_back", code=case.code), ShowCase(case.id))
    return screen(context.say, context.say("cases.published", code=case.code), [back])
