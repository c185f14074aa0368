"""What a batch of messages adds to the ratings, written together: a hundred rows cost little more than one
(docs/decisions/ratings-are-written-together.md)."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy import insert as plain_insert

from storage.database import Connection
from storage.ground.refusals import Refusal
from storage.models import Dossier, RatedDossier, Rating
from storage.ratings.flags import raise_flags
from storage.ratings.raters import AddedRating, store_repeats
from storage.roll_ups import RATINGS
from storage.upsert import insert

_Key = tuple[int, date, str]

_ADD = plain_insert(Rating).returning(Rating.id, sort_by_parameter_order=True)
_COVER = insert(RatedDossier).on_conflict_do_nothing().returning(RatedDossier.dossier_id)


@dataclass(frozen=True, slots=True)
class NewRating:
    """Not written yet. `code`: of the dossier it was given for; `others`: dossiers it covers beside that one, as far as
    nobody has rated them. For the rest see AddedRating."""

    code: str
    unit_id: int
    person_id: int | None
    channel: str
    level: int
    satisfied: bool
    rater: int | None
    source: int
    soon: bool
    rated_at: datetime
    rated_on: date
    others: tuple[int, ...] = ()

    def row(self) -> dict[str, Any]:
        names = ("unit_id", "person_id", "channel", "level", "rated_on", "rated_at", "rater")
        return {**{name: getattr(self, name) for name in names}, "reasons": []}

    def added(self, rating_id: int, phones: int) -> AddedRating:
        return AddedRating(
            id=rating_id,
            unit_id=self.unit_id,
            channel=self.channel,
            rater=self.rater,
            source=self.source,
            soon=self.soon,
            rated_at=self.rated_at,
            rated_on=self.rated_on,
            phones=phones,
        )


@dataclass(frozen=True, slots=True)
class _Counts:
    rated: int = 0
    satisfied: int = 0
    identified: int = 0
    covered: int = 0

    def plus(self, other: "_Counts") -> "_Counts":
        return _Counts(
            self.rated + other.rated,
            self.satisfied + other.satisfied,
            self.identified + other.identified,
            self.covered + other.covered,
        )


@dataclass(slots=True)
class RatingChanges:
    """What this transaction has still to write. The intake sees to it that nobody reads past it: it is written before
    another message of the same person, and all of it before a message of somebody who reads figures.

    `new`: dossier → the rating it gets; `touched`: all dossiers that these cover, as far as nobody has rated them.
    `counts`: what the roll-up gains; `added`: what the counting of persons and the flags look at."""

    new: dict[int, NewRating] = field(default_factory=dict)
    touched: set[int] = field(default_factory=set)
    counts: dict[_Key, _Counts] = field(default_factory=dict)
    added: list[AddedRating] = field(default_factory=list)

    def change(self, unit_id: int, day: date, channel: str, satisfied: int) -> None:
        """An answer was changed; `satisfied`: +1, 0 or -1."""
        self._count((unit_id, day, channel), _Counts(satisfied=satisfied))

    def _count(self, key: _Key, counts: _Counts) -> None:
        self.counts[key] = self.counts.get(key, _Counts()).plus(counts)

    def copy(self) -> "RatingChanges":
        return RatingChanges(dict(self.new), set(self.touched), dict(self.counts), list(self.added))

    def add(self, dossier_id: int, rating: NewRating) -> None:
        self.new[dossier_id] = rating
        self.touched.update((dossier_id, *rating.others))

    async def add_anonymous(self, db: Connection, ratings: Sequence[NewRating]) -> list[int]:
        """Adds ratings without a dossier; returns their ids."""
        if not ratings:
            return []
        ids = list((await db.scalars(_ADD, [rating.row() for rating in ratings])).all())
        for rating, rating_id in zip(ratings, ids, strict=True):
            self._keep(rating, rating_id, 0)
        return ids

    def _keep(self, rating: NewRating, rating_id: int, covered: int, phones: int = 1) -> None:
        self.added.append(rating.added(rating_id, phones))
        counts = _Counts(1, int(rating.satisfied), int(rating.rater is not None), covered)
        self._count((rating.unit_id, rating.rated_on, rating.channel), counts)

    async def write_ratings(self, db: Connection) -> None:
        """Writes what citizens see. Refuses with `rating.already` where another process was faster."""
        new, self.new, self.touched = self.new, {}, set()
        if not new:
            return
        ids = (await db.scalars(_ADD, [rating.row() for rating in new.values()])).all()
        # Always in the same order, so that two processes never wait for each other crosswise.
        rated = sorted(zip(new, ids, strict=True))
        covered = await _cover(db, rated)
        for dossier_id, rating in new.items():
            if dossier_id not in covered:
                raise Refusal("rating.already", code=rating.code)
        for dossier_id, rating_id in rated:
            rating = new[dossier_id]
            if rating.others:
                others = await _cover(db, [(other, rating_id) for other in rating.others])
                self._keep(rating, rating_id, 1 + len(others), await _phones(db, {dossier_id, *others}))
            else:
                self._keep(rating, rating_id, 1)

    async def store(self, db: Connection) -> None:
        """Writes everything, with what staff see: figures, persons, flags. Refuses as `write_ratings` does."""
        await self.write_ratings(db)
        all_counts, self.counts = self.counts, {}
        added, self.added = self.added, []
        rows = [
            {"unit_id": unit_id, "day": day, "channel": channel, "rated": counts.rated, "satisfied": counts.satisfied,
             "identified": counts.identified, "covered": counts.covered}
            for (unit_id, day, channel), counts in sorted(all_counts.items())
            if counts != _Counts()
        ]  # fmt: skip
        await RATINGS.add(db, rows)
        if added:
            await store_repeats(db, added)
            await raise_flags(db, added)


async def _cover(db: Connection, rated: list[tuple[int, int]]) -> set[int]:
    """Each is (dossier, rating); the dossiers that nobody had rated."""
    rows = [{"dossier_id": dossier_id, "rating_id": rating_id} for dossier_id, rating_id in rated]
    return set((await db.scalars(_COVER, rows)).all())


async def _phones(db: Connection, dossier_ids: set[int]) -> int:
    statement = select(func.count(Dossier.phone_hash.distinct())).where(Dossier.id.in_(dossier_ids))
    return (await db.scalars(statement)).one()
