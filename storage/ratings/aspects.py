"""One question more after a rating: what of the service it is about. Each dossier has one of five, so that all five are
asked equally often, and nobody is asked another when they come back."""

import enum
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from storage.database import Connection
from storage.ground.days.periods import Period
from storage.models import RatingAspect
from storage.ratings.details import RatingRow
from storage.ratings.ratings import SATISFIED_FROM
from storage.rows import all_as
from storage.upsert import insert


class Aspect(enum.StrEnum):
    """The five factors that the method of the satisfaction index measures (SIPAS, Quyết định 2640/QĐ-BNV)."""

    ACCESS = "access"
    PROCEDURE = "procedure"
    STAFF = "staff"
    RESULT = "result"
    FEEDBACK = "feedback"


_ASPECTS = tuple(Aspect)


@dataclass(frozen=True, slots=True)
class AspectFigures:
    aspect: str
    satisfied: int
    answered: int


def aspect_of(dossier_id: int) -> Aspect:
    """What whoever rates this dossier is asked about."""
    return _ASPECTS[dossier_id % len(_ASPECTS)]


async def keep_aspect(db: Connection, rating: RatingRow, aspect: Aspect, level: int) -> None:
    """The newest answer holds."""
    statement = insert(RatingAspect)
    excluded = {name: statement.excluded[name] for name in ("aspect", "level")}
    statement = statement.on_conflict_do_update(index_elements=["rating_id"], set_=excluded)
    values = {"unit_id": rating.unit_id, "rated_on": rating.rated_on, "aspect": aspect.value, "level": level}
    await db.execute(statement, {"rating_id": rating.id, **values})


async def aspect_level(db: Connection, rating_id: int, aspect: Aspect) -> int | None:
    """The answer that was given to this question."""
    statement = select(RatingAspect.level).where(RatingAspect.rating_id == rating_id, RatingAspect.aspect == aspect)
    return (await db.scalars(statement)).one_or_none()


async def aspect_figures(db: Connection, unit_ids: Collection[int], period: Period, today: date) -> list[AspectFigures]:
    """Of ratings given in the period; in the order of the method, only what somebody answered."""
    satisfied = func.count().filter(RatingAspect.level >= SATISFIED_FROM)
    statement = (
        select(RatingAspect.aspect, satisfied.label("satisfied"), func.count().label("answered"))
        .where(RatingAspect.unit_id.in_(unit_ids))
        .where(RatingAspect.rated_on.between(period.first, period.as_of(today)))
        .group_by(RatingAspect.aspect)
    )
    found = {one.aspect: one for one in all_as(AspectFigures, await db.execute(statement))}
    return [found[aspect] for aspect in _ASPECTS if aspect in found]
