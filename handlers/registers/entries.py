"""What the registers share: who may correct an entry, and what has happened to it."""

from datetime import date
from functools import partial

from handlers.context import Answer, Context
from handlers.kit.naming import called
from handlers.kit.reach import reach
from handlers.kit.screens import page_buttons, screen
from handlers.registers.actions import ShowHistory, ShowIncident, ShowIndicator, ShowProposal
from handlers.registers.document_actions import ShowDocument
from handlers.replies import Button
from handlers.routing import REPORTERS, STAFF
from handlers.words.catalogue import Keys, Words
from handlers.words.formats import day, moment
from handlers.words.keys import EVERY, PROPOSAL_KIND
from storage.ground.refusals import Refusal
from storage.ground.text import shorten
from storage.models import Register, Role, What
from storage.registers.changes import Author, ChangeRow, changes_of
from storage.registers.documents import find_document
from storage.registers.incidents import IncidentRow, IncidentState, find_incident
from storage.registers.indicators import find_indicator
from storage.registers.proposals import find_proposal

_CHANGE = Keys("entry.{}", What)
PAGE = 8
MAX_TEXT = 1000
_SHOW = {
    Register.INCIDENT: ShowIncident,
    Register.INDICATOR: ShowIndicator,
    Register.PROPOSAL: ShowProposal,
    Register.DOCUMENT: ShowDocument,
}
_DAYS = (What.SINCE, What.FIXED, What.REOPENED)


def author(context: Context) -> Author:
    return Author(context.sender.id, context.now)


async def may_correct(context: Context, unit_id: int, author_id: int | None) -> bool:
    """Whoever wrote the entry, and the officer whose units it is in."""
    roles = context.sender.roles
    if author_id == context.sender.id and not REPORTERS.isdisjoint(roles):
        return True
    return Role.OFFICER in roles and unit_id in await reach(context, [Role.OFFICER])


async def refuse_others(context: Context, unit_id: int, author_id: int | None) -> None:
    if not await may_correct(context, unit_id, author_id):
        raise Refusal("register.not_yours")


def read_text(text: str, limit: int) -> str:
    if len(text) > limit:
        raise Refusal("text.too_long", limit=limit)
    return text


def refuse_future(context: Context, on: date) -> None:
    if on > context.today:
        raise Refusal("register.future")


async def writable_incident(context: Context, incident_id: int) -> IncidentRow:
    """An incident that the sender may write about; refuses others."""
    incident = await find_incident(context.db, await reach(context, REPORTERS), incident_id, context.today)
    if incident.state is IncidentState.WITHDRAWN:
        raise Refusal("incident.withdrawn", number=incident.id)
    return incident


async def show_history(context: Context, action: ShowHistory) -> Answer:
    """The changes of an entry, newest first."""
    register, entry_id, page = action.register, action.entry_id, action.page
    title = await _title(context, register, entry_id)
    found = await changes_of(context.db, register, entry_id, PAGE + 1, page * PAGE)
    say = context.say
    lines = [say("entry.history", title=shorten(title, 120))]
    lines += [_line(say, change) for change in found[:PAGE]]
    if not found:
        lines.append(say("entry.no_changes"))
    steps = page_buttons(say, partial(ShowHistory, register, entry_id), page, len(found) > PAGE)
    back = Button(say("button.back_to_entry"), _SHOW[register](entry_id))
    return screen(say, lines, [steps, back], replaces=True)


async def _title(context: Context, register: Register, entry_id: int) -> str:
    """Refuses where the entry is not the sender's to see."""
    units = await reach(context, STAFF)
    match register:
        case Register.INCIDENT:
            return (await find_incident(context.db, units, entry_id, context.today)).text
        case Register.INDICATOR:
            return (await find_indicator(context.db, units, entry_id)).name
        case Register.PROPOSAL:
            return (await find_proposal(context.db, units, entry_id)).text
        case Register.DOCUMENT:
            return (await find_document(context.db, units, entry_id)).label


def _line(say: Words, change: ChangeRow) -> str:
    who = called(say, change.person)
    head = say("entry.change", at=moment(change.made_at), who=who)
    return f"• {head}\n  {_words(say, change)}"


def _words(say: Words, change: ChangeRow) -> str:
    before, after = (_value(say, change.what, value) for value in (change.before, change.after))
    return say(_CHANGE[change.what], before=before, after=after)


def _value(say: Words, what: What, value: str) -> str:
    if not value:
        return say("entry.nothing")
    if what in _DAYS:
        return day(date.fromisoformat(value))
    if what is What.EVERY:
        return say(EVERY[value])
    if what is What.KIND:
        return say(PROPOSAL_KIND[value])
    return shorten(value, 200)
