"""One question more after a rating, as the satisfaction index asks it; where the office wants it."""

from dataclasses import replace
from functools import partial

from handlers.citizens.actions import AnswerAspect, ShowAspect
from handlers.citizens.faces import face_buttons, face_rows
from handlers.citizens.rating_details import kept_screen
from handlers.context import Answer, Context
from handlers.replies import Reply
from handlers.words.catalogue import Words
from handlers.words.keys import ASPECT, ASPECT_QUESTION, LEVEL
from storage.ground.refusals import Refusal
from storage.ratings.aspects import aspect_of, keep_aspect
from storage.ratings.details import UNHAPPY_TO, RatingRow, rating_of_dossier


def with_question(context: Context, reply: Reply, dossier_id: int, level: int) -> Reply:
    """Whoever was unhappy is asked why first: the question waits behind a button."""
    if not context.office.asks_aspects or level <= UNHAPPY_TO:
        return reply
    faces = face_buttons(context.say, partial(AnswerAspect, dossier_id))
    return replace(reply, text=f"{reply.text}\n\n{_question(context.say, dossier_id)}", rows=(*faces, *reply.rows))


def _question(say: Words, dossier_id: int) -> str:
    return say("aspect.one_more", question=say(ASPECT_QUESTION[aspect_of(dossier_id)]))


async def _rated(context: Context, dossier_id: int) -> RatingRow:
    """An old button may ask for what the office no longer asks."""
    if not context.office.asks_aspects:
        raise Refusal("aspect.not_asked")
    return await rating_of_dossier(context.db, context.sender.id, dossier_id, context.now)


async def show_aspect(context: Context, action: ShowAspect) -> Answer:
    """Below the reasons, which stay open for whoever does not answer."""
    await _rated(context, action.dossier_id)
    rows = face_rows(context.say, partial(AnswerAspect, action.dossier_id))
    return Reply(_question(context.say, action.dossier_id), rows)


async def answer_aspect(context: Context, action: AnswerAspect) -> Answer:
    dossier_id, say = action.dossier_id, context.say
    rating = await _rated(context, dossier_id)
    await keep_aspect(context.db, rating, aspect_of(dossier_id), action.level)
    text = say("aspect.kept", aspect=say(ASPECT[aspect_of(dossier_id)]), level=say(LEVEL[action.level]))
    wants_contact = rating.contact_at is not None
    return kept_screen(context, dossier_id, text, rating.level, rating.reasons, wants_contact=wants_contact)
