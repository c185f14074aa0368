"""Signs that somebody may be rating for others: shown to the officer and the director, and nothing is ever removed."""

import enum
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, case, delete, func, insert, select

from storage import upsert
from storage.database import Connection
from storage.ground.channels import needs_of
from storage.models import Rating, RatingFlag, RecentRating, Unit
from storage.ratings.raters import AddedRating
from storage.rows import all_as

WITHIN = timedelta(minutes=10)
SOON_AFTER_RETURN = timedelta(seconds=60)
# A kiosk stands at a counter where many people pass; a phone or a network belongs to few.
MANY_FROM_ONE, MANY_FROM_A_KIOSK = 5, 15
# A family has two or three phones; who rates for more at once may be rating for others.
MANY_PHONES = 3
KEPT_FOR = timedelta(days=1)


class FlagKind(enum.StrEnum):
    """`flags.…` is its sentence."""

    MANY_FROM_ONE = "many_from_one"
    ONE_FOR_MANY = "one_for_many"
    SOON_AFTER_RETURN = "soon_after_return"


_FROM = (
    select(RecentRating.source, func.count().label("ratings"), func.count(Rating.rater.distinct()).label("raters"))
    .join(Rating, Rating.id == RecentRating.rating_id)
    .where(
        RecentRating.source.in_(bindparam("sources", expanding=True)),
        RecentRating.rated_at.between(bindparam("since"), bindparam("until")),
    )
    .group_by(RecentRating.source)
    .having(func.count() >= MANY_FROM_ONE)
)
_insert = upsert.insert(RatingFlag)


def _larger(name: str) -> object:
    mine, other = getattr(RatingFlag, name), _insert.excluded[name]
    return case((mine > other, mine), else_=other)


_RAISE = _insert.on_conflict_do_update(
    index_elements=["key"],
    set_={"ratings": _larger("ratings"), "raters": _larger("raters"), "last_at": _insert.excluded.last_at},
)
_ADD_TO = _insert.on_conflict_do_update(
    index_elements=["key"],
    set_={
        "ratings": RatingFlag.ratings + _insert.excluded.ratings,
        "raters": RatingFlag.raters + _insert.excluded.raters,
        "last_at": _insert.excluded.last_at,
    },
)


async def raise_flags(db: Connection, added: Sequence[AddedRating]) -> None:
    """Looks at what came in together with what came lately from the same places."""
    await _count(db, FlagKind.SOON_AFTER_RETURN, [rating for rating in added if rating.soon])
    await _count(db, FlagKind.ONE_FOR_MANY, [rating for rating in added if rating.phones >= MANY_PHONES])
    rows = [{"rating_id": rating.id, "source": rating.source, "rated_at": rating.rated_at} for rating in added]
    await db.execute(insert(RecentRating), rows)
    windows = _windows(added)
    for moment in sorted(windows):
        await _many_from_one(db, moment, windows[moment])


def _windows(added: Sequence[AddedRating]) -> dict[datetime, dict[int, AddedRating]]:
    """When to look back: at what came last from each source, and again before that window as long as there is more.
    All that comes in together is of one moment, except what a kiosk kept while the network was gone."""
    windows: defaultdict[datetime, dict[int, AddedRating]] = defaultdict(dict)
    looked_at: dict[int, datetime] = {}
    for rating in sorted(added, key=lambda rating: rating.rated_at, reverse=True):
        last = looked_at.get(rating.source)
        if last is None or rating.rated_at < last - WITHIN:
            looked_at[rating.source] = rating.rated_at
            windows[rating.rated_at][rating.source] = rating
    return windows


async def _many_from_one(db: Connection, moment: datetime, by_source: dict[int, AddedRating]) -> None:
    values = {"sources": sorted(by_source), "since": moment - WITHIN, "until": moment}
    flags = [
        _flag(FlagKind.MANY_FROM_ONE, str(row.source), by_source[row.source], row.ratings, row.raters)
        for row in (await db.execute(_FROM, values)).all()
        if row.ratings >= (MANY_FROM_A_KIOSK if needs_of(by_source[row.source].channel).shared else MANY_FROM_ONE)
    ]
    if flags:
        await db.execute(_RAISE, flags)


def _flag(kind: FlagKind, name: str, rating: AddedRating, ratings: int, raters: int) -> dict[str, object]:
    return {
        "key": f"{kind}:{name}:{rating.unit_id}:{rating.rated_on}",
        "unit_id": rating.unit_id,
        "kind": kind,
        "day": rating.rated_on,
        "ratings": ratings,
        "raters": raters,
        "last_at": rating.rated_at,
    }


async def _count(db: Connection, kind: FlagKind, found: Sequence[AddedRating]) -> None:
    """Adds the counts of a unit and a day."""
    counts: Counter[tuple[int, date]] = Counter()
    people: Counter[tuple[int, date]] = Counter()
    for rating in found:
        counts[rating.unit_id, rating.rated_on] += 1
        people[rating.unit_id, rating.rated_on] += rating.phones
    examples = {(rating.unit_id, rating.rated_on): rating for rating in found}
    flags = [_flag(kind, "", examples[key], counts[key], people[key]) for key in sorted(counts)]
    if flags:
        await db.execute(_ADD_TO, flags)


@dataclass(frozen=True, slots=True)
class FlagRow:
    """`raters`: how many persons the ratings are known to be of; 0 where none is known."""

    kind: str
    day: date
    unit: str
    ratings: int
    raters: int


async def flags_of(db: Connection, unit_ids: Collection[int], first: date, last: date, limit: int) -> list[FlagRow]:
    statement = (
        select(RatingFlag.kind, RatingFlag.day, Unit.name.label("unit"), RatingFlag.ratings, RatingFlag.raters)
        .join(Unit, Unit.id == RatingFlag.unit_id)
        .where(RatingFlag.unit_id.in_(unit_ids), RatingFlag.day.between(first, last))
        .order_by(RatingFlag.day.desc(), RatingFlag.key)
        .limit(limit)
    )
    return all_as(FlagRow, await db.execute(statement))


async def forget_sources(db: Connection, now: datetime) -> None:
    await db.execute(delete(RecentRating).where(RecentRating.rated_at < now - KEPT_FOR))
