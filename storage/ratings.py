"""Ratings: stored on the first tap, once for each dossier, rolled up by day in the same transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, func, select, update
from sqlalchemy import insert as plain_insert

from storage.database import Connection
from storage.models import Dossier, DossierAccess, Procedure, RatedDossier, Rating, RatingDay
from storage.refusals import Refusal
from storage.upsert import insert

SATISFIED_FROM = 4
CHANGE_FOR = timedelta(hours=24)
REASONS = ("time", "attitude", "papers", "came_again", "costs", "other")

_Key = tuple[int, date, str]

_insert_day = insert(RatingDay)
_ADD_TO_DAY = _insert_day.on_conflict_do_update(
    index_elements=["unit_id", "day", "channel"],
    set_={
        "rated": RatingDay.rated + _insert_day.excluded.rated,
        "satisfied": RatingDay.satisfied + _insert_day.excluded.satisfied,
    },
)


@dataclass(slots=True)
class RatingChanges:
    """What a batch adds to the roll-up; (unit, day, channel) → ratings and satisfied ones."""

    counts: dict[_Key, tuple[int, int]] = field(default_factory=dict)

    def add(self, key: _Key, rated: int, satisfied: int) -> None:
        had_rated, had_satisfied = self.counts.get(key, (0, 0))
        self.counts[key] = (had_rated + rated, had_satisfied + satisfied)

    def copy(self) -> dict[_Key, tuple[int, int]]:
        return dict(self.counts)

    def restore(self, counts: dict[_Key, tuple[int, int]]) -> None:
        self.counts = counts

    async def store(self, db: Connection) -> None:
        rows = [
            {"unit_id": unit_id, "day": day, "channel": channel, "rated": rated, "satisfied": satisfied}
            # Always in the same order, so that two processes never wait for each other crosswise.
            for (unit_id, day, channel), (rated, satisfied) in sorted(self.counts.items())
            if rated or satisfied
        ]
        if rows:
            await db.execute(_ADD_TO_DAY, rows)


@dataclass(frozen=True, slots=True)
class Rated:
    """`changed`: it replaced an earlier answer of the same person."""

    rating_id: int
    code: str
    changed: bool


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
_ADD = plain_insert(Rating).returning(Rating.id)
_COVER = insert(RatedDossier).on_conflict_do_nothing().returning(RatedDossier.dossier_id)
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
) -> Rated:
    """Stores the level, or changes this person's own answer within a day.

    Refuses with `rating.no_access`, `rating.not_returned`, `rating.already`, `rating.closed`.
    """
    target = (await db.execute(_TARGET, {"dossier": dossier_id, "person": person_id})).one_or_none()
    if target is None:
        raise Refusal("rating.no_access")
    if target.returned_on is None:
        raise Refusal("rating.not_returned", code=target.code)
    satisfied = int(level >= SATISFIED_FROM)
    if target.rating_id is not None:
        if target.person_id != person_id:
            raise Refusal("rating.already", code=target.code)
        if now - target.rated_at > CHANGE_FOR:
            raise Refusal("rating.closed", code=target.code)
        await db.execute(_CHANGE, {"rating": target.rating_id, "new_level": level})
        difference = satisfied - int(target.level >= SATISFIED_FROM)
        changes.add((target.unit_id, target.rated_on, target.channel), 0, difference)
        return Rated(target.rating_id, target.code, changed=True)
    row = {
        "unit_id": target.unit_id,
        "person_id": person_id,
        "channel": channel,
        "level": level,
        "rated_on": today,
        "rated_at": now,
        "reasons": [],
    }
    rating_id = (await db.scalars(_ADD, row)).one()
    covered = (await db.scalars(_COVER, {"dossier_id": dossier_id, "rating_id": rating_id})).all()
    if not covered:  # another process was faster
        raise Refusal("rating.already", code=target.code)
    changes.add((target.unit_id, today, channel), 1, satisfied)
    return Rated(rating_id, target.code, changed=False)


@dataclass(frozen=True, slots=True)
class RatingRow:
    """`dossier_id`: one of those it covers."""

    id: int
    dossier_id: int
    level: int
    reasons: Sequence[str]
    comment: str | None
    rated_at: datetime


async def own_rating(db: Connection, person_id: int, rating_id: int, now: datetime) -> RatingRow:
    """This person's rating while it may still be added to; refuses with `rating.not_yours`, `rating.closed`."""
    statement = (
        select(Rating.id, RatedDossier.dossier_id, Rating.level, Rating.reasons, Rating.comment, Rating.rated_at)
        .join(RatedDossier, RatedDossier.rating_id == Rating.id)
        .where(Rating.id == rating_id, Rating.person_id == person_id)
        .limit(1)
    )
    row = (await db.execute(statement)).one_or_none()
    if row is None:
        raise Refusal("rating.not_yours")
    if now - row.rated_at > CHANGE_FOR:
        raise Refusal("rating.closed", code="")
    return RatingRow(*row)


async def set_reasons(db: Connection, rating_id: int, reasons: Sequence[str]) -> None:
    await db.execute(update(Rating).where(Rating.id == rating_id).values(reasons=list(reasons)))


async def set_comment(db: Connection, rating_id: int, comment: str) -> None:
    await db.execute(update(Rating).where(Rating.id == rating_id).values(comment=comment))


@dataclass(frozen=True, slots=True)
class UnhappyRating:
    """Without the person: no staff member sees who gave a rating. `procedure`: its name, or its code where unnamed."""

    id: int
    level: int
    rated_on: date
    reasons: Sequence[str]
    comment: str | None
    procedure: str


async def unhappy_ratings(
    db: Connection, unit_ids: Sequence[int], first: date, last: date, limit: int, offset: int = 0
) -> list[UnhappyRating]:
    """The two lowest levels in these days, newest first."""
    named = (Procedure.code == Dossier.procedure_code) & (Procedure.unit_id == Dossier.unit_id)
    procedure = (
        select(func.coalesce(Procedure.name, Dossier.procedure_code))
        .select_from(Dossier)
        .outerjoin(Procedure, named)
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
