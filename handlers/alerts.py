"""Leaders hear at once of what cannot wait; in the quiet hours it is held, and told in the morning as one message."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from handlers.actions import numbers, page_number
from handlers.catalogue import Words
from handlers.context import Answer, Context
from handlers.menus import main_button, page_buttons
from handlers.naming import sender_called
from handlers.numbers import integer, moment
from handlers.occasion import Occasion, words_for
from handlers.reach import reach
from handlers.replies import Button, Reply, Rows
from handlers.routing import LEADERS, STAFF
from storage.messages import questions
from storage.messages.alerts import (
    AlertRow,
    asked_alert,
    claim_held,
    mark_asked,
    mark_seen,
    own_alert,
    raise_alerts,
    unseen_alerts,
)
from storage.models import Role
from storage.people.people import Sender, find_sender, senders_by_id
from storage.people.responsible import responsible, responsible_in
from storage.refusals import Refusal
from storage.text import shorten

PAGE = 8
MAX_WORD = 2000
# kind → the action that opens its subject
OPENS = {
    "rating": "rating_open",
    "task_overdue": "task",
    "case_new": "case_turn",
    "case_overdue": "case_turn",
    "case_extended": "case_turn",
    "case_reopened": "case_turn",
    "case_unhappy": "case_turn",
    "kiosk_burst": "kiosk_burst",
}
# A task has its unit already: there asking is enough.
NOT_ASSIGNED = frozenset({"task_overdue"})


@dataclass(frozen=True, slots=True)
class News:
    """What happened to what, at which unit. `kind`: of what happens to one thing several times, the occasion stands
    behind a colon (`task_overdue:2026-12-15`). `urgent`: told in the quiet hours too. `at_once`: told now; otherwise
    with the next look of the schedule, so that many such things become one message."""

    kind: str
    subject_id: int
    unit_id: int
    text: str
    urgent: bool = False
    at_once: bool = True


async def alert(occasion: Occasion, news: News, roles: Collection[Role] = (Role.DIRECTOR,)) -> None:
    """Tells those responsible for the unit, each of them once."""
    await alert_people(occasion, news, await responsible_in(occasion.db, news.unit_id, roles))


async def alert_people(occasion: Occasion, news: News, recipients: Sequence[Sender]) -> None:
    people = {person.id: person for person in recipients}
    held = not news.urgent and (not news.at_once or occasion.office.is_quiet(occasion.now))
    raised = await raise_alerts(
        occasion.db, people, news.kind, news.subject_id, news.unit_id, news.text, occasion.now, held=held
    )
    for row in () if held else raised:
        person = people[row.person_id]
        occasion.notify(person, alert_reply(words_for(person), row))


def alert_reply(say: Words, row: AlertRow) -> Reply:
    return Reply(f"{row.text}\n\n{say('alerts.at', at=moment(row.raised_at))}", _rows(say, row), alerts=(row.id,))


def _rows(say: Words, row: AlertRow) -> Rows:
    rows: list[tuple[Button, ...]] = []
    kind, _, _ = row.kind.partition(":")
    if kind in OPENS:
        rows.append((Button(say("button.open"), action=f"{OPENS[kind]}:{row.subject_id}"),))
    if kind not in NOT_ASSIGNED:
        rows.append((Button(say("button.assign"), action=f"alert_assign:{row.id}"),))
    ask = Button(say("button.ask_word"), action=f"alert_ask:{row.id}")
    rows.append((ask, Button(say("button.seen"), action=f"alert_seen:{row.id}")))
    return tuple(rows)


async def tell_held_alerts(occasion: Occasion) -> None:
    """When the quiet hours are over: one message to each person, whatever happened."""
    if occasion.office.is_quiet(occasion.now):
        return
    held: defaultdict[int, list[AlertRow]] = defaultdict(list)
    for row in await claim_held(occasion.db, occasion.now):
        held[row.person_id].append(row)
    for person in (await senders_by_id(occasion.db, held)).values():
        rows, say = held[person.id], words_for(person)
        occasion.notify(person, alert_reply(say, rows[0]) if len(rows) == 1 else together(say, rows, "alerts.held"))


def together(say: Words, rows: Sequence[AlertRow], title: str) -> Reply:
    shown = rows[:PAGE]
    lines = [say(title, count=integer(len(rows))), *(f"• {shorten(row.text.splitlines()[0], 110)}" for row in shown)]
    buttons = tuple((Button(shorten(row.text.splitlines()[0], 58), action=f"alert:{row.id}"),) for row in shown)
    everything = ((Button(say("button.alerts"), action="alerts:0"),),) if len(rows) > PAGE else ()
    shown_rows = (*buttons, *everything, (main_button(say),))
    return Reply("\n".join(lines), shown_rows, alerts=tuple(row.id for row in rows))


async def alerts_command(context: Context, argument: str) -> Answer:
    """`/canhbao`: what this person was told of and has not marked as seen."""
    return await _page(context, 0, replaces=False)


async def show_alerts(context: Context, argument: str) -> Answer:
    return await _page(context, page_number(argument), replaces=True)


async def _page(context: Context, page: int, *, replaces: bool) -> Reply:
    say = context.say
    found = await unseen_alerts(context.db, context.sender.id, await reach(context, LEADERS), PAGE + 1, page * PAGE)
    if not found:
        return Reply(say("alerts.none"), ((main_button(say),),), replaces=replaces)
    rows = tuple((Button(shorten(row.text.splitlines()[0], 58), action=f"alert:{row.id}"),) for row in found[:PAGE])
    steps = page_buttons(say, "alerts:{}", page, len(found) > PAGE)
    return Reply(
        say("alerts.title"), tuple(row for row in (*rows, steps, (main_button(say),)) if row), replaces=replaces
    )


async def told_alert(context: Context, alert_id: int) -> AlertRow:
    return await own_alert(context.db, context.sender.id, await reach(context, LEADERS), alert_id)


async def show_alert(context: Context, argument: str) -> Answer:
    row = await told_alert(context, *numbers(argument, 1))
    return alert_reply(context.say, row)


async def mark_as_seen(context: Context, argument: str) -> Answer:
    row = await told_alert(context, *numbers(argument, 1))
    await mark_seen(context.db, row.id, context.now)
    rows = ((Button(context.say("button.alerts"), action="alerts:0"),), (main_button(context.say),))
    return Reply(f"{row.text}\n\n{context.say('alerts.seen')}", rows, replaces=True)


async def ask_for_word(context: Context, argument: str) -> Answer:
    """The leader wants to hear from the unit's staff."""
    row = await told_alert(context, *numbers(argument, 1))
    staff = await responsible(context.db, row.unit_id, Role.STAFF)
    if not staff:
        raise Refusal("alert.nobody_to_ask")
    if not await mark_asked(context.db, row.id, context.now):
        raise Refusal("alert.asked_before")
    for person in staff:
        answer = Button(words_for(person)("button.give_word"), action=f"word:{row.id}")
        context.notify(person, Reply(words_for(person)("alerts.asked", text=row.text), ((answer,),)))
    text = context.say("alerts.ask_sent", count=integer(len(staff)))
    return Reply(text, ((Button(context.say("button.alerts"), action="alerts:0"),), (main_button(context.say),)))


async def give_word(context: Context, argument: str) -> Answer:
    units = await reach(context, STAFF)
    row = await asked_alert(context.db, sorted(units), *numbers(argument, 1))
    await questions.ask(context.db, context.sender.id, "word", {"alert_id": row.id}, context.now, hours=72)
    return Reply(context.say("alerts.ask_word", about=shorten(row.text, 200)), ((main_button(context.say),),))


async def word_given(context: Context, data: dict[str, Any], text: str) -> Answer:
    if len(text) > MAX_WORD:
        raise Refusal("text.too_long", limit=MAX_WORD)
    row = await asked_alert(context.db, sorted(await reach(context, STAFF)), data["alert_id"])
    leader = await find_sender(context.db, row.person_id)
    if leader is not None:
        say = words_for(leader)
        who = await sender_called(context)
        context.notify(leader, Reply(say("alerts.word", who=who, text=text, about=row.text), _rows(say, row)))
    return Reply(context.say("alerts.word_sent"), ((main_button(context.say),),))
