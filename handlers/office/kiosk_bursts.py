"""Taps of a kiosk that no counter can make: looked at, and counted or dropped by the officer."""

from handlers.citizens.kiosk import store_tap, tap_at
from handlers.context import Answer, Context
from handlers.kit.reach import reach
from handlers.kit.screens import screen
from handlers.office.actions import AskDecision, DecideBurst, Decision, ShowBurst, ShowKiosks
from handlers.replies import Button, Reply
from handlers.routing import LEADERS, OFFICER
from handlers.words.catalogue import Keys
from handlers.words.formats import integer, moment
from handlers.words.keys import LEVEL
from handlers.words.lines import burst_line
from storage.ground.refusals import Refusal
from storage.models import Role
from storage.ratings.bursts import BurstRow, HeldRow, decide, find_burst, levels_of
from storage.ratings.details import add_reason
from storage.ratings.kiosks import link_tap
from storage.ratings.ratings import new_rating

_CHOICE = Keys("button.burst_{}", Decision)
_ASK = Keys("bursts.ask_{}", Decision)
_DO = Keys("button.burst_{}_do", Decision)


async def show_burst(context: Context, action: ShowBurst) -> Answer:
    burst = await find_burst(context.db, await reach(context, LEADERS), action.burst_id)
    say = context.say
    lines = [burst_line(say, burst)]
    rows: list[tuple[Button, ...]] = []
    if burst.counted is None:
        lines += await _details(context, burst)
        if Role.OFFICER in context.sender.roles and burst.unit_id in await reach(context, OFFICER):
            rows += [(Button(say(_CHOICE[choice]), AskDecision(burst.id, choice)),) for choice in Decision]
        else:
            lines.append(say("bursts.officer_decides"))
    return screen(say, lines, rows, replaces=True)


async def _details(context: Context, burst: BurstRow) -> list[str]:
    say, pace = context.say, context.office.kiosk_pace
    found = await levels_of(context.db, burst.id)
    levels = [f"• {say(LEVEL[level])}: {integer(found[level])}" for level in (5, 4, 3, 2, 1) if found[level]]
    between = f"{pace.between:g}".replace(".", ",")
    return [
        say("bursts.when", first=moment(burst.first_at), last=moment(burst.last_at)),
        *levels,
        say("bursts.why", between=between, an_hour=integer(pace.an_hour)),
    ]


async def ask_decision(context: Context, action: AskDecision) -> Answer:
    burst = await find_burst(context.db, await reach(context, OFFICER), action.burst_id)
    say, choice = context.say, action.decision
    if burst.counted is not None:
        raise Refusal("burst.decided")
    confirm = Button(say(_DO[choice]), DecideBurst(burst.id, choice))
    back = Button(say("button.kiosks"), ShowKiosks())
    text = say(_ASK[choice], name=burst.name, taps=integer(burst.taps))
    return Reply(text, ((confirm,), (back,)), replaces=True)


async def decide_burst(context: Context, action: DecideBurst) -> Answer:
    counted = action.decision is Decision.COUNT
    burst = await find_burst(context.db, await reach(context, OFFICER), action.burst_id)
    held = await decide(context.db, burst, context.sender.id, context.now, counted=counted)
    if counted:
        await _count(context, burst, held)
    say = context.say
    key = "bursts.counted" if counted else "bursts.dropped"
    text = say(key, name=burst.name, taps=integer(len(held)))
    return screen(say, text, [Button(say("button.kiosks"), ShowKiosks())], replaces=True)


async def _count(context: Context, burst: BurstRow, held: list[HeldRow]) -> None:
    """Counts each tap on its own day, as if it had come alone."""
    plain = [row for row in held if row.dossier_id is None]
    new = [new_rating(tap_at(context, burst.kiosk_id, row.level, row.at), burst.unit_id, None) for row in plain]
    added = await context.rating_changes.add_anonymous(context.db, new)
    ids = {row.client_id: rating_id for row, rating_id in zip(plain, added, strict=True)}
    for row in held:
        if row.dossier_id is not None:
            tap = tap_at(context, burst.kiosk_id, row.level, row.at)
            ids[row.client_id] = await store_tap(context, burst.unit_id, tap, row.dossier_id)
        await link_tap(context.db, burst.kiosk_id, row.client_id, ids[row.client_id], row.at)
        for reason in row.reasons:
            await add_reason(context.db, ids[row.client_id], reason)
