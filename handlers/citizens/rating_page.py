"""The rating page `/r/TOKEN`: what it shows, and what its forms say. The page itself knows no database."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from handlers.cases.formal import right_door
from handlers.citizens.dossiers import linked_dossier
from handlers.citizens.rating import store_rating, together_with
from handlers.citizens.rating_details import keep_comment
from handlers.context import Answer, Context
from handlers.kit.codes import has_phone, is_only_phone, without_phones
from handlers.kit.occasion import Office
from handlers.language.citizens import Formal, formal
from handlers.replies import Reply
from handlers.words.formats import day
from handlers.words.keys import ASPECT, LEVEL
from storage.database import Connection
from storage.dossiers.dossiers import LINK_ENDS_AFTER, DossierView, find_dossier, give_access
from storage.dossiers.short_codes import short_code
from storage.ground.channels import WEB
from storage.ground.days.working_time import local_day
from storage.ground.refusals import Refusal
from storage.ground.text import clean
from storage.keys import dossier_token, read_dossier_token
from storage.models import Proof
from storage.people.people import find_sender_at
from storage.ratings.aspects import Aspect, aspect_level, aspect_of, keep_aspect
from storage.ratings.details import RatingRow, Reason, check_level, own_rating, set_contact, set_reasons
from storage.ratings.ratings import free_dossiers


@dataclass(frozen=True, slots=True)
class RatingView:
    """`state`: unknown | ended | not_returned | open | yours | rated. `others`: how many more returned dossiers of the
    same person nobody has rated, `other_links` their codes and tokens. `aspect`: the one question more, where it is
    asked, and the answer to it. `changeable`: the answer may still be changed
    and added to. `short_code`: what tells a messenger's chat of this dossier; empty where there is none."""

    state: str
    code: str = ""
    procedure: str = ""
    received: str = ""
    due: str = ""
    returned: str = ""
    late: bool = False
    level: int | None = None
    rating_id: int | None = None
    reasons: tuple[str, ...] = ()
    comment: str = ""
    contact: bool = False
    aspect: Aspect | None = None
    aspect_level: int | None = None
    changeable: bool = False
    others: int = 0
    other_links: tuple[tuple[str, str], ...] = ()
    short_code: str = ""


async def rating_view(db: Connection, office: Office, token: str, address: str, now: datetime) -> RatingView:
    """Reads only: previews of links fetch pages, and nobody has done anything by that."""
    today = local_day(now)
    dossier_id = read_dossier_token(office.secret, token)
    dossier = await find_dossier(db, dossier_id) if dossier_id else None
    if dossier is None:
        return RatingView("unknown")
    if dossier.returned_on and today - dossier.returned_on > LINK_ENDS_AFTER:
        return RatingView("ended", dossier.code)
    sender = await find_sender_at(db, WEB, address, today)
    free = await free_dossiers(db, sender.id, dossier.id, today)
    others = [other for other in free if other.id != dossier.id]
    rating = await _own_rating(db, sender.id, dossier, now)
    aspect = aspect_of(dossier.id) if rating and office.asks_aspects else None
    return RatingView(
        state=_state(dossier, sender.id),
        code=dossier.code,
        procedure=dossier.procedure,
        received=day(dossier.received_on),
        due=day(dossier.due_on) if dossier.due_on else "",
        returned=day(dossier.returned_on) if dossier.returned_on else "",
        late=dossier.is_late(today),
        level=dossier.level if dossier.rated_by == sender.id else None,
        rating_id=rating.id if rating else None,
        reasons=tuple(rating.reasons) if rating else (),
        comment=(rating.comment or "") if rating else "",
        contact=rating is not None and rating.contact_at is not None,
        aspect=aspect,
        aspect_level=await aspect_level(db, rating.id, aspect) if rating and aspect else None,
        changeable=rating is not None,
        others=len(others),
        other_links=tuple((other.code, dossier_token(office.secret, other.id)) for other in others),
        short_code=short_code(office.secret, dossier.id, today) if office.account else "",
    )


def _state(dossier: DossierView, person_id: int) -> str:
    if dossier.returned_on is None:
        return "not_returned"
    if dossier.level is None:
        return "open"
    return "yours" if dossier.rated_by == person_id else "rated"


async def _own_rating(db: Connection, person_id: int, dossier: DossierView, now: datetime) -> RatingRow | None:
    if dossier.rating_id is None or dossier.rated_by != person_id:
        return None
    try:
        return await own_rating(db, person_id, dossier.rating_id, now)
    except Refusal:
        return None


@dataclass(frozen=True, slots=True)
class PageRating:
    """Raises ValueError for a level that is none. `together`: with the others that wait."""

    token: str
    level: int
    together: bool

    def __post_init__(self) -> None:
        check_level(self.level)


async def rate_on_page(context: Context, tapped: PageRating) -> Answer:
    dossier = await linked_dossier(context, tapped.token)
    await give_access(context.db, context.sender.id, dossier, Proof.LINK, context.now)
    ids = await together_with(context, dossier.id) if tapped.together else [dossier.id]
    return await store_rating(context, ids, tapped.level)


async def reasons_on_page(context: Context, rating_id: int, chosen: Collection[Reason]) -> Answer:
    rating = await _own(context, rating_id)
    await set_reasons(context.db, rating.id, sorted(chosen))
    return Reply(context.say("rating.details_kept"))


@dataclass(frozen=True, slots=True)
class PageAspect:
    """What the question was about, and the face chosen. Raises ValueError for a level that is none."""

    aspect: Aspect
    level: int

    def __post_init__(self) -> None:
        check_level(self.level)


async def aspect_on_page(context: Context, rating_id: int, answer: PageAspect) -> Answer:
    if not context.office.asks_aspects:
        raise Refusal("aspect.not_asked")
    await keep_aspect(context.db, await _own(context, rating_id), answer.aspect, answer.level)
    label, level = context.say(ASPECT[answer.aspect]), context.say(LEVEL[answer.level])
    return Reply(context.say("aspect.kept", aspect=label, level=level))


async def comment_on_page(context: Context, rating_id: int) -> Answer:
    """A denunciation is shown its own door, and a phone number is kept nowhere by who will be answered here."""
    rating, text = await _own(context, rating_id), clean(context.incoming.text)
    if is_formal(text):
        context.said = context.say("case.formal_hidden")
        return await right_door(context, context.say("case.formal_not_kept"))
    if rating.contact_at is not None and has_phone(text):
        context.said = without_phones(text)
        if is_only_phone(text):
            return Reply(context.say("rating.no_phone_needed"))
        text = context.said
    await keep_comment(context, rating.id, text)
    return Reply(context.say("rating.comment_kept"))


def is_formal(text: str) -> bool:
    return formal(text) is Formal.YES


async def contact_on_page(context: Context, rating_id: int) -> Answer:
    rating = await _own(context, rating_id)
    await set_contact(context.db, rating.id, context.now)
    return Reply(context.say("rating.contact_kept", level=context.say(LEVEL[rating.level])))


async def _own(context: Context, rating_id: int) -> RatingRow:
    return await own_rating(context.db, context.sender.id, rating_id, context.now)
