"""The list of broken things, and one of them."""

from handlers.context import Answer, Context
from handlers.kit.naming import called
from handlers.kit.reach import name_of, reach, within
from handlers.kit.screens import main_button, page_buttons, screen
from handlers.registers.actions import (
    AddLetter,
    ChangeIncidentText,
    ChangeSince,
    MarkChased,
    MarkFixed,
    ReopenIncident,
    ReportIncident,
    RestoreIncident,
    ShowHistory,
    ShowIncident,
    ShowIncidents,
    UndoLetter,
    Which,
    WithdrawIncident,
)
from handlers.registers.entries import may_correct
from handlers.replies import Button, Reply, Rows
from handlers.routing import REPORTERS, STAFF
from handlers.words.catalogue import Keys, Words
from handlers.words.formats import day, integer
from handlers.words.registers import letter_words
from storage.ground.text import shorten
from storage.models import Register
from storage.registers.incidents import (
    IncidentRow,
    IncidentState,
    all_incidents,
    count_open_incidents,
    find_incident,
    open_incidents,
)

_OTHERS = Keys("button.incidents_{}", Which)
_STATE = Keys("incident.{}", IncidentState)
_STATE_TODAY = Keys("incident.{}_today", (IncidentState.OPEN, IncidentState.FIXED))
PAGE = 8
SHOWN_LETTERS = 5
MARKS = {IncidentState.OPEN: "🔴", IncidentState.FIXED: "✅", IncidentState.WITHDRAWN: "✖️"}


async def show_incidents(context: Context, action: ShowIncidents) -> Answer:
    page, everything = action.page or 0, action.which is Which.ALL
    return await incident_list(context, page, action.unit_id, everything=everything, replaces=True)


async def incident_list(
    context: Context, page: int, unit_id: int | None = None, *, everything: bool, replaces: bool
) -> Reply:
    units = await within(context, await reach(context, STAFF), unit_id)
    say = context.say
    search = all_incidents if everything else open_incidents
    found = await search(context.db, units, context.today, PAGE + 1, page * PAGE)
    count = integer(await count_open_incidents(context.db, units, context.today))
    lines = [say("incidents.title_all" if everything else "incidents.title", count=count)]
    if unit_id is not None:
        lines.insert(0, await name_of(context, unit_id))
    if not found:
        lines.append(say("incidents.none"))
    if not REPORTERS.isdisjoint(context.sender.roles):
        lines += ["", say("incidents.how")]
    rows: list[tuple[Button, ...]] = [(Button(incident_label(say, row), ShowIncident(row.id)),) for row in found[:PAGE]]
    shown, others = (Which.ALL, Which.OPEN) if everything else (Which.OPEN, Which.ALL)
    rows.append(page_buttons(say, lambda to: ShowIncidents(shown, to, unit_id), page, len(found) > PAGE))
    if not REPORTERS.isdisjoint(context.sender.roles):
        rows.append((Button(say("button.incident_new"), ReportIncident()),))
    other = Button(say(_OTHERS[others]), ShowIncidents(others, 0, unit_id))
    return screen(say, lines, [*rows, other], replaces=replaces)


def incident_label(say: Words, incident: IncidentRow) -> str:
    """`🔴 3. Kiosk tầng trệt – 21 ngày`"""
    age = say("incidents.age" if incident.age else "incidents.age_today", days=integer(incident.age))
    return f"{MARKS[incident.state]} {incident.id}. {shorten(incident.text, 40)} – {age}"


async def show_incident(context: Context, action: ShowIncident) -> Answer:
    return await incident_screen(context, action.incident_id, replaces=True)


async def incident_screen(context: Context, incident_id: int, done: str = "", *, replaces: bool = False) -> Reply:
    """`done`: what has just been done, above it."""
    incident = await find_incident(context.db, await reach(context, STAFF), incident_id, context.today)
    lines = [done, ""] if done else []
    return Reply("\n".join([*lines, *_lines(context.say, incident)]), await _rows(context, incident), replaces=replaces)


def _lines(say: Words, incident: IncidentRow) -> list[str]:
    words = _STATE if incident.age or incident.state is IncidentState.WITHDRAWN else _STATE_TODAY
    state = say(words[incident.state], days=integer(incident.age))
    lines = [say("incident.title", number=incident.id, state=state), incident.text, ""]
    lines.append(say("incident.since", unit=incident.unit, day=day(incident.began_on)))
    if incident.state is IncidentState.FIXED and incident.fixed_on is not None:
        lines.append(say("incident.fixed_on", day=day(incident.fixed_on)))
    who = called(say, incident.reporter)
    lines.append(say("incident.reported", who=who, day=day(incident.reported_on)))
    if len(incident.letters) > SHOWN_LETTERS:
        lines.append(say("incident.earlier_letters", count=integer(len(incident.letters) - SHOWN_LETTERS)))
    lines += [f"✉️ {letter_words(say, letter)}" for letter in incident.letters[-SHOWN_LETTERS:]]
    return lines if incident.letters else [*lines, say("incident.no_letter")]


async def _rows(context: Context, incident: IncidentRow) -> Rows:
    say, id_ = context.say, incident.id
    rows: list[tuple[Button, ...]] = []
    if not REPORTERS.isdisjoint(context.sender.roles):
        rows += _work_rows(say, incident)
    if await may_correct(context, incident.unit_id, incident.person_id):
        rows += _correction_rows(say, incident)
    rows.append((Button(say("button.entry_history"), ShowHistory(Register.INCIDENT, id_, 0)),))
    return (*rows, (Button(say("button.incidents"), ShowIncidents(Which.OPEN, 0)), main_button(say)))


def _work_rows(say: Words, incident: IncidentRow) -> list[tuple[Button, ...]]:
    id_ = incident.id
    if incident.state is IncidentState.WITHDRAWN:
        return []
    if incident.state is IncidentState.FIXED:
        return [(Button(say("button.incident_reopen"), ReopenIncident(id_)),)]
    fixed = Button(say("button.incident_fixed"), MarkFixed(id_))
    chased = Button(say("button.incident_chased"), MarkChased(id_))
    rows = [(fixed, chased), (Button(say("button.incident_letter"), AddLetter(id_)),)]
    if incident.letters:
        undo = Button(
            say("button.letter_undo", number=shorten(incident.letters[-1].reference, 30)),
            UndoLetter(incident.letters[-1].id),
        )
        rows.append((undo,))
    return rows


def _correction_rows(say: Words, incident: IncidentRow) -> list[tuple[Button, ...]]:
    id_ = incident.id
    if incident.state is IncidentState.WITHDRAWN:
        return [(Button(say("button.restore"), RestoreIncident(id_)),)]
    text = Button(say("button.edit_text"), ChangeIncidentText(id_))
    since = Button(say("button.incident_since"), ChangeSince(id_))
    return [(text, since), (Button(say("button.withdraw"), WithdrawIncident(id_)),)]
