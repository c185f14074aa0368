"""A citizen taps a face: stored at once, for one dossier or for several of theirs together."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from handlers.alerts.news import News, alert
from handlers.citizens.actions import (
    OpenOther,
    RateDossier,
    RateNext,
    RateTogether,
    ShowEach,
    ShowFaces,
    ShowFacesTogether,
)
from handlers.citizens.faces import face_rows
from handlers.citizens.rating_aspects import with_question
from handlers.citizens.rating_details import kept_screen
from handlers.context import Answer, Context
from handlers.kit.occasion import Occasion, words_for
from handlers.kit.screens import main_button, screen
from handlers.replies import Button, Reply, Rows
from handlers.words.catalogue import Words
from handlers.words.formats import integer
from handlers.words.keys import LEVEL
from storage.dossiers.dossiers import DossierView, find_dossier, give_access, proof_given
from storage.ground.refusals import Refusal
from storage.ground.text import shorten
from storage.keys import source_number
from storage.models import Proof
from storage.people.people import Sender
from storage.ratings import ratings
from storage.ratings.details import UNHAPPY_TO


async def rating_part(occasion: Occasion, reader: Sender, dossier: DossierView) -> tuple[str, Rows]:
    """What is said below a dossier about rating it, and the buttons."""
    say = words_for(reader)
    if dossier.returned_on is None:
        key = "rating.when_returned" if reader.stopped_at is None else "rating.when_returned_stopped"
        return say(key), ((main_button(say),),)
    if dossier.level is None:
        return await _ask(occasion, reader, dossier.id)
    if dossier.rated_by == reader.id:
        change = Button(say("button.rate_change"), ShowFaces(dossier.id))
        return say("rating.yours", level=say(LEVEL[dossier.level])), ((change,), (main_button(say),))
    return say("rating.rated_before"), ((main_button(say),),)


async def _ask(occasion: Occasion, reader: Sender, dossier_id: int) -> tuple[str, Rows]:
    """Shows the faces; where several dossiers wait, asks first whether they are rated together."""
    say = words_for(reader)
    free = await ratings.free_dossiers(occasion.db, reader.id, dossier_id, occasion.today)
    if len(free) < 2:
        return say("rating.ask"), face_rows(say, partial(RateDossier, dossier_id))
    count = integer(len(free))
    together = Button(say("button.rate_together", count=count), ShowFacesTogether(dossier_id))
    each = Button(say("button.rate_each"), ShowEach(dossier_id))
    return say("rating.several", count=count, codes=_codes(free)), ((together,), (each,), (main_button(say),))


def _codes(dossiers: Sequence[ratings.FreeDossier]) -> str:
    return shorten(", ".join(dossier.code for dossier in dossiers), 300)


async def _own_dossier(context: Context, dossier_id: int) -> None:
    if await proof_given(context.db, context.sender.id, dossier_id) is None:
        raise Refusal("rating.no_access")


async def _still_free(context: Context, dossier_id: int) -> list[ratings.FreeDossier]:
    """Those that may be rated with this one; refuses where none is left, as an old button may ask for them."""
    await _own_dossier(context, dossier_id)
    free = await ratings.free_dossiers(context.db, context.sender.id, dossier_id, context.today)
    if not free:
        raise Refusal("rating.none_left")
    return free


async def show_faces(context: Context, action: ShowFaces) -> Answer:
    await _own_dossier(context, action.dossier_id)
    rows = face_rows(context.say, partial(RateDossier, action.dossier_id))
    return Reply(context.say("rating.ask"), rows, replaces=True)


async def show_faces_together(context: Context, action: ShowFacesTogether) -> Answer:
    free = await _still_free(context, action.dossier_id)
    text = context.say("rating.ask_together", count=integer(len(free)), codes=_codes(free))
    return Reply(text, face_rows(context.say, partial(RateTogether, action.dossier_id)), replaces=True)


async def show_each(context: Context, action: ShowEach) -> Answer:
    free = await _still_free(context, action.dossier_id)
    rows = tuple(
        (Button(shorten(f"{other.code} · {other.procedure}", 60), OpenOther(action.dossier_id, other.id)),)
        for other in free
    )
    return screen(context.say, context.say("rating.which"), rows, replaces=True)


async def open_other(context: Context, action: OpenOther) -> Answer:
    await _own_dossier(context, action.dossier_id)
    free = await ratings.free_dossiers(context.db, context.sender.id, action.dossier_id, context.today)
    other = await find_dossier(context.db, action.other_id)
    if other is None or other.id not in {dossier.id for dossier in free}:
        raise Refusal("rating.no_access")
    await give_access(context.db, context.sender.id, other, Proof.LINK, context.now)
    text = f"{context.say('dossier.title', code=other.code)}\n{other.procedure}\n\n{context.say('rating.ask')}"
    return Reply(text, face_rows(context.say, partial(RateNext, other.id)), replaces=True)


async def rate(context: Context, action: RateDossier) -> Answer:
    """The tap on a face: stored at once; everything after adds to it."""
    reply = await store_rating(context, [action.dossier_id], action.level)
    return with_question(context, reply, action.dossier_id, action.level)


async def rate_next(context: Context, action: RateNext) -> Answer:
    """Rates this one; then offers those that are left."""
    dossier_id = action.dossier_id
    reply = await store_rating(context, [dossier_id], action.level, at_once=True)
    left = await ratings.free_dossiers(context.db, context.sender.id, dossier_id, context.today)
    if not left:
        return with_question(context, reply, dossier_id, action.level)
    following = Button(context.say("button.rate_left", count=integer(len(left))), ShowEach(dossier_id))
    return replace(reply, rows=((following,), *reply.rows))


async def rate_all(context: Context, action: RateTogether) -> Answer:
    reply = await store_rating(context, await together_with(context, action.dossier_id), action.level)
    return with_question(context, reply, action.dossier_id, action.level)


async def together_with(context: Context, dossier_id: int) -> list[int]:
    """This dossier first, then the others that may be rated with it."""
    free = await ratings.free_dossiers(context.db, context.sender.id, dossier_id, context.today)
    return [dossier_id, *(other.id for other in free if other.id != dossier_id)]


async def store_rating(context: Context, dossier_ids: Sequence[int], level: int, *, at_once: bool = False) -> Reply:
    """`at_once`: what comes next reads it."""
    if not context.sender.is_citizen:
        raise Refusal("rating.staff")
    incoming = context.incoming
    tap = ratings.Tap(
        level=level,
        channel=incoming.channel,
        person_id=context.sender.id,
        source=source_number(context.office.secret, incoming.channel, incoming.source or incoming.address),
        at=context.now,
        on=context.today,
    )
    if level > UNHAPPY_TO and not at_once:
        rated = await ratings.rate_dossiers(context.db, context.rating_changes, tap, dossier_ids)
    else:
        rated, rating_id = await ratings.rate_at_once(context.db, context.rating_changes, tap, dossier_ids)
        if level <= UNHAPPY_TO:
            await tell_unhappy(context, rating_id, rated.unit_id, level, rated.procedure_code)
    return _thanks(context, rated, dossier_ids[0], level)


async def tell_unhappy(context: Context, rating_id: int, unit_id: int, level: int, about: str) -> None:
    """The director hears of it at once; what is said after the tap is seen when they open it."""
    say = Words("vi")
    text = say("alerts.rating", level=say(LEVEL[level]), about=about)
    await alert(context, News("rating", rating_id, unit_id, text))


def _thanks(context: Context, rated: ratings.Rated, dossier_id: int, level: int) -> Reply:
    say = context.say
    key = "rating.stored" if rated.dossiers == 1 else "rating.stored_several"
    text = say(key, level=say(LEVEL[level]), code=rated.code, count=integer(rated.dossiers))
    if level <= UNHAPPY_TO:
        text += f"\n\n{say('rating.ask_why')}"
    return kept_screen(context, dossier_id, text, level)
