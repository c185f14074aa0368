"""Taps of a kiosk. It is no person and gets no replies; every tap counts once, however often and late it is sent."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from handlers.alerts.news import News, alert
from handlers.citizens.rating import tell_unhappy
from handlers.context import Answer, Context
from handlers.routing import LEADERS
from handlers.words.catalogue import Words
from handlers.words.formats import moment
from storage.ground.channels import KIOSK
from storage.ground.days.working_time import local_day
from storage.ground.refusals import Refusal
from storage.keys import read_dossier_token, source_number
from storage.ratings import bursts, kiosks, ratings
from storage.ratings.details import UNHAPPY_TO, Reason, add_reason, check_level


@dataclass(frozen=True, slots=True)
class KioskTap:
    """Raises ValueError for a level that is none. `client_id`: the kiosk's own for this tap; `age`: in seconds.
    Without a dossier's token the tap counts as a rating and covers nothing."""

    kiosk_id: int
    client_id: str
    level: int
    age: int
    token: str = ""

    def __post_init__(self) -> None:
        check_level(self.level)


@dataclass(frozen=True, slots=True)
class KioskReason:
    """Said after a low level: the tap of this `client_id`."""

    kiosk_id: int
    client_id: str
    reason: Reason


async def _kiosk(context: Context, kiosk_id: int) -> kiosks.KioskRow:
    """The kiosk; it may have been revoked since its message came in."""
    kiosk = await kiosks.kiosk_by_id(context.db, kiosk_id)
    if kiosk is None:
        raise Refusal("button.stale")
    return kiosk


async def take_tap(context: Context, tapped: KioskTap) -> Answer:
    kiosk = await _kiosk(context, tapped.kiosk_id)
    if not await kiosks.is_new_tap(context.db, kiosk.id, tapped.client_id):
        return ()
    at = kiosk.moment_of_tap(timedelta(seconds=min(tapped.age, 10**8)), context.now)
    dossier_id = read_dossier_token(context.office.secret, tapped.token) if tapped.token else None
    if not await bursts.is_possible(context.db, kiosk.id, at, context.office.kiosk_pace):
        held = bursts.TapToHold(kiosk.id, tapped.client_id, tapped.level, at, dossier_id)
        await _hold(context, kiosk, held)
        return ()
    tap = tap_at(context, kiosk.id, tapped.level, at)
    rating_id = await _store(context, kiosk, tap, dossier_id)
    await kiosks.link_tap(context.db, kiosk.id, tapped.client_id, rating_id, at)
    return ()


def tap_at(context: Context, kiosk_id: int, level: int, at: datetime) -> ratings.Tap:
    source = source_number(context.office.secret, KIOSK, str(kiosk_id))
    return ratings.Tap(level, KIOSK, None, source, at, local_day(at))


async def _hold(context: Context, kiosk: kiosks.KioskRow, tap: bursts.TapToHold) -> None:
    """Holds a tap that is too many. The officer is told once, with the first of them."""
    if tap.dossier_id is not None and not await ratings.may_be_rated(context.db, tap.dossier_id, context.today):
        tap = replace(tap, dossier_id=None)
    burst_id, is_new = await bursts.hold(context.db, tap)
    if is_new:
        text = Words("vi")("bursts.alert", name=kiosk.name, unit=kiosk.unit, at=moment(tap.at))
        await alert(context, News("kiosk_burst", burst_id, kiosk.unit_id, text), LEADERS)


async def store_tap(context: Context, unit_id: int, tap: ratings.Tap, dossier_id: int | None) -> int:
    """The rating it becomes. A dossier that cannot be rated (any more) does not take the tap away: it counts as an
    anonymous one."""
    if dossier_id is not None and await ratings.may_be_rated(context.db, dossier_id, context.today):
        # Where another process is faster still this refuses, and the intake's second run finds the dossier rated.
        _, rating_id = await ratings.rate_at_once(context.db, context.rating_changes, tap, [dossier_id])
        return rating_id
    [rating_id] = await context.rating_changes.add_anonymous(context.db, [ratings.new_rating(tap, unit_id, None)])
    return rating_id


async def _store(context: Context, kiosk: kiosks.KioskRow, tap: ratings.Tap, dossier_id: int | None) -> int:
    rating_id = await store_tap(context, kiosk.unit_id, tap, dossier_id)
    if tap.level <= UNHAPPY_TO:
        await tell_unhappy(context, rating_id, kiosk.unit_id, tap.level, kiosk.name)
    return rating_id


async def take_reason(context: Context, said: KioskReason) -> Answer:
    kiosk = await _kiosk(context, said.kiosk_id)
    rating_id = await kiosks.rating_of_tap(context.db, kiosk.id, said.client_id)
    if rating_id is not None:
        await add_reason(context.db, rating_id, said.reason)
    else:
        await bursts.add_held_reason(context.db, kiosk.id, said.client_id, said.reason)
    return ()
