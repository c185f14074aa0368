"""More time for a case: once, with a reason that is kept and a new day that the citizen is told."""

from datetime import date

from handlers.alerts.news import News, alert_people
from handlers.cases import asking_time
from handlers.cases.actions import ChooseExtension, ExtendCase, GrantTime, ShowCase, ShowCases
from handlers.cases.lists import PAGE
from handlers.cases.questions import AskExtension, AskExtensionReason
from handlers.cases.sight import hand_of, seen_case
from handlers.cases.telling import directing, open_own, tell_authors
from handlers.context import Answer, Context
from handlers.kit.due_days import STEPS, example, read_deadline
from handlers.kit.naming import person_called
from handlers.kit.reach import reach, within
from handlers.kit.screens import page_buttons, screen
from handlers.replies import Button, Reply
from handlers.routing import LEADERS
from handlers.words.catalogue import Words
from handlers.words.formats import day, integer
from storage.cases.asking_time import open_request
from storage.cases.cases import CaseRow
from storage.cases.lists import CaseFilter, open_cases
from storage.cases.steps import extend
from storage.ground.refusals import Refusal

MAX_REASON = 500


async def _extendable(context: Context, case_id: int) -> CaseRow:
    case = await seen_case(context, case_id)
    if not case.is_open or case.assigned_at is None or case.extended_at is not None or case.same_as_id:
        raise Refusal("cases.extended_before")
    if await open_request(context.db, case.id) is not None:
        raise Refusal("cases.time_asked_before")
    return case


def _start(context: Context, case: CaseRow) -> date:
    """The day from which the extension is counted."""
    return max(case.due_on, context.today)


async def choose_case(context: Context, action: ChooseExtension) -> Answer:
    """Of the overdue ones that may have more time."""
    say, unit_id = context.say, action.unit_id
    units = await within(context, await reach(context, LEADERS), unit_id)
    late = [
        case
        for case in await open_cases(context.db, units, context.today)
        if case.due_on < context.today and case.can_be_extended
    ]
    first = action.page * PAGE
    rows = [
        Button(say("button.extend_case", code=case.code, day=day(case.due_on)), ExtendCase(case.id))
        for case in late[first : first + PAGE]
    ]
    steps = page_buttons(say, lambda to: ChooseExtension(unit_id, to), action.page, len(late) > first + PAGE)
    back = Button(say("button.back_to_cases"), ShowCases(CaseFilter.OVERDUE, 0, unit_id))
    text = say("cases.ask_which_extension", count=integer(len(late))) if late else say("cases.nothing_to_extend")
    return screen(say, text, [*rows, steps, back])


async def choose_extension(context: Context, action: ExtendCase) -> Answer:
    """Asks for the days, which are tapped or typed; then for the reason, which is typed."""
    case = await _extendable(context, action.case_id)
    start, working_time = _start(context, case), context.office.working_time
    if action.days is not None:
        due_on = working_time.add_working_days(start, action.days)
        return await _ask_reason(context, case, due_on, replaces=True)
    await context.ask(AskExtension(case.id))
    days = {count: working_time.add_working_days(start, count) for count in STEPS}
    say = context.say
    rows = [
        (Button(say("button.days", count=integer(count), day=day(due)), ExtendCase(case.id, count)),)
        for count, due in days.items()
    ]
    text = say("cases.ask_extension", code=case.code, due=day(case.due_on), example=example(working_time, start))
    return Reply(text, (*rows, (_back(context, case),)), replaces=True)


def _back(context: Context, case: CaseRow) -> Button:
    return Button(context.say("button.case_back", code=case.code), ShowCase(case.id))


async def days_answered(context: Context, asked: AskExtension, text: str) -> Answer:
    """`7`, or the new day."""
    case = await _extendable(context, asked.case_id)
    due_on = read_deadline(context.office.working_time, _start(context, case), text)
    return await _ask_reason(context, case, due_on)


async def _ask_reason(context: Context, case: CaseRow, due_on: date, *, replaces: bool = False) -> Reply:
    await context.ask(AskExtensionReason(case.id, due_on))
    setter = await asking_time.must_ask(context, case)
    if setter is None:
        text = context.say("cases.ask_reason", due=day(due_on))
    else:
        who = await person_called(context, context.say, setter)
        text = context.say("cases.ask_reason_above", due=day(due_on), who=who)
    return Reply(text, ((_back(context, case),),), replaces=replaces)


async def reason_answered(context: Context, asked: AskExtensionReason, text: str) -> Answer:
    if len(text) > MAX_REASON:
        raise Refusal("text.too_long", limit=MAX_REASON)
    case, due_on = await _extendable(context, asked.case_id), asked.due_on
    setter = await asking_time.must_ask(context, case)
    if setter is not None:
        return await asking_time.ask(context, case, setter, due_on, text)
    return await _extend(context, case, due_on, text)


async def grant(context: Context, action: GrantTime) -> Answer:
    """For the reason that was given with the request."""
    case, request = await asking_time.decided(context, action)
    reply = await _extend(context, case, request.due_on, request.text)
    await asking_time.tell_asker(context, case, request, granted=True)
    return reply


async def _extend(context: Context, case: CaseRow, due_on: date, text: str) -> Reply:
    extended = await extend(context.db, case.id, hand_of(context), due_on, text)
    await tell_authors(
        context,
        extended,
        lambda say, one: Reply(say("case.told_extended", code=one.code, due=day(due_on)), (open_own(say, one.id),)),
    )
    told = Words("vi")("cases.alert_extended", code=case.code, unit=case.unit, due=day(due_on), reason=text)
    step_id = next(one.step_id for one in extended if one.id == case.id)
    news = News("case_extended", step_id, case.unit_id, told, at_once=False)
    others = [person for person in await directing(context, case) if person.id != context.sender.id]
    await alert_people(context, news, others)
    key = "cases.extended" if case.has_author else "cases.extended_nobody"
    return Reply(context.say(key, code=case.code, due=day(due_on)), ((_back(context, case),),))
