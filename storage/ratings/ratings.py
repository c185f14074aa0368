"""Ratings: stored on the first tap, once for each dossier, rolled up by day in the same transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, func, or_, select, update

from storage.database import Connection
from storage.dossiers.dossiers import LINK_ENDS_AFTER
from storage.dossiers.naming import OF_DOSSIER, PROCEDURE_NAME
from storage.ground.refusals import Refusal
from storage.models import Dossier, DossierAccess, Procedure, RatedDossier, Rating
from storage.ratings.changes import NewRating, RatingChanges
from storage.ratings.flags import SOON_AFTER_RETURN
from storage.ratings.raters import rater_of
from storage.rows import all_as

SATISFIED_FROM = 4
CHANGE_FOR = timedelta(hours=24)
AT_MOST_TOGETHER = 20


@dataclass(frozen=True, slots=True)
class Rated:
    """What a tap did. `dossiers`: how many the rating covers, as far as nobody is faster. Its number is known once it
    is written."""

    unit_id: int
    procedure_code: str
    code: str
    dossiers: int


@dataclass(frozen=True, slots=True)
class Tap:
    """Who gives which level, from where and when. `source`: where from, as a number; `person_id`: None at a kiosk."""

    level: int
    channel: str
    person_id: int | None
    source: int
    at: datetime
    on: date

    @property
    def satisfied(self) -> bool:
        return self.level >= SATISFIED_FROM


_TARGET_COLUMNS = (
    Dossier.id,
    Dossier.unit_id,
    Dossier.code,
    Dossier.procedure_code,
    Dossier.phone_hash,
    Dossier.returned_on,
    Dossier.return_known_at,
    Rating.id.label("rating_id"),
    Rating.level,
    Rating.person_id,
    Rating.channel,
    Rating.rated_on,
    Rating.rated_at,
)
_TARGET = (
    select(*_TARGET_COLUMNS, DossierAccess.opened_at)
    .join(DossierAccess, DossierAccess.dossier_id == Dossier.id)
    .outerjoin(RatedDossier, RatedDossier.dossier_id == Dossier.id)
    .outerjoin(Rating, Rating.id == RatedDossier.rating_id)
    .where(Dossier.id == bindparam("dossier"), DossierAccess.person_id == bindparam("person"))
)
_AT_KIOSK = (
    select(*_TARGET_COLUMNS, Dossier.return_known_at.label("opened_at"))
    .outerjoin(RatedDossier, RatedDossier.dossier_id == Dossier.id)
    .outerjoin(Rating, Rating.id == RatedDossier.rating_id)
    .where(Dossier.id == bindparam("dossier"))
)
# What another process has just changed must be seen: the roll-up moves by the difference.
_LEVEL_NOW = select(Rating.level).where(Rating.id == bindparam("rating")).with_for_update()
_CHANGE = update(Rating).where(Rating.id == bindparam("rating")).values(level=bindparam("new_level"))


async def rate_dossiers(db: Connection, changes: RatingChanges, tap: Tap, dossier_ids: Sequence[int]) -> Rated:
    """Adds one rating for these dossiers to the changes, or changes this person's own answer within a day.

    The first is the one that was opened; of the others those are covered which are returned and not rated yet.
    Refuses with `rating.no_access`, `rating.not_returned`, `rating.already`, `rating.closed`.
    """
    first, *others = dossier_ids
    if first in changes.touched:
        await changes.write_ratings(db)
    target = await _target(db, tap, first)
    if target.rating_id is not None:
        return await _change(db, changes, tap, target)
    changes.add(first, new_rating(tap, target.unit_id, target.phone_hash, code=target.code, others=tuple(others),
                                  soon=_is_soon(tap, target)))  # fmt: skip
    return Rated(target.unit_id, target.procedure_code, target.code, 1 + len(others))


async def rate_at_once(
    db: Connection, changes: RatingChanges, tap: Tap, dossier_ids: Sequence[int]
) -> tuple[Rated, int]:
    """As `rate_dossiers`, for whoever goes on to read or to add to what was just given: it is written when this
    returns, and has a number. Refuses as `rate_dossiers` does."""
    rated = await rate_dossiers(db, changes, tap, dossier_ids)
    await changes.write_ratings(db)
    covering = select(RatedDossier.rating_id).where(RatedDossier.dossier_id == dossier_ids[0])
    return rated, (await db.scalars(covering)).one()


async def _target(db: Connection, tap: Tap, dossier_id: int) -> Any:
    values = {"dossier": dossier_id, "person": tap.person_id}
    statement = _AT_KIOSK if tap.person_id is None else _TARGET
    target = (await db.execute(statement, values)).one_or_none()
    if target is None:
        raise Refusal("rating.no_access")
    if target.returned_on is None:
        raise Refusal("rating.not_returned", code=target.code)
    return target


async def _change(db: Connection, changes: RatingChanges, tap: Tap, target: Any) -> Rated:
    if target.person_id is None or target.person_id != tap.person_id:
        raise Refusal("rating.already", code=target.code)
    if tap.at - target.rated_at > CHANGE_FOR:
        raise Refusal("rating.closed", code=target.code)
    before = (await db.scalars(_LEVEL_NOW, {"rating": target.rating_id})).one()
    await db.execute(_CHANGE, {"rating": target.rating_id, "new_level": tap.level})
    difference = int(tap.satisfied) - int(before >= SATISFIED_FROM)
    changes.change(target.unit_id, target.rated_on, target.channel, difference)
    return Rated(target.unit_id, target.procedure_code, target.code, await _covered(db, target.rating_id))


async def _covered(db: Connection, rating_id: int) -> int:
    statement = select(func.count()).select_from(RatedDossier).where(RatedDossier.rating_id == rating_id)
    return (await db.scalars(statement)).one()


def new_rating(
    tap: Tap, unit_id: int, phone_hash: str | None, *, code: str = "", others: tuple[int, ...] = (), soon: bool = False
) -> NewRating:
    return NewRating(
        code=code,
        unit_id=unit_id,
        person_id=tap.person_id,
        channel=tap.channel,
        level=tap.level,
        satisfied=tap.satisfied,
        rater=rater_of(phone_hash, tap.person_id),
        source=tap.source,
        soon=soon,
        rated_at=tap.at,
        rated_on=tap.on,
        others=others,
    )


def _is_soon(tap: Tap, target: Any) -> bool:
    """Whether the rating came within a minute of the return, from somebody who had not waited for it."""
    known = target.return_known_at
    return known is not None and target.opened_at >= known and tap.at - known < SOON_AFTER_RETURN


async def may_be_rated(db: Connection, dossier_id: int, today: date) -> bool:
    """A condition on dossiers: returned, not too long ago, and not rated."""
    statement = (
        select(Dossier.id)
        .outerjoin(RatedDossier, RatedDossier.dossier_id == Dossier.id)
        .where(Dossier.id == dossier_id, RatedDossier.dossier_id.is_(None))
        .where(Dossier.returned_on >= today - LINK_ENDS_AFTER)
    )
    return (await db.scalars(statement)).one_or_none() is not None


_FREE = (
    select(Dossier.id, Dossier.code, PROCEDURE_NAME)
    .outerjoin(RatedDossier, RatedDossier.dossier_id == Dossier.id)
    .outerjoin(Procedure, OF_DOSSIER)
    .where(
        (Dossier.unit_id + 0) == bindparam("unit"),  # by phone or person: a unit has too many
        Dossier.returned_on >= bindparam("since"),
        RatedDossier.dossier_id.is_(None),
        or_(
            Dossier.phone_hash == bindparam("phone"),
            Dossier.id.in_(select(DossierAccess.dossier_id).where(DossierAccess.person_id == bindparam("person"))),
        ),
    )
    .order_by(Dossier.returned_on.desc(), Dossier.id.desc())
    .limit(AT_MOST_TOGETHER)
)


@dataclass(frozen=True, slots=True)
class FreeDossier:
    id: int
    code: str
    procedure: str


async def free_dossiers(db: Connection, person_id: int, dossier_id: int, today: date) -> list[FreeDossier]:
    """Returned dossiers of the same unit that nobody has rated, of the same phone or opened in the same chat: those
    which may be rated together with this one, which is among them if it is free itself."""
    statement = select(Dossier.unit_id, Dossier.phone_hash).where(Dossier.id == dossier_id)
    dossier = (await db.execute(statement)).one_or_none()
    if dossier is None:
        return []
    values = {
        "unit": dossier.unit_id,
        "since": today - LINK_ENDS_AFTER,
        "phone": dossier.phone_hash,
        "person": person_id,
    }
    return all_as(FreeDossier, await db.execute(_FREE, values))
