"""A leader gives a case to a unit with a deadline: from the case, or from any alert, of which a case is then made."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from handlers.alerts.actions import ShowAlert
from handlers.alerts.news import NOT_ASSIGNED, told_alert
from handlers.cases.actions import Assign, AssignAlert, AssignToUnit, AssignWithin, OfAssignment, ShowCase
from handlers.cases.answer_actions import AssignByRule, Clock
from handlers.cases.questions import AskDue
from handlers.cases.sight import hand_of, led_case
from handlers.cases.telling import open_own, tell_authors
from handlers.context import Answer, Context
from handlers.kit import choosing
from handlers.kit.due_days import STEPS, example, read_deadline
from handlers.kit.occasion import words_for
from handlers.kit.reach import reach
from handlers.kit.screens import main_button, screen
from handlers.kit.staff import Directory
from handlers.replies import Button, Reply
from handlers.routing import LEADERS
from handlers.words.catalogue import Keys
from handlers.words.formats import day, integer
from storage.cases.cases import Added, NewCase, add_case, case_of_source, case_of_step
from storage.cases.steps import assign
from storage.ground.refusals import Refusal
from storage.messages.alerts import AlertRow, mark_seen
from storage.models import CaseKind
from storage.people.units import UnitRow, all_units
from storage.rules.clocks import clocks_at

_BY_RULE = Keys("button.by_rule_{}", Clock)


async def assign_from_alert(context: Context, action: AssignAlert) -> Answer:
    row = await told_alert(context, action.alert_id)
    return await choose_unit(context, Assign(0, row.id))


async def choose_unit(context: Context, action: Assign) -> Answer:
    units = await reach(context, LEADERS)
    subject_id, _ = await _subject(context, action)
    what = action.case_id, action.alert_id
    return await choosing.choose_unit(
        context,
        context.say("cases.which_unit"),
        units,
        partial(AssignToUnit, *what),
        partial(Assign, *what),
        action.page or 0,
        back=[await _ways_back(context, subject_id, action.alert_id)],
        replaces=action.page is not None,
    )


async def _ways_back(context: Context, case_id: int, alert_id: int) -> tuple[Button, ...]:
    """To the case, or else to the alert of which one would be made."""
    say = context.say
    if case_id:
        back = Button(say("button.case_back", code=(await led_case(context, case_id)).code), ShowCase(case_id))
    else:
        back = Button(say("button.alert_back"), ShowAlert(alert_id))
    return (back, main_button(say))


async def choose_days(context: Context, action: AssignToUnit) -> Answer:
    """The deadline is tapped, or typed."""
    what = action.case_id, action.alert_id, action.unit_id
    unit = await _unit(context, action.unit_id)
    say = context.say
    await context.ask(AskDue(*what))
    working_time = context.office.working_time
    rows = await _by_rule(context, action)
    for count in STEPS:
        due = day(working_time.add_working_days(context.today, count))
        label = say("button.days", count=integer(count), day=due)
        rows.append((Button(label, AssignWithin(*what, count)),))
    text = say("cases.which_deadline", unit=unit.name, example=example(working_time, context.today))
    return screen(say, text, rows, replaces=True)


async def _by_rule(context: Context, action: AssignToUnit) -> list[tuple[Button, ...]]:
    """What the rules give, as far as it is not over."""
    days = await _days_by_rule(context, action)
    values = {clock: day(due) for clock, due in days.items() if due > context.today}
    what = action.case_id, action.alert_id, action.unit_id
    return [
        (Button(context.say(_BY_RULE[clock], day=due), AssignByRule(*what, clock)),) for clock, due in values.items()
    ]


async def _days_by_rule(context: Context, action: AssignToUnit) -> dict[Clock, date]:
    """Counted from the day on which it was received; what cannot wait, from today."""
    case_id, _ = await _subject(context, action)
    received_on = (await led_case(context, case_id)).received_on if case_id else context.today
    clocks, working_time = await clocks_at(context.db, received_on), context.office.working_time
    return {
        Clock.USUAL: working_time.add_working_days(received_on, clocks.answer),
        Clock.URGENT: working_time.add_working_days(context.today, clocks.urgent),
    }


async def rule_chosen(context: Context, action: AssignByRule) -> Answer:
    await context.claim(AskDue)
    due_on = (await _days_by_rule(context, action))[action.clock]
    if due_on <= context.today:
        raise Refusal("button.stale")
    unit = await _unit(context, action.unit_id)
    return await _assign(context, action, unit, due_on, urgent=action.clock is Clock.URGENT)


async def days_chosen(context: Context, action: AssignWithin) -> Answer:
    await context.claim(AskDue)
    due_on = context.office.working_time.add_working_days(context.today, action.days)
    return await _assign(context, action, await _unit(context, action.unit_id), due_on)


async def due_answered(context: Context, asked: AskDue, text: str) -> Answer:
    due_on = read_deadline(context.office.working_time, context.today, text)
    return await _assign(context, asked, await _unit(context, asked.unit_id), due_on)


async def _unit(context: Context, unit_id: int) -> UnitRow:
    if unit_id not in await reach(context, LEADERS):
        raise Refusal("rights.unit")
    return next(unit for unit in await all_units(context.db) if unit.id == unit_id)


async def _subject(context: Context, of: OfAssignment | AskDue) -> tuple[int, AlertRow | None]:
    """The case that is meant, as far as there is one; and the alert it was told by."""
    case_id = of.case_id
    row = await told_alert(context, of.alert_id) if of.alert_id else None
    if row is not None:
        if row.kind in NOT_ASSIGNED:
            raise Refusal("button.stale")
        if row.kind.startswith("case_"):
            case_id = await case_of_step(context.db, row.subject_id) or 0
        else:
            made = await case_of_source(context.db, row.kind, row.subject_id)
            case_id = made.id if made else 0
    if case_id:
        # Handled together with another: that one is meant.
        case = await led_case(context, case_id)
        case_id = case.same_as_id or case.id
    elif row is None or row.unit_id not in await reach(context, LEADERS):
        raise Refusal("cases.unknown")
    return case_id, row


async def _assign(
    context: Context, what: OfAssignment | AskDue, unit: UnitRow, due_on: date, *, urgent: bool = False
) -> Reply:
    case_id, row = await _subject(context, what)
    hand = hand_of(context)
    if row is not None:
        await mark_seen(context.db, row.id, context.now)
        if not case_id:
            source = (row.kind, row.subject_id)
            new = NewCase(CaseKind.INTERNAL, row.unit_id, row.text, due_on, source)
            case_id = (await add_case(context.db, hand, new)).id
    assigned = await assign(context.db, case_id, hand, unit.id, due_on, urgent=urgent)
    told = await _tell(context, assigned, unit, due_on, urgent=urgent)
    code = next(case.code for case in assigned if case.id == case_id)
    key = "cases.assigned" if told else "cases.assigned_nobody"
    text = context.say(key, code=code, unit=unit.name, due=day(due_on), count=integer(told))
    back = Button(context.say("button.case_back", code=code), ShowCase(case_id))
    return screen(context.say, text, [back])


async def _tell(context: Context, assigned: Sequence[Added], unit: UnitRow, due_on: date, *, urgent: bool) -> int:
    """The unit, which hears of it once, and each of those who wrote. How many of the unit there are to hear it."""
    values = {"unit": unit.name, "due": day(due_on)}
    await tell_authors(
        context,
        assigned,
        lambda say, one: Reply(say("case.told_assigned", code=one.code, **values), (open_own(say, one.id),)),
    )
    of_unit = await (await Directory.open(context)).of(unit.id)
    people = {person.id: person for person in (*of_unit.staff, *of_unit.heads) if person.id != context.sender.id}
    case = assigned[0]
    for person in people.values():
        say = words_for(person)
        open_it = Button(say("button.open"), ShowCase(case.id))
        text = say("cases.told_unit_urgent" if urgent else "cases.told_unit", code=case.code, **values)
        context.notify(person, Reply(text, ((open_it,),)))
    return len(people)
