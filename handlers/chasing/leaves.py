"""`/nghi 01/08-10/08`: out of office, with a deputy."""

from typing import Any

from handlers.actions import numbers
from handlers.context import Answer, Context
from handlers.menus import main_button
from handlers.numbers import day
from handlers.occasion import words_for
from handlers.replies import Button, Reply
from storage.days.period_text import parse_coming_period
from storage.days.periods import Period
from storage.messages import questions
from storage.models import Role
from storage.people import leaves
from storage.people.people import find_sender
from storage.refusals import Refusal
from storage.text import shorten

LONGEST_DAYS = 370


async def leave_command(context: Context, argument: str) -> Answer:
    if not argument:
        return await _show(context)
    period = parse_coming_period(argument, context.today)
    if period is None or period.last < context.today or (period.last - period.first).days > LONGEST_DAYS:
        raise Refusal("leave.unclear")
    leave_id = await leaves.add_leave(context.db, context.sender.id, period.first, period.last)
    return await _ask_deputy(context, leave_id, period)


async def leave_answered(context: Context, data: dict[str, Any], text: str) -> Answer:
    return await leave_command(context, text)


async def _show(context: Context) -> Reply:
    say = context.say
    found = await leaves.leaves_of(context.db, context.sender.id, context.today)
    await questions.ask(context.db, context.sender.id, "leave", {}, context.now)
    lines = [say("leave.ask")]
    rows = []
    for leave in found:
        deputy = leave.deputy or say("leave.no_deputy" if leave.deputy_id is None else "history.somebody")
        lines.append(say("leave.line", first=day(leave.first), last=day(leave.last), deputy=deputy))
        label = say("button.leave_end", first=day(leave.first))
        rows.append((Button(label, action=f"leave_end:{leave.id}"),))
    return Reply("\n".join(lines), (*rows, (main_button(say),)))


async def _ask_deputy(context: Context, leave_id: int, period: Period) -> Reply:
    say = context.say
    units = [unit for role in (Role.STAFF, Role.OFFICER) for unit in context.sender.roles.get(role, ())]
    rows = tuple(
        (Button(shorten(name or say("leave.nameless", number=person_id), 50),
                action=f"leave_deputy:{leave_id}:{person_id}"),)
        for person_id, name in await leaves.colleagues(context.db, context.sender.id, units)
    )[:20]  # fmt: skip
    key = "leave.which_deputy" if rows else "leave.alone"
    return Reply(say(key, first=day(period.first), last=day(period.last)), (*rows, (main_button(say),)))


async def choose_deputy(context: Context, argument: str) -> Answer:
    leave_id, deputy_id = numbers(argument, 2)
    leave = await leaves.own_leave(context.db, context.sender.id, leave_id)
    units = [unit for role in (Role.STAFF, Role.OFFICER) for unit in context.sender.roles.get(role, ())]
    if deputy_id not in dict(await leaves.colleagues(context.db, context.sender.id, units)):
        raise Refusal("button.stale")
    await leaves.set_deputy(context.db, leave.id, deputy_id)
    deputy = await find_sender(context.db, deputy_id)
    days = {"first": day(leave.first), "last": day(leave.last)}
    if deputy is not None:
        say = words_for(deputy)
        who = context.sender.name or say("history.somebody")
        context.notify(deputy, Reply(say("leave.you_are_deputy", who=who, **days), ((main_button(say),),)))
    name = (deputy.name if deputy else None) or context.say("history.somebody")
    return Reply(context.say("leave.kept", deputy=name, **days), ((main_button(context.say),),), replaces=True)


async def end(context: Context, argument: str) -> Answer:
    leave = await leaves.own_leave(context.db, context.sender.id, *numbers(argument, 1))
    await leaves.end_leave(context.db, leave.id, context.now)
    return Reply(context.say("leave.ended"), ((main_button(context.say),),), replaces=True)
