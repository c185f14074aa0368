"""`/canhbao`: what a leader was told of, and what the unit's staff say about it."""

from dataclasses import replace

from handlers.alerts.actions import AskForWord, AskWord, GiveWord, MarkSeen, ShowAlert, ShowAlerts
from handlers.alerts.news import PAGE, alert_reply, alert_rows, told_alert
from handlers.context import Answer, Context
from handlers.kit.naming import sender_called
from handlers.kit.occasion import words_for
from handlers.kit.reach import reach
from handlers.kit.screens import main_button, page_buttons, screen
from handlers.replies import Button, Reply
from handlers.routing import LEADERS, STAFF
from handlers.words.catalogue import Words
from handlers.words.formats import integer
from storage.ground.refusals import Refusal
from storage.ground.text import shorten
from storage.messages.alerts import asked_alert, mark_asked, mark_seen, unseen_alerts
from storage.models import Role
from storage.people.people import find_sender
from storage.people.responsible import responsible

MAX_WORD = 2000


async def alerts_command(context: Context, argument: str) -> Answer:
    """`/canhbao`: what this person was told of and has not marked as seen."""
    return await _page(context, 0, replaces=False)


async def show_alerts(context: Context, action: ShowAlerts) -> Answer:
    return await _page(context, action.page or 0, replaces=True)


async def _page(context: Context, page: int, *, replaces: bool) -> Reply:
    say = context.say
    found = await unseen_alerts(context.db, context.sender.id, await reach(context, LEADERS), PAGE + 1, page * PAGE)
    if not found:
        return screen(say, say("alerts.none"), replaces=replaces)
    buttons = [Button(shorten(row.text.splitlines()[0], 58), ShowAlert(row.id)) for row in found[:PAGE]]
    pages = page_buttons(say, ShowAlerts, page, len(found) > PAGE)
    return screen(say, say("alerts.title"), [*buttons, pages], replaces=replaces)


async def show_alert(context: Context, action: ShowAlert) -> Answer:
    say = context.say
    shown = await alert_reply(context, say, await told_alert(context, action.alert_id))
    ways = ((_to_alerts(say),), (main_button(say),))
    return replace(shown, rows=(*shown.rows, *ways))


async def mark_as_seen(context: Context, action: MarkSeen) -> Answer:
    row = await told_alert(context, action.alert_id)
    await mark_seen(context.db, row.id, context.now)
    return screen(context.say, [row.text, "", context.say("alerts.seen")], [_to_alerts(context.say)], replaces=True)


def _to_alerts(say: Words) -> Button:
    return Button(say("button.alerts"), ShowAlerts(0))


async def ask_for_word(context: Context, action: AskForWord) -> Answer:
    row = await told_alert(context, action.alert_id)
    staff = await responsible(context.db, row.unit_id, Role.STAFF)
    if not staff:
        raise Refusal("alert.nobody_to_ask")
    if not await mark_asked(context.db, row.id, context.now):
        raise Refusal("alert.asked_before")
    for person in staff:
        answer = Button(words_for(person)("button.give_word"), GiveWord(row.id))
        context.notify(person, Reply(words_for(person)("alerts.asked", text=row.text), ((answer,),)))
    text = context.say("alerts.ask_sent", count=integer(len(staff)))
    return screen(context.say, text, [_to_alerts(context.say)])


async def give_word(context: Context, action: GiveWord) -> Answer:
    row = await asked_alert(context.db, sorted(await reach(context, STAFF)), action.alert_id)
    await context.ask(AskWord(row.id), hours=72)
    return screen(context.say, context.say("alerts.ask_word", about=shorten(row.text, 200)))


async def word_given(context: Context, asked: AskWord, text: str) -> Answer:
    if len(text) > MAX_WORD:
        raise Refusal("text.too_long", limit=MAX_WORD)
    row = await asked_alert(context.db, sorted(await reach(context, STAFF)), asked.alert_id)
    leader = await find_sender(context.db, row.person_id)
    if leader is not None:
        say = words_for(leader)
        who = await sender_called(context)
        context.notify(leader, Reply(say("alerts.word", who=who, text=text, about=row.text), alert_rows(say, row)))
    return screen(context.say, context.say("alerts.word_sent"))
