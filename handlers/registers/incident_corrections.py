"""An entry about a broken thing is put right, or withdrawn; what was there before stays in its history."""

from datetime import date

from handlers.context import Answer, Context
from handlers.kit.reach import reach
from handlers.registers.actions import (
    ChangeIncidentText,
    ChangeSince,
    RestoreIncident,
    ShowIncident,
    WithdrawIncident,
)
from handlers.registers.entries import MAX_TEXT, author, read_text, refuse_future, refuse_others
from handlers.registers.incident_screens import incident_screen
from handlers.registers.questions import AskIncidentText, AskSince
from handlers.replies import Button, Reply
from handlers.routing import REPORTERS
from handlers.words.formats import day
from storage.ground.days.typed_days import parse_day
from storage.ground.refusals import Refusal
from storage.registers import incidents
from storage.registers.incidents import IncidentRow, IncidentState, find_incident


async def _own(context: Context, incident_id: int) -> IncidentRow:
    incident = await find_incident(context.db, await reach(context, REPORTERS), incident_id, context.today)
    await refuse_others(context, incident.unit_id, incident.person_id)
    return incident


async def ask_text(context: Context, action: ChangeIncidentText) -> Answer:
    incident = await _own(context, action.incident_id)
    await context.ask(AskIncidentText(incident.id))
    return _question(context, incident, "incident.ask_text")


async def text_answered(context: Context, asked: AskIncidentText, text: str) -> Answer:
    incident = await _own(context, asked.incident_id)
    await incidents.set_incident_text(context.db, incident, read_text(text, MAX_TEXT), author(context))
    return await incident_screen(context, incident.id, context.say("entry.corrected"))


async def ask_since(context: Context, action: ChangeSince) -> Answer:
    incident = await _own(context, action.incident_id)
    await context.ask(AskSince(incident.id))
    return _question(context, incident, "incident.ask_since")


def _question(context: Context, incident: IncidentRow, key: str) -> Reply:
    back = Button(context.say("button.back_to_entry"), ShowIncident(incident.id))
    return Reply(context.say(key, number=incident.id), ((back,),))


async def since_answered(context: Context, asked: AskSince, text: str) -> Answer:
    on = parse_day(text, context.today)
    if on is None:
        raise Refusal("register.day_unclear")
    return await set_since(context, await _own(context, asked.incident_id), on)


async def set_since(context: Context, incident: IncidentRow, on: date) -> Answer:
    await refuse_others(context, incident.unit_id, incident.person_id)
    refuse_future(context, on)
    if incident.fixed_on is not None and on > incident.fixed_on:
        raise Refusal("incident.fixed_before", day=day(on))
    await incidents.set_began_on(context.db, incident, on, author(context))
    return await incident_screen(context, incident.id, context.say("entry.corrected"))


async def withdraw(context: Context, action: WithdrawIncident) -> Answer:
    return await _withdraw(context, action.incident_id, withdrawn=True)


async def restore(context: Context, action: RestoreIncident) -> Answer:
    return await _withdraw(context, action.incident_id, withdrawn=False)


async def _withdraw(context: Context, incident_id: int, *, withdrawn: bool) -> Answer:
    """It can be taken back with one tap, so nobody is asked twice."""
    incident = await _own(context, incident_id)
    if withdrawn != (incident.state is IncidentState.WITHDRAWN):
        await incidents.set_incident_withdrawn(context.db, incident, withdrawn, author(context))
    done = context.say("entry.is_withdrawn" if withdrawn else "entry.is_restored")
    return await incident_screen(context, incident.id, done, replaces=True)
