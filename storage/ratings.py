"""Ratings: stored on the first tap, once for each dossier, rolled up by day in the same transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, select, update

from storage.database import Connection
from storage.models import Dossier, DossierAccess, RatedDossier, Rating
from storage.rating_changes import NewRating, RatingChanges
from storage.refusals import Refusal

SATISFIED_FROM = 4
CHANGE_FOR = timedelta(hours=24)
REASONS = ("time", "attitude", "papers", "came_again", "costs", "other")

_TARGET = (
    select(
        Dossier.id,
        Dossier.unit_id,
        Dossier.code,
        Dossier.returned_on,
        Rating.id.label("rating_id"),
        Rating.level,
        Rating.person_id,
        Rating.channel,
        Rating.rated_on,
        Rating.rated_at,
    )
    .join(DossierAccess, DossierAccess.dossier_id == Dossier.id)
    .outerjoin(RatedDossier, RatedDossier.dossier_id == Dossier.id)
    .outerjoin(Rating, Rating.id == RatedDossier.rating_id)
    .where(Dossier.id == bindparam("dossier"), DossierAccess.person_id == bindparam("person"))
)
_CHANGE = update(Rating).where(Rating.id == bindparam("rating")).values(level=bindparam("new_level"))


async def rate_dossier(
    db: Connection,
    changes: RatingChanges,
    *,
    person_id: int,
    channel: str,
    dossier_id: int,
    level: int,
    now: datetime,
    today: date,
) -> str:
    """Adds the level to the changes, or changes this person's own answer within a day. Returns the dossier's code.

    Refuses with `rating.no_access`, `rating.not_returned`, `rating.already`, `rating.closed`.
    """
    if dossier_id in changes.new:
        await changes.write_ratings(db)
    target = (await db.execute(_TARGET, {"dossier": dossier_id, "person": person_id})).one_or_none()
    if target is None:
        raise Refusal("rating.no_access")
    code: str = target.code
    if target.returned_on is None:
        raise Refusal("rating.not_returned", code=code)
    satisfied = int(level >= SATISFIED_FROM)
    if target.rating_id is None:
        changes.new[dossier_id] = (code, NewRating(target.unit_id, person_id, channel, level, today, now))
        changes.count((target.unit_id, today, channel), 1, satisfied)
        return code
    if target.person_id != person_id:
        raise Refusal("rating.already", code=code)
    if now - target.rated_at > CHANGE_FOR:
        raise Refusal("rating.closed", code=code)
    await db.execute(_CHANGE, {"rating": target.rating_id, "new_level": level})
    difference = satisfied - int(target.level >= SATISFIED_FROM)
    changes.count((target.unit_id, target.rated_on, target.channel), 0, difference)
    return code


@dataclass(frozen=True, slots=True)
class RatingRow:
    id: int
    level: int
    reasons: Sequence[str]
    comment: str | None
    rated_at: datetime


_OWN = (
    select(Rating.id, Rating.level, Rating.reasons, Rating.comment, Rating.rated_at)
    .join(RatedDossier, RatedDossier.rating_id == Rating.id)
    .where(RatedDossier.dossier_id == bindparam("dossier"), Rating.person_id == bindparam("person"))
)


async def own_rating(db: Connection, person_id: int, dossier_id: int, now: datetime) -> RatingRow:
    """This person's rating of the dossier while it may still be added to; refuses with `rating.not_yours`,
    `rating.closed`."""
    row = (await db.execute(_OWN, {"dossier": dossier_id, "person": person_id})).one_or_none()
    if row is None:
        raise Refusal("rating.not_yours")
    if now - row.rated_at > CHANGE_FOR:
        raise Refusal("rating.closed", code="")
    return RatingRow(row.id, row.level, row.reasons, row.comment, row.rated_at)


async def set_reasons(db: Connection, rating_id: int, reasons: Sequence[str]) -> None:
    await db.execute(update(Rating).where(Rating.id == rating_id).values(reasons=list(reasons)))


async def set_comment(db: Connection, rating_id: int, comment: str) -> None:
    await db.execute(update(Rating).where(Rating.id == rating_id).values(comment=comment))


@dataclass(frozen=True, slots=True)
class UnhappyRating:
    """Without the person: no staff member sees who gave a rating."""

    id: int
    level: int
    rated_on: date
    reasons: Sequence[str]
    comment: str | None
    procedure_code: str


async def unhappy_ratings(
    db: Connection, unit_ids: Sequence[int], first: date, last: date, limit: int, offset: int = 0
) -> list[UnhappyRating]:
    """The two lowest levels in these days, newest first."""
    procedure = (
        select(Dossier.procedure_code)
        .join(RatedDossier, RatedDossier.dossier_id == Dossier.id)
        .where(RatedDossier.rating_id == Rating.id)
        .limit(1)
        .scalar_subquery()
    )
    statement = (
        select(Rating.id, Rating.level, Rating.rated_on, Rating.reasons, Rating.comment, procedure.label("procedure"))
        .where(Rating.level <= 2, Rating.unit_id.in_(unit_ids), Rating.rated_on.between(first, last))
        .order_by(Rating.rated_on.desc(), Rating.id.desc())
        .limit(limit)
        .offset(offset)
    )
    return [UnhappyRating(*row) for row in await db.execute(statement)]
