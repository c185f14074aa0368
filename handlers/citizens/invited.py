"""What people answer to a service's own message that asks for a rating. It comes without its sender's name: the message
it answers says which dossier it is about."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers.citizens.rating import tell_unhappy
from handlers.context import Answer, Context
from handlers.kit.codes import without_phones
from handlers.language.citizens import Formal, formal
from storage.dossiers.dossiers import proof_given
from storage.ground.days.working_time import local_day
from storage.ground.text import clean, shorten
from storage.keys import source_number
from storage.ratings import ratings
from storage.ratings.details import UNHAPPY_TO, check_level, set_comment
from storage.ratings.invitations import Invited, claim_rating, count_unknown, is_known

MAX_COMMENT = 2000
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Feedback:
    """Raises ValueError for a level that is none. `options`: the sentences of the template that were tapped.
    `message_id`, `tracking_id`: of the message it answers, as far as they came with it. `at`: when it was given, as the
    service says."""

    channel: str
    level: int
    note: str
    options: Sequence[str]
    message_id: str
    tracking_id: str
    at: datetime | None

    def __post_init__(self) -> None:
        check_level(self.level)


async def take_feedback(context: Context, said: Feedback) -> Answer:
    """Becomes the dossier's rating, once. What answers no message of ours is counted, and its content is not kept."""
    invited = await claim_rating(context.db, said.channel, said.message_id, said.tracking_id, context.now)
    if invited is None:
        if not await is_known(context.db, said.channel, said.message_id, said.tracking_id):
            count = await count_unknown(context.db, said.channel)
            log.warning("a rating over %s answers no message of ours; the %d. so far", said.channel, count)
    elif await ratings.may_be_rated(context.db, invited.dossier_id, context.today):
        await _store(context, said, invited)
    else:
        log.info("a rating over %s is of a dossier that has one already, or had its time", said.channel)
    return ()


async def _store(context: Context, said: Feedback, invited: Invited) -> None:
    """Where another process is faster this refuses, and the intake's second run finds the dossier rated."""
    person_id = invited.person_id
    if person_id is not None and await proof_given(context.db, person_id, invited.dossier_id) is None:
        person_id = None
    at = min(max(said.at or context.now, invited.made_at), context.now)
    source = source_number(context.office.secret, said.channel, f"dossier {invited.dossier_id}")
    tap = ratings.Tap(said.level, invited.channel, person_id, source, at, local_day(at))
    dossiers = [invited.dossier_id]
    rated, rating_id = await ratings.rate_at_once(context.db, context.rating_changes, tap, dossiers)
    words = _words(said)
    if words:
        await set_comment(context.db, rating_id, words)
    if said.level <= UNHAPPY_TO:
        await tell_unhappy(context, rating_id, rated.unit_id, said.level, rated.procedure_code)


def _words(said: Feedback) -> str:
    """A denunciation has another door, and is kept nowhere here; nor is a phone number, which nobody asked for."""
    words = clean("\n".join(filter(None, (said.note, "; ".join(said.options)))))
    if formal(words) is Formal.YES:
        log.warning("the words of a rating over %s are a formal complaint or denunciation: not kept", said.channel)
        return ""
    return shorten(without_phones(words), MAX_COMMENT)
