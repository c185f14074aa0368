"""The unit asks whoever wrote a case for more, within the days that the rule gives."""

from datetime import date

from handlers.cases.actions import AddToCase, ShowCase
from handlers.cases.answer_actions import AskCitizen
from handlers.cases.questions import AskForMore
from handlers.cases.sight import hand_of, seen_case
from handlers.cases.telling import tell_authors
from handlers.context import Answer, Context
from handlers.kit.screens import screen
from handlers.replies import Button, Reply
from handlers.words.formats import day
from storage.cases.cases import CaseRow
from storage.cases.steps import ask_for_more
from storage.ground.refusals import Refusal
from storage.rules.clocks import clocks_at

MAX_QUESTION = 1000


async def may_ask_until(context: Context, case: CaseRow) -> date:
    clocks = await clocks_at(context.db, case.received_on)
    return context.office.working_time.add_working_days(case.received_on, clocks.more)


async def may_ask(context: Context, case: CaseRow) -> bool:
    answerable = case.is_open and case.has_author and not case.same_as_id
    return answerable and context.today <= await may_ask_until(context, case)


async def _askable(context: Context, case_id: int) -> CaseRow:
    case = await seen_case(context, case_id)
    if not await may_ask(context, case):
        raise Refusal("cases.more_too_late", day=day(await may_ask_until(context, case)))
    return case


async def ask(context: Context, action: AskCitizen) -> Answer:
    case = await _askable(context, action.case_id)
    await context.ask(AskForMore(case.id))
    back = Button(context.say("button.case_back", code=case.code), ShowCase(case.id))
    return Reply(context.say("cases.ask_more", code=case.code), ((back,),))


async def answered(context: Context, asked: AskForMore, text: str) -> Answer:
    if len(text) > MAX_QUESTION:
        raise Refusal("text.too_long", limit=MAX_QUESTION)
    case = await _askable(context, asked.case_id)
    told = await ask_for_more(context.db, case.id, hand_of(context), text)
    agency = context.office.agency
    await tell_authors(
        context,
        told,
        lambda say, one: screen(
            say,
            say("case.told_more", agency=agency, code=one.code, text=text),
            [Button(say("button.case_more"), AddToCase(one.id))],
        ),
    )
    back = Button(context.say("button.case_back", code=case.code), ShowCase(case.id))
    return screen(context.say, context.say("cases.more_asked", code=case.code), [back])
