"""A deadline that somebody above has set is not moved below: whoever needs more time asks them, and they may refuse."""

from datetime import date

from handlers.alerts.standing_in import next_in_line
from handlers.cases.actions import DenyTime, GrantTime, OfRequest, ShowCase
from handlers.cases.sight import hand_of, led_case
from handlers.context import Answer, Context
from handlers.kit.naming import called, person_called, sender_called
from handlers.kit.occasion import Occasion, words_for
from handlers.kit.screens import screen
from handlers.kit.staff import is_time
from handlers.replies import Button, Reply
from handlers.routing import LEADERS
from handlers.words.catalogue import Words
from handlers.words.formats import day
from storage.cases.asking_time import ask_for_time, deny_time, open_request, setter_of, waiting_requests
from storage.cases.cases import CaseRow
from storage.cases.steps import StepRow
from storage.ground.refusals import Refusal
from storage.messages.notices import claim_notice
from storage.models import Role
from storage.people.people import Sender, find_sender
from storage.people.responsible import responsible
from storage.people.units import all_units, units_above

REMINDED_AFTER = 1  # working days; the next in line is asked after one more


async def must_ask(context: Context, case: CaseRow) -> Sender | None:
    """Whoever set the deadline, where the sender does not stand beside or above them."""
    setter_id = await setter_of(context.db, case.id)
    setter = await find_sender(context.db, setter_id) if setter_id else None
    if setter is None or LEADERS.isdisjoint(setter.roles) or setter.id == context.sender.id:
        return None
    return None if await _stands_over(context, setter) else setter


async def _stands_over(context: Context, setter: Sender) -> bool:
    """A director over whoever holds a role at their unit or below; an officer over officers."""
    above = units_above(await all_units(context.db))
    mine = context.sender.roles
    for role in (Role.DIRECTOR,) if Role.DIRECTOR in setter.roles else (Role.DIRECTOR, Role.OFFICER):
        held = {unit for kind in LEADERS for unit in setter.roles.get(kind, ())}
        if all(not set(above[unit]).isdisjoint(mine.get(role, ())) for unit in held):
            return True
    return False


async def ask(context: Context, case: CaseRow, setter: Sender, due_on: date, reason: str) -> Reply:
    step_id = await ask_for_time(context.db, case.id, hand_of(context), due_on, reason)
    say = words_for(setter)
    who = await sender_called(context)
    text = say("cases.told_asked", who=who, code=case.code, due=day(case.due_on), until=day(due_on), reason=reason)
    context.notify(setter, screen(say, text, [*request_rows(say, case.id, step_id), _open(say, case)]))
    kept = context.say("cases.asked_time", code=case.code, due=day(case.due_on))
    return screen(context.say, kept, [_back(context, case)])


def request_rows(say: Words, case_id: int, step_id: int) -> list[tuple[Button, ...]]:
    deny = Button(say("button.case_time_deny"), DenyTime(case_id, step_id))
    return [(Button(say("button.case_time_grant"), GrantTime(case_id, step_id)), deny)]


def _open(say: Words, case: CaseRow) -> Button:
    return Button(say("button.open"), ShowCase(case.id))


def _back(context: Context, case: CaseRow) -> Button:
    return Button(context.say("button.case_back", code=case.code), ShowCase(case.id))


async def may_decide(context: Context, case: CaseRow, request: StepRow) -> bool:
    """Whoever set the deadline, who stands over them, or in their place where they cannot be reached or have not
    answered in time."""
    setter = await must_ask(context, case)
    if setter is None:
        return not LEADERS.isdisjoint(context.sender.roles)
    if has_waited(context, request) > REMINDED_AFTER:
        return context.sender.id in {one.id for one in await next_in_line(context, setter, case.unit_id)}
    next_ones = await responsible(context.db, case.unit_id, Role.DIRECTOR) if setter.unreachable_at else []
    stands_in = setter.unreachable_at is not None and Role.OFFICER in context.sender.roles
    return stands_in or context.sender.id in {one.id for one in next_ones if one.id != setter.id}


async def decided(context: Context, action: OfRequest) -> tuple[CaseRow, StepRow]:
    """The case and its open request; refuses where somebody else is to decide, or nothing is asked any more."""
    case = await led_case(context, action.case_id)
    request = await open_request(context.db, case.id)
    if request is None or request.id != action.step_id or not case.is_open or case.extended_at is not None:
        raise Refusal("cases.no_request")
    if request.person_id == context.sender.id or not await may_decide(context, case, request):
        raise Refusal("cases.not_yours_to_move")
    return case, request


def has_waited(occasion: Occasion, request: StepRow) -> int:
    """Working days since it was asked for."""
    return occasion.office.working_time.working_days(request.on, occasion.today)


async def chase_requests(occasion: Occasion) -> None:
    """Whoever set the deadline is reminded once; then the next in line is asked, who may decide from then on."""
    if not is_time(occasion):
        return
    for case, request in await waiting_requests(occasion.db):
        waited = has_waited(occasion, request)
        setter_id = await setter_of(occasion.db, case.id)
        setter = await find_sender(occasion.db, setter_id) if setter_id else None
        if not waited or setter is None or LEADERS.isdisjoint(setter.roles):
            continue
        goes_on = waited > REMINDED_AFTER
        if not await claim_notice(
            occasion.db, f"time_asked:{request.id}:{min(waited, REMINDED_AFTER + 1)}", occasion.now
        ):
            continue
        people = await next_in_line(occasion, setter, case.unit_id) if goes_on else [setter]
        for person in people:
            if person.id != request.person_id:
                await _remind(occasion, person, case, request, setter if goes_on else None)


async def _remind(occasion: Occasion, person: Sender, case: CaseRow, request: StepRow, silent: Sender | None) -> None:
    say = words_for(person)
    asks = {"who": called(say, request.who), "code": case.code, "due": day(case.due_on), "until": day(request.due_on)}
    lines = [say("cases.time_asked_again", day=day(request.on))]
    if silent is not None:
        lines = [say("cases.time_asked_next", who=await person_called(occasion, say, silent), day=day(request.on))]
    lines.append(say("cases.told_asked", reason=request.text, **asks))
    occasion.notify(person, screen(say, lines, [*request_rows(say, case.id, request.id), _open(say, case)]))


async def deny(context: Context, action: DenyTime) -> Answer:
    case, request = await decided(context, action)
    await deny_time(context.db, case.id, hand_of(context))
    await tell_asker(context, case, request, granted=False)
    text = context.say("cases.denied", code=case.code, due=day(case.due_on))
    return screen(context.say, text, [_back(context, case)])


async def tell_asker(context: Context, case: CaseRow, request: StepRow, *, granted: bool) -> None:
    asker = await find_sender(context.db, request.person_id) if request.person_id else None
    if asker is not None and not asker.is_citizen:
        say, who = words_for(asker), await sender_called(context)
        words = {"who": who, "code": case.code, "due": day(case.due_on), "until": day(request.due_on)}
        text = say("cases.told_granted" if granted else "cases.told_denied", **words)
        context.notify(asker, screen(say, text, [_open(say, case)]))
