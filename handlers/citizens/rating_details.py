"""After an unhappy tap: why, in chips or in words, and whether somebody should answer."""

from collections.abc import Sequence
from datetime import timedelta

from handlers.citizens.actions import AskComment, ShowAspect, ShowFaces, ToggleContact, ToggleReason, WriteComment
from handlers.context import Answer, Context
from handlers.kit.codes import has_phone, is_only_phone, read_given, without_phones
from handlers.kit.screens import in_pairs, screen
from handlers.language.citizens import elsewhere
from handlers.replies import Button, Reply, Rows
from handlers.words.keys import LEVEL, REASON
from storage.ground.refusals import Refusal
from storage.ratings.details import (
    UNHAPPY_TO,
    RatingRow,
    Reason,
    newest_rated,
    rating_of_dossier,
    set_comment,
    set_contact,
    set_reasons,
)

MAX_COMMENT = 2000
COMMENT_WITHIN = timedelta(minutes=30)


def detail_rows(context: Context, dossier_id: int, chosen: Sequence[str], *, wants_contact: bool) -> Rows:
    say = context.say
    chips = [
        Button(("✓ " if reason in chosen else "") + say(REASON[reason]), ToggleReason(dossier_id, reason))
        for reason in Reason
    ]
    contact = ("✓ " if wants_contact else "") + say("button.contact")
    aspect = ((Button(say("button.aspect"), ShowAspect(dossier_id)),),) if context.office.asks_aspects else ()
    return (
        *in_pairs(chips),
        (Button(say("button.comment"), WriteComment(dossier_id)),),
        (Button(contact, ToggleContact(dossier_id)),),
        *aspect,
    )


def kept_screen(
    context: Context, dossier_id: int, text: str, level: int, chosen: Sequence[str] = (), *, wants_contact: bool = False
) -> Reply:
    """What was kept of a rating, what can be added to it, and the way to change it."""
    say = context.say
    change = Button(say("button.rate_change"), ShowFaces(dossier_id))
    if level > UNHAPPY_TO:
        comment = Button(say("button.comment"), WriteComment(dossier_id))
        return screen(say, text, [(comment, change)], replaces=True)
    rows = detail_rows(context, dossier_id, chosen, wants_contact=wants_contact)
    return screen(say, text, rows, beside_home=[change], replaces=True)


async def _own(context: Context, dossier_id: int) -> RatingRow:
    return await rating_of_dossier(context.db, context.sender.id, dossier_id, context.now)


async def toggle_reason(context: Context, action: ToggleReason) -> Answer:
    rating = await _own(context, action.dossier_id)
    await set_reasons(context.db, rating.id, sorted(set(rating.reasons) ^ {action.reason}))
    return await _kept(context, action.dossier_id)


async def toggle_contact(context: Context, action: ToggleContact) -> Answer:
    rating = await _own(context, action.dossier_id)
    await set_contact(context.db, rating.id, None if rating.contact_at else context.now)
    return await _kept(context, action.dossier_id)


async def _kept(context: Context, dossier_id: int) -> Reply:
    rating = await _own(context, dossier_id)
    wants_contact = rating.contact_at is not None
    key = "rating.contact_kept" if wants_contact else "rating.reasons_kept"
    text = context.say(key, level=context.say(LEVEL[rating.level]))
    return kept_screen(context, dossier_id, text, rating.level, rating.reasons, wants_contact=wants_contact)


async def ask_comment(context: Context, action: WriteComment) -> Answer:
    await _own(context, action.dossier_id)
    await context.ask(AskComment(action.dossier_id))
    return screen(context.say, context.say("rating.ask_comment"))


async def comment_answered(context: Context, asked: AskComment, text: str) -> Answer | None:
    """None for a question or a courtesy: what was asked stays asked."""
    if read_given(text).code:
        return None
    if elsewhere(text, of_comment=True):
        await context.ask(asked)
        return None
    return await comment(context, asked.dossier_id, text)


async def comment_after_face(context: Context, text: str) -> Answer | None:
    """What is typed soon after a face is said about it; None where there was none."""
    dossier_id = await newest_rated(context.db, context.sender.id, context.now - COMMENT_WITHIN)
    return None if dossier_id is None else await comment(context, dossier_id, text)


async def comment(context: Context, dossier_id: int, text: str) -> Reply:
    """Adds the words to what the person has said before. A phone number is not kept: the answer comes in this chat."""
    rating = await _own(context, dossier_id)
    if is_only_phone(text):
        context.said = without_phones(text)
        return _told(context, dossier_id, rating, "rating.no_phone_needed")
    key = "rating.comment_kept"
    if rating.contact_at is not None and has_phone(text):
        text = context.said = without_phones(text)
        key = "rating.comment_without_phone"
    await keep_comment(context, rating.id, "\n".join(filter(None, (rating.comment, text))))
    return _told(context, dossier_id, rating, key)


def _told(context: Context, dossier_id: int, rating: RatingRow, key: str) -> Reply:
    rows: Rows = ()
    if rating.level <= UNHAPPY_TO:
        rows = detail_rows(context, dossier_id, rating.reasons, wants_contact=rating.contact_at is not None)
    return screen(context.say, context.say(key), rows)


async def keep_comment(context: Context, rating_id: int, text: str) -> None:
    if len(text) > MAX_COMMENT:
        raise Refusal("text.too_long", limit=MAX_COMMENT)
    await set_comment(context.db, rating_id, text)
