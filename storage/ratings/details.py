"""What belongs to a rating besides its level: reasons, a comment, the wish to be contacted, and the answer given."""

import enum
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, select, update

from storage.database import Connection
from storage.dossiers.naming import OF_DOSSIER, PROCEDURE_NAME
from storage.ground.refusals import Refusal
from storage.models import Dossier, Procedure, RatedDossier, Rating
from storage.ratings.ratings import CHANGE_FOR
from storage.rows import all_as, one_as

LEVELS = (5, 4, 3, 2, 1)
UNHAPPY_TO = 2


class Reason(enum.StrEnum):
    """Why somebody is unhappy; `reason.…` is its word. In the order of the chips."""

    TIME = "time"
    ATTITUDE = "attitude"
    PAPERS = "papers"
    CAME_AGAIN = "came_again"
    COSTS = "costs"
    OTHER = "other"


def check_level(level: int) -> None:
    """Raises ValueError for what no face stands for."""
    if level not in LEVELS:
        raise ValueError("no level")


@dataclass(frozen=True, slots=True)
class RatingRow:
    id: int
    unit_id: int
    level: int
    reasons: Sequence[str]
    comment: str | None
    rated_on: date
    rated_at: datetime
    contact_at: datetime | None


_DETAILS = select(
    Rating.id,
    Rating.unit_id,
    Rating.level,
    Rating.reasons,
    Rating.comment,
    Rating.rated_on,
    Rating.rated_at,
    Rating.contact_at,
).where(Rating.person_id == bindparam("person"))
_BY_ID = _DETAILS.where(Rating.id == bindparam("rating"))
_OF_DOSSIER = _DETAILS.where(
    Rating.id == select(RatedDossier.rating_id).where(RatedDossier.dossier_id == bindparam("dossier")).scalar_subquery()
)


async def own_rating(db: Connection, person_id: int, rating_id: int, now: datetime) -> RatingRow:
    """This person's rating while it may still be changed. Refuses with `rating.not_yours` and `rating.closed`."""
    return _open(await db.execute(_BY_ID, {"person": person_id, "rating": rating_id}), now)


async def rating_of_dossier(db: Connection, person_id: int, dossier_id: int, now: datetime) -> RatingRow:
    """As `own_rating`, by a dossier it covers: a button carries the dossier, because a rating has no number while its
    tap is being handled. Refuses with `rating.not_yours` and `rating.closed`."""
    return _open(await db.execute(_OF_DOSSIER, {"person": person_id, "dossier": dossier_id}), now)


def _open(found: Any, now: datetime) -> RatingRow:
    rating = one_as(RatingRow, found)
    if rating is None:
        raise Refusal("rating.not_yours")
    if now - rating.rated_at > CHANGE_FOR:
        raise Refusal("rating.closed", code="")
    return rating


async def set_reasons(db: Connection, rating_id: int, reasons: Sequence[str]) -> None:
    await db.execute(update(Rating).where(Rating.id == rating_id).values(reasons=list(reasons)))


async def add_reason(db: Connection, rating_id: int, reason: str) -> None:
    reasons = (await db.scalars(select(Rating.reasons).where(Rating.id == rating_id))).one()
    await set_reasons(db, rating_id, sorted({*reasons, reason}))


async def newest_rated(db: Connection, person_id: int, since: datetime) -> int | None:
    """A dossier that the newest rating covers which this person has given since then."""
    statement = (
        select(RatedDossier.dossier_id)
        .join(Rating, Rating.id == RatedDossier.rating_id)
        .where(Rating.person_id == person_id, Rating.rated_at > since)
        .order_by(Rating.id.desc(), RatedDossier.dossier_id)
        .limit(1)
    )
    return (await db.scalars(statement)).one_or_none()


async def set_comment(db: Connection, rating_id: int, comment: str) -> None:
    await db.execute(update(Rating).where(Rating.id == rating_id).values(comment=comment))


async def set_contact(db: Connection, rating_id: int, at: datetime | None) -> None:
    await db.execute(update(Rating).where(Rating.id == rating_id).values(contact_at=at))


@dataclass(frozen=True, slots=True)
class UnhappyRating:
    """Without the person: no staff member sees who gave a rating. `procedure`: its name, or its code where unnamed.
    `contact`: they asked to be contacted, which is done
    through the chat they rated in."""

    id: int
    level: int
    rated_on: date
    reasons: Sequence[str]
    comment: str | None
    contact: bool
    answer: str | None
    procedure: str | None


_PROCEDURE = (
    select(PROCEDURE_NAME)
    .select_from(Dossier)
    .outerjoin(Procedure, OF_DOSSIER)
    .join(RatedDossier, RatedDossier.dossier_id == Dossier.id)
    .where(RatedDossier.rating_id == Rating.id)
    .limit(1)
    .scalar_subquery()
)
_UNHAPPY = select(
    Rating.id,
    Rating.level,
    Rating.rated_on,
    Rating.reasons,
    Rating.comment,
    (Rating.contact_at.is_not(None) & Rating.person_id.is_not(None)).label("contact"),
    Rating.answer,
    _PROCEDURE.label("procedure"),
).where(Rating.level <= UNHAPPY_TO)


async def unhappy_ratings(
    db: Connection, unit_ids: Collection[int], first: date, last: date, limit: int, offset: int = 0
) -> list[UnhappyRating]:
    """The two lowest levels in these days, newest first."""
    statement = (
        _UNHAPPY.where(Rating.unit_id.in_(unit_ids), Rating.rated_on.between(first, last))
        .order_by(Rating.rated_on.desc(), Rating.id.desc())
        .limit(limit)
        .offset(offset)
    )
    return all_as(UnhappyRating, await db.execute(statement))


async def unhappy_rating(db: Connection, unit_ids: Collection[int], rating_id: int) -> UnhappyRating:
    """Refuses with `unhappy.unknown` also where it is another unit's."""
    statement = _UNHAPPY.where(Rating.unit_id.in_(unit_ids), Rating.id == rating_id)
    row = one_as(UnhappyRating, await db.execute(statement))
    if row is None:
        raise Refusal("unhappy.unknown")
    return row


async def answer_rating(db: Connection, unit_ids: Collection[int], rating_id: int, text: str, now: datetime) -> int:
    """Keeps the answer and returns the person it goes to. Refuses with `unhappy.no_answer_wanted` where nobody asked
    for an answer, or one was given."""
    statement = (
        update(Rating)
        .where(Rating.id == rating_id, Rating.unit_id.in_(unit_ids), Rating.person_id.is_not(None))
        .where(Rating.contact_at.is_not(None), Rating.answered_at.is_(None))
        .values(answer=text, answered_at=now)
        .returning(Rating.person_id)
    )
    person_id = (await db.scalars(statement)).one_or_none()
    if person_id is None:
        raise Refusal("unhappy.no_answer_wanted")
    return person_id
