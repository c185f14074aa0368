"""`/nghi 22/06-26/06`: out of office, with a deputy."""

from datetime import date, timedelta
from functools import partial

from handlers.chasing.actions import AddLeave, AskLeave, ChooseDeputy, EndLeave, NameDeputy, ShowDeputies
from handlers.context import Answer, Context
from handlers.kit import choosing
from handlers.kit.consent import says_yes
from handlers.kit.naming import called, sender_called
from handlers.kit.occasion import words_for
from handlers.kit.screens import screen
from handlers.replies import Button, Reply
from handlers.words.formats import day, integer
from storage.ground.days.period_text import parse_coming_period
from storage.ground.days.periods import Period
from storage.ground.refusals import Refusal
from storage.ground.text import shorten
from storage.models import Role
from storage.people import leaves
from storage.people.people import find_sender

LONGEST_DAYS = 370
# Beyond these a leave is stored only when it is confirmed: the days may have been typed the wrong way round.
USUAL_DAYS, USUAL_BACK = 60, timedelta(days=7)


def example(today: date) -> str:
    """The working days of next week: `22/06-26/06`."""
    monday = today + timedelta(days=7 - today.weekday())
    return f"{monday:%d/%m}-{monday + timedelta(days=4):%d/%m}"


async def leave_command(context: Context, argument: str) -> Answer:
    if not argument:
        return await _show(context)
    period = parse_coming_period(argument, context.today)
    if period is None or not _is_possible(period, context.today):
        days = example(context.today)
        raise Refusal("leave.unclear", example=days, one=days.partition("-")[0])
    if _is_usual(period, context.today):
        return await _add(context, period)
    return await _ask_whether(context, period)


def _is_possible(period: Period, today: date) -> bool:
    return period.last >= today and (period.last - period.first).days <= LONGEST_DAYS


def _is_usual(period: Period, today: date) -> bool:
    return period.first >= today - USUAL_BACK and (period.last - period.first).days < USUAL_DAYS


def _other_way_round(period: Period, today: date) -> Period | None:
    """`10/12-01/12` was read as a year's leave; 01/12-10/12 may have been meant."""
    try:
        turned = Period(period.last, period.first.replace(year=period.first.year + 1))
    except ValueError:
        return None
    return turned if _is_usual(turned, today) else None


async def _ask_whether(context: Context, period: Period) -> Reply:
    say = context.say
    turned = _other_way_round(period, context.today)
    await context.ask(AskLeave(period))
    buttons = [
        Button(say("button.leave_add", first=day(one.first), last=day(one.last)), AddLeave(one))
        for one in (turned, period)
        if one is not None
    ]
    count = integer((period.last - period.first).days + 1)
    text = say("leave.sure", first=day(period.first), last=day(period.last), count=count)
    return screen(say, text, buttons)


async def confirm(context: Context, action: AddLeave) -> Answer:
    if not _is_possible(action.period, context.today):
        raise Refusal("button.stale")
    await context.claim(AskLeave)
    return await _add(context, action.period)


async def _add(context: Context, period: Period) -> Answer:
    leave_id = await leaves.add_leave(context.db, context.sender.id, period.first, period.last)
    return await _ask_deputy(context, leave_id, period, 0)


async def leave_answered(context: Context, asked: AskLeave, text: str) -> Answer:
    if asked.code is not None and says_yes(text):
        return await confirm(context, AddLeave(asked.code))
    return await leave_command(context, text)


async def _show(context: Context) -> Reply:
    say = context.say
    found = await leaves.leaves_of(context.db, context.sender.id, context.today)
    await context.ask(AskLeave())
    lines = [say("leave.ask", example=example(context.today))]
    buttons = []
    for leave in found:
        deputy = say("leave.no_deputy") if leave.deputy_id is None else called(say, leave.deputy)
        lines.append(say("leave.line", first=day(leave.first), last=day(leave.last), deputy=deputy))
        label = say("button.leave_end", first=day(leave.first), last=day(leave.last))
        buttons.append(Button(label, EndLeave(leave.id)))
    return screen(say, lines, buttons)


async def show_deputies(context: Context, action: ShowDeputies) -> Answer:
    leave = await leaves.own_leave(context.db, context.sender.id, action.leave_id)
    return await _ask_deputy(context, leave.id, Period(leave.first, leave.last), action.page, replaces=True)


async def deputy_named(context: Context, asked: NameDeputy, text: str) -> Answer | None:
    choose = partial(ChooseDeputy, asked.leave_id)
    return await choosing.person_named(context, asked, await _colleagues(context), choose, text)


async def _ask_deputy(context: Context, leave_id: int, period: Period, page: int, *, replaces: bool = False) -> Reply:
    people = await _colleagues(context)
    key = "leave.which_deputy" if people else "leave.alone"
    return await choosing.choose_person(
        context,
        context.say(key, first=day(period.first), last=day(period.last)),
        people,
        partial(ChooseDeputy, leave_id),
        partial(ShowDeputies, leave_id),
        page,
        asks=NameDeputy(leave_id),
        replaces=replaces,
    )


async def _colleagues(context: Context) -> list[choosing.Person]:
    say = context.say
    units = [unit for role in (Role.STAFF, Role.OFFICER) for unit in context.sender.roles.get(role, ())]
    return [
        choosing.Person(person_id, shorten(name or say("leave.nameless", number=person_id), 50), name or "")
        for person_id, name in await leaves.colleagues(context.db, context.sender.id, units)
    ]


async def choose_deputy(context: Context, action: ChooseDeputy) -> Answer:
    leave = await leaves.own_leave(context.db, context.sender.id, action.leave_id)
    if action.deputy_id not in {person.id for person in await _colleagues(context)}:
        raise Refusal("button.stale")
    await context.claim(NameDeputy)
    await leaves.set_deputy(context.db, leave.id, action.deputy_id)
    deputy = await find_sender(context.db, action.deputy_id)
    days = {"first": day(leave.first), "last": day(leave.last)}
    if deputy is not None:
        say = words_for(deputy)
        who = await sender_called(context)
        context.notify(deputy, screen(say, say("leave.you_are_deputy", who=who, **days), alone=True))
    name = called(context.say, (await leaves.own_leave(context.db, context.sender.id, leave.id)).deputy)
    return screen(context.say, context.say("leave.kept", deputy=name, **days), replaces=True)


async def end(context: Context, action: EndLeave) -> Answer:
    leave = await leaves.own_leave(context.db, context.sender.id, action.leave_id)
    await leaves.end_leave(context.db, leave.id, context.now)
    return screen(context.say, context.say("leave.ended"), replaces=True)
