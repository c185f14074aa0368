"""`/thietbi`: the officer registers and revokes kiosks; everybody responsible hears when one falls silent."""

from datetime import datetime, timedelta
from functools import partial

from handlers.alerts.news import News, alert
from handlers.context import Answer, Context
from handlers.kit import choosing
from handlers.kit.occasion import Occasion, words_for
from handlers.kit.reach import reach
from handlers.kit.screens import screen
from handlers.office.actions import (
    AddKiosk,
    AskRelease,
    AskRevocation,
    KeepDevice,
    OfKiosk,
    ReleaseKiosk,
    RevokeKiosk,
    ShowBurst,
    ShowKiosks,
)
from handlers.office.questions import AskKioskName
from handlers.replies import Button, Reply
from handlers.words.catalogue import Words
from handlers.words.formats import moment
from handlers.words.lines import burst_label, burst_line
from storage.ground.refusals import Refusal
from storage.ground.text import shorten
from storage.messages.notices import claim_notices
from storage.models import Role
from storage.people.responsible import responsible_in
from storage.ratings.bursts import open_bursts
from storage.ratings.kiosks import (
    KioskRow,
    begin_outage,
    keep_device,
    kiosk_by_id,
    kiosks_of,
    outages_ended,
    register_kiosk,
    release_kiosk,
    revoke_kiosk,
    silent_kiosks,
)

SILENT_AFTER = timedelta(minutes=10)
TOLD = (Role.OFFICER, Role.DIRECTOR)
MAX_NAME = 80


async def kiosks_command(context: Context, argument: str) -> Answer:
    return await show_kiosks(context, ShowKiosks())


async def show_kiosks(context: Context, action: ShowKiosks) -> Answer:
    units = await reach(context, [Role.OFFICER])
    say = context.say
    found = await kiosks_of(context.db, units)
    lines = [say("kiosks.title"), *(_line(context, kiosk) for kiosk in found)]
    if not found:
        lines.append(say("kiosks.none"))
    if not context.office.public_url:
        lines.append(say("refusal.setup.no_public_url"))
    waiting = await open_bursts(context.db, units)
    lines += [burst_line(say, burst) for burst in waiting]
    rows: list[tuple[Button, ...]] = [(Button(burst_label(say, burst), ShowBurst(burst.id)),) for burst in waiting[:20]]
    rows += [_buttons(say, kiosk) for kiosk in found[:40]]
    add = Button(say("button.kiosk_add"), AddKiosk())
    return screen(say, lines, [*rows, add])


def _buttons(say: Words, kiosk: KioskRow) -> tuple[Button, ...]:
    revoke = Button(say("button.kiosk_revoke", name=shorten(kiosk.name, 40)), AskRevocation(kiosk.id))
    if kiosk.device_hash is not None:
        return revoke, Button(say("button.kiosk_release"), AskRelease(kiosk.id))
    if kiosk.released_hash is not None:
        return revoke, Button(say("button.kiosk_keep"), KeepDevice(kiosk.id))
    return (revoke,)


def _line(context: Context, kiosk: KioskRow) -> str:
    say = context.say
    if kiosk.seen_at is None:
        state = say("kiosks.never")
    elif kiosk.silent_since is not None:
        state = say("kiosks.silent", since=moment(kiosk.silent_since))
    else:
        state = say("kiosks.seen", at=moment(kiosk.seen_at))
    if kiosk.device_hash is None and kiosk.released_hash is not None:
        state += f"; {say('kiosks.released_line')}"
    if kiosk.refused_at is not None:
        state += f"; {say('kiosks.refused', at=moment(kiosk.refused_at))}"
    return f"• {kiosk.name} ({kiosk.unit}): {state}"


async def ask_release(context: Context, action: AskRelease) -> Answer:
    kiosk = await _own(context, action)
    confirm = Button(context.say("button.kiosk_release_do"), ReleaseKiosk(kiosk.id))
    return Reply(context.say("kiosks.ask_release", name=kiosk.name), ((confirm,), (_back(context),)), replaces=True)


async def release(context: Context, action: ReleaseKiosk) -> Answer:
    name = await release_kiosk(context.db, await reach(context, [Role.OFFICER]), action.kiosk_id)
    return Reply(context.say("kiosks.released", name=name), ((_back(context),),), replaces=True)


