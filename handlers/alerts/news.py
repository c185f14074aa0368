"""Leaders hear at once of what cannot wait; in the quiet hours it is held, and told in the morning as one message."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from handlers.alerts.actions import AskForWord, MarkSeen, ShowAlert, ShowAlerts
from handlers.cases.actions import AssignAlert, ShowTurn
from handlers.context import Context
from handlers.figures.actions import OpenRating
from handlers.kit.actions import Action
from handlers.kit.codes import without_contacts
from handlers.kit.occasion import Occasion, words_for
from handlers.kit.reach import reach
from handlers.kit.screens import screen
from handlers.office.actions import ShowBurst
from handlers.plan.actions import ShowTask
from handlers.replies import Button, Reply, Rows
from handlers.routing import LEADERS
from handlers.words.catalogue import Words
from handlers.words.formats import integer, moment
from storage.cases.written import written_in
from storage.ground.text import shorten
from storage.messages.alerts import AlertRow, claim_held, own_alert, raise_alerts
from storage.models import Role
from storage.people.people import Sender, senders_by_id
from storage.people.responsible import responsible_in

PAGE = 8
QUOTED = 200
# kind → what opens its subject
OPENS: Mapping[str, Callable[[int], Action]] = {
    "rating": OpenRating,
    "task_overdue": ShowTask,
    "case_new": ShowTurn,
    "case_overdue": ShowTurn,
    "case_extended": ShowTurn,
    "case_reopened": ShowTurn,
    "case_unhappy": ShowTurn,
    "kiosk_burst": ShowBurst,
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
        occasion.notify(person, await alert_reply(occasion, words_for(person), row))


async def told_alert(context: Context, alert_id: int) -> AlertRow:
    """One that the sender was told of; refuses as `own_alert` does."""
    return await own_alert(context.db, context.sender.id, await reach(context, LEADERS), alert_id)


async def alert_reply(occasion: Occasion, say: Words, row: AlertRow) -> Reply:
    """With the beginning of what was written, as far as it is still there: not kept with the alert, and without what
    would tell who wrote it."""
    words = without_contacts(await written_in(occasion.db, row.kind, row.subject_id))
    quote = say("alerts.quote", words=shorten(" ".join(words.split()), QUOTED)) if words.strip() else None
    lines = [row.text, *([quote] if quote else []), "", say("alerts.at", at=moment(row.raised_at))]
    return Reply("\n".join(lines), alert_rows(say, row), alerts=(row.id,))


def alert_rows(say: Words, row: AlertRow) -> Rows:
    rows: list[tuple[Button, ...]] = []
    kind, _, _ = row.kind.partition(":")
    if kind in OPENS:
        rows.append((Button(say("button.open"), OPENS[kind](row.subject_id)),))
    if kind not in NOT_ASSIGNED:
        rows.append((Button(say("button.assign"), AssignAlert(row.id)),))
    ask = Button(say("button.ask_word"), AskForWord(row.id))
    rows.append((ask, Button(say("button.seen"), MarkSeen(row.id))))
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
        alone = len(rows) == 1
        told = await alert_reply(occasion, say, rows[0]) if alone else together(say, rows, "alerts.held")
        occasion.notify(person, told)


def together(say: Words, rows: Sequence[AlertRow], title: str) -> Reply:
    shown = rows[:PAGE]
    lines = [say(title, count=integer(len(rows))), *(f"• {shorten(row.text.splitlines()[0], 110)}" for row in shown)]
    buttons = [Button(shorten(row.text.splitlines()[0], 58), ShowAlert(row.id)) for row in shown]
    if len(rows) > PAGE:
        buttons.append(Button(say("button.alerts"), ShowAlerts(0)))
    return screen(say, lines, buttons, alerts=[row.id for row in rows])
