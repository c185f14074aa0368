"""`/suco`: broken things are reported, chased and closed, mostly in one line."""

from datetime import date

from handlers.context import Answer, Context
from handlers.kit.consent import says_yes
from handlers.kit.occasion import words_for
from handlers.kit.reach import home_unit, reach
from handlers.kit.screens import screen
from handlers.registers.actions import (
    MarkChased,
    MarkFixed,
    ReopenIncident,
    ReportIncident,
    ReportOffered,
    ShowIncident,
    ShowIncidents,
    SplitNote,
    Which,
)
from handlers.registers.entries import MAX_TEXT, author, read_text, refuse_future, writable_incident
from handlers.registers.incident_corrections import set_since
from handlers.registers.incident_letters import enter_letter
from handlers.registers.incident_line import Act, IncidentLine, read_incident_line, tells_of_damage
from handlers.registers.incident_screens import incident_list, incident_screen
from handlers.registers.questions import AskIncident, OfferIncident
from handlers.replies import Button, Reply
from handlers.routing import REPORTERS
from handlers.words.formats import day
from storage.ground.refusals import Refusal
from storage.ground.text import fold, shorten
from storage.models import Register, Role, What
from storage.people.responsible import responsible
from storage.registers import incidents
from storage.registers.changes import add_change
from storage.registers.incidents import IncidentRow, IncidentState


async def incidents_command(context: Context, argument: str) -> Answer:
    if not argument or fold(argument) == "tat ca":
        return await incident_list(context, 0, everything=bool(argument), replaces=False)
    line = read_incident_line(argument, context.today)
    if line.number is None:
        return await _report(context, line)
    return await _act(context, line.number, line)


async def _act(context: Context, number: int, line: IncidentLine) -> Answer:
    if line.act is Act.SHOW:
        return await incident_screen(context, number)
    incident = await writable_incident(context, number)
    if line.act is Act.FIXED:
        return await _close(context, incident, line.on or context.today)
    if line.act is Act.SINCE and line.on is not None:
        return await set_since(context, incident, line.on)
    if line.letter is not None:
        return await enter_letter(context, incident, line.letter)
    if line.act is Act.BROKEN and incident.state is IncidentState.FIXED:
        return await _open_again(context, incident)
    return await _note(context, incident, line.text)


async def ask_new(context: Context, action: ReportIncident) -> Answer:
    await context.ask(AskIncident())
    back = Button(context.say("button.incidents"), ShowIncidents(Which.OPEN, 0))
    return Reply(context.say("incident.ask"), ((back,),))


async def new_answered(context: Context, asked: AskIncident, text: str) -> Answer:
    return await _report_words(context, text)


async def _report_words(context: Context, text: str) -> Answer:
    line = read_incident_line(text, context.today)
    return await _report(context, line if line.number is None else IncidentLine(Act.REPORT, text=text))


async def _report(context: Context, line: IncidentLine) -> Answer:
    unit_id, text = home_unit(context), read_text(line.text, MAX_TEXT)
    on = line.on or context.today
    refuse_future(context, on)
    incident_id = await incidents.report_incident(context.db, unit_id, text, on, author(context))
    for person in await responsible(context.db, unit_id, Role.OFFICER):
        if person.id != context.sender.id:
            say = words_for(person)
            told = say("incident.told", number=incident_id, text=shorten(text, 300))
            open_it = Button(say("button.incident_open"), ShowIncident(incident_id))
            context.notify(person, screen(say, told, [open_it]))
    return await incident_screen(context, incident_id, context.say("incident.stored", number=incident_id))


async def offer_incident(context: Context, text: str) -> Answer | None:
    """A sentence that tells of something broken: `Kiosk tầng trệt không lên màn hình`."""
    if REPORTERS.isdisjoint(context.sender.roles) or not tells_of_damage(text):
        return None
    await context.ask(OfferIncident(text))
    say = context.say
    yes = Button(say("button.incident_report"), ReportOffered())
    return screen(say, say("incident.offer", text=shorten(text, 200)), [yes])


async def report_offered(context: Context, action: ReportOffered) -> Answer:
    question = await context.claim(OfferIncident)
    if question is None:
        raise Refusal("button.stale")
    return await _report_words(context, question.text)


async def offer_answered(context: Context, asked: OfferIncident, text: str) -> Answer | None:
    """A word of consent; anything else is no answer."""
    return await _report_words(context, asked.text) if says_yes(text) else None


async def mark_fixed(context: Context, action: MarkFixed) -> Answer:
    incident = await writable_incident(context, action.incident_id)
    return await _close(context, incident, context.today, replaces=True)


async def _close(context: Context, incident: IncidentRow, on: date, *, replaces: bool = False) -> Answer:
    refuse_future(context, on)
    if on < incident.began_on:
        raise Refusal("incident.fixed_before", day=day(incident.began_on))
    if incident.fixed_on != on:
        await incidents.set_fixed(context.db, incident, on, author(context))
    done = context.say("incident.closed", number=incident.id, day=day(on))
    return await incident_screen(context, incident.id, done, replaces=replaces)


async def reopen(context: Context, action: ReopenIncident) -> Answer:
    return await _open_again(context, await writable_incident(context, action.incident_id), replaces=True)


async def _open_again(context: Context, incident: IncidentRow, *, replaces: bool = False) -> Answer:
    if incident.state is IncidentState.FIXED:
        await incidents.set_fixed(context.db, incident, None, author(context))
    done = context.say("incident.reopened", number=incident.id)
    return await incident_screen(context, incident.id, done, replaces=replaces)


async def mark_chased(context: Context, action: MarkChased) -> Answer:
    """Somebody was asked again by phone or in person: the next reminder comes in two weeks."""
    incident = await writable_incident(context, action.incident_id)
    words = context.say("incident.chased")
    await add_change(context.db, Register.INCIDENT, incident.id, author(context), What.NOTE, after=words)
    return await incident_screen(context, incident.id, context.say("incident.chase_noted"), replaces=True)


async def _note(context: Context, incident: IncidentRow, text: str) -> Answer:
    """Keeps a note with the incident. Where the number was part of the words (`3 máy in hỏng`), one tap makes a new
    report of it."""
    note = read_text(text, MAX_TEXT)
    change_id = await add_change(context.db, Register.INCIDENT, incident.id, author(context), What.NOTE, after=note)
    done = context.say("incident.noted", number=incident.id, text=shorten(note, 200))
    screen = await incident_screen(context, incident.id, done)
    split = Button(context.say("button.incident_split"), SplitNote(change_id))
    return Reply(screen.text, ((split,), *screen.rows))


async def split_note(context: Context, action: SplitNote) -> Answer:
    units = await reach(context, REPORTERS)
    number, text = await incidents.take_out_note(context.db, units, action.change_id, context.sender.id)
    return await _report(context, IncidentLine(Act.REPORT, text=f"{number} {text}"))
