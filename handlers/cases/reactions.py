"""What the citizen thinks of the answer: a face, and where the matter is not settled, the case is open again."""

from handlers.alerts.news import News, alert_people
from handlers.cases.actions import ObjectTo, RateAnswer, ReopenCase, ShowOwnCase
from handlers.cases.questions import AskCaseWords, AskObjection
from handlers.cases.sight import hand_of
from handlers.cases.telling import directing
from handlers.cases.writing import wait_for_more
from handlers.context import Answer, Context
from handlers.kit.screens import screen
from handlers.language.citizens import elsewhere
from handlers.replies import Button, Reply
from handlers.words.catalogue import Words
from handlers.words.formats import day
from handlers.words.keys import LEVEL
from storage.cases.cases import CaseRow, own_case
from storage.cases.steps import count_steps, newest_step, rate, reopen
from storage.ground.refusals import Refusal
from storage.models import StepKind
from storage.ratings.details import UNHAPPY_TO

_ALERT = {"case_reopened": "cases.alert_reopened", "case_unhappy": "cases.alert_unhappy"}
ANSWER_AGAIN_WITHIN = 5  # working days
REOPENINGS = 2
RATINGS = 10


async def _answered(context: Context, case_id: int) -> CaseRow:
    case = await own_case(context.db, context.sender.id, case_id)
    if case.answered_at is None or case.closed_at is not None:
        raise Refusal("case.not_answered")
    return case


async def rate_answer(context: Context, action: RateAnswer) -> Answer:
    case, level = await _answered(context, action.case_id), action.level
    say = context.say
    if case.level != level:
        if await count_steps(context.db, case.id, StepKind.RATED) >= RATINGS:
            raise Refusal("case.rated_often")
        await rate(context.db, case.id, hand_of(context), level)
        if level <= UNHAPPY_TO:
            # Of each answer once, however often the face is changed.
            turn = await newest_step(context.db, case.id, StepKind.ANSWERED)
            await _alert(context, "case_unhappy", turn, case, level=Words("vi")(LEVEL[level]))
    text = say("case.rated", level=say(LEVEL[level]))
    if level > UNHAPPY_TO:
        return screen(say, text, replaces=True)
    again = Button(say("button.case_reopen"), ReopenCase(case.id))
    return screen(say, f"{text}\n\n{say('case.may_reopen')}", [again], replaces=True)


async def _alert(context: Context, kind: str, step_id: int, case: CaseRow, **values: str) -> None:
    text = Words("vi")(_ALERT[kind], code=case.code, unit=case.unit, **values)
    await alert_people(context, News(kind, step_id, case.unit_id, text), await directing(context, case))


async def ask_reopen(context: Context, action: ReopenCase) -> Answer:
    case = await _answered(context, action.case_id)
    if await count_steps(context.db, case.id, StepKind.REOPENED) >= REOPENINGS:
        raise Refusal("case.reopened_often", count=REOPENINGS)
    await context.ask(AskObjection(case.id))
    return screen(context.say, context.say("case.ask_reopen"))


async def reopen_answered(context: Context, asked: AskObjection, text: str) -> Answer | None:
    """None for a question or a courtesy: what was asked stays asked."""
    if elsewhere(text):
        await context.ask(asked)
        return None
    return await _reopen(context, await _answered(context, asked.case_id), text)


async def object_to(context: Context, action: ObjectTo) -> Answer:
    """Objects with what was typed before, by one tap."""
    case = await _answered(context, action.case_id)
    if await count_steps(context.db, case.id, StepKind.REOPENED) >= REOPENINGS:
        raise Refusal("case.reopened_often", count=REOPENINGS)
    typed = await context.claim(AskCaseWords)
    if typed is None or not typed.text:
        return await ask_reopen(context, ReopenCase(case.id))
    return await _reopen(context, case, typed.text)


async def _reopen(context: Context, case: CaseRow, text: str) -> Reply:
    due_on = context.office.working_time.add_working_days(context.today, ANSWER_AGAIN_WITHIN)
    turn = await reopen(context.db, case.id, hand_of(context), text, due_on)
    await _alert(context, "case_reopened", turn.step_id, case, due=day(due_on))
    await wait_for_more(context, case.id)
    own = Button(context.say("button.case_own"), ShowOwnCase(case.id))
    return screen(context.say, context.say("case.reopened", code=case.code, due=day(due_on)), [own])