async def keep(context: Context, action: KeepDevice) -> Answer:
    name = await keep_device(context.db, await reach(context, [Role.OFFICER]), action.kiosk_id)
    return Reply(context.say("kiosks.device_kept", name=name), ((_back(context),),), replaces=True)


def _back(context: Context) -> Button:
    return Button(context.say("button.kiosks"), ShowKiosks())


async def _own(context: Context, action: OfKiosk) -> KioskRow:
    units = await reach(context, [Role.OFFICER])
    kiosk = await kiosk_by_id(context.db, action.kiosk_id)
    if kiosk is None or kiosk.unit_id not in units:
        raise Refusal("kiosk.unknown")
    return kiosk


def _need_address(context: Context) -> None:
    """A kiosk opens a page: half a link helps nobody."""
    if not context.office.public_url:
        raise Refusal("setup.no_public_url")


async def choose_unit(context: Context, action: AddKiosk) -> Answer:
    """The unit, then the name as a message."""
    units = await reach(context, [Role.OFFICER])
    _need_address(context)
    if action.unit_id is not None:
        if action.unit_id not in units:
            raise Refusal("rights.unit")
        await context.ask(AskKioskName(action.unit_id))
        return screen(context.say, context.say("kiosks.ask_name"))
    text, at = context.say("kiosks.which_unit"), partial(AddKiosk, None)
    return await choosing.choose_unit(context, text, units, AddKiosk, at, action.page)


async def name_answered(context: Context, question: AskKioskName, text: str) -> Answer:
    if question.unit_id not in await reach(context, [Role.OFFICER]):
        raise Refusal("rights.unit")
    _need_address(context)
    name = shorten(text, MAX_NAME)
    token = await register_kiosk(context.db, context.office.secret, question.unit_id, name, context.now)
    link = f"{context.office.public_url}/kiosk/{token}"
    return screen(context.say, context.say("kiosks.registered", name=name, link=link))


async def ask_revoke(context: Context, action: AskRevocation) -> Answer:
    kiosk = await _own(context, action)
    confirm = Button(context.say("button.kiosk_revoke_do"), RevokeKiosk(kiosk.id))
    return Reply(context.say("kiosks.ask_revoke", name=kiosk.name), ((confirm,), (_back(context),)), replaces=True)


async def revoke(context: Context, action: RevokeKiosk) -> Answer:
    name = await revoke_kiosk(context.db, await reach(context, [Role.OFFICER]), action.kiosk_id, context.now)
    return Reply(context.say("kiosks.revoked", name=name), ((_back(context),),), replaces=True)


async def watch_kiosks(occasion: Occasion) -> None:
    """Silence counts in working hours only: from the last sign of life, or from when the office opened where that
    lies before (a kiosk is switched off at night); and only while the bot itself was there to hear."""
    start = occasion.office.working_time.session_start(occasion.now)
    if start is not None and occasion.now - max(start, occasion.awake_since or start) >= SILENT_AFTER:
        for kiosk in await silent_kiosks(occasion.db, occasion.now - SILENT_AFTER):
            began_at = max(kiosk.heard_at, start)
            outage_id = await begin_outage(occasion.db, kiosk.id, began_at)
            if outage_id is not None:
                text = Words("vi")("kiosks.alert", name=kiosk.name, unit=kiosk.unit, since=moment(began_at))
                await alert(occasion, News("kiosk", outage_id, kiosk.unit_id, text), TOLD)
    await _tell_ended(occasion)


async def _tell_ended(occasion: Occasion) -> None:
    ended = {f"kiosk_back:{outage.id}": outage for outage in await outages_ended(occasion.db, occasion.now)}
    for key in sorted(await claim_notices(occasion.db, ended, occasion.now)):
        outage = ended[key]
        kiosk = await kiosk_by_id(occasion.db, outage.kiosk_id)
        if kiosk is not None and outage.ended_at is not None:
            await _tell_back(occasion, kiosk, outage.began_at, outage.ended_at)


async def _tell_back(occasion: Occasion, kiosk: KioskRow, since: datetime, until: datetime) -> None:
    shown = {"since": moment(since), "until": moment(until)}
    for person in await responsible_in(occasion.db, kiosk.unit_id, TOLD):
        say = words_for(person)
        occasion.notify(person, screen(say, say("kiosks.back", name=kiosk.name, unit=kiosk.unit, **shown)))
