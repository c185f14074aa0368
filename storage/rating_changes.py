"""What a batch of messages adds to the ratings, written together: a hundred rows cost little more than one."""

from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import insert as plain_insert

from storage.database import Connection
from storage.models import RatedDossier, Rating, RatingDay
from storage.refusals import Refusal
from storage.upsert import insert

_Key = tuple[int, date, str]

_insert_day = insert(RatingDay)
_ADD_TO_DAY = _insert_day.on_conflict_do_update(
    index_elements=["unit_id", "day", "channel"],
    set_={
        "rated": RatingDay.rated + _insert_day.excluded.rated,
        "satisfied": RatingDay.satisfied + _insert_day.excluded.satisfied,
    },
)
_ADD = plain_insert(Rating).returning(Rating.id, sort_by_parameter_order=True)
_COVER = insert(RatedDossier).on_conflict_do_nothing().returning(RatedDossier.dossier_id)


@dataclass(frozen=True, slots=True)
class NewRating:
    unit_id: int
    person_id: int
    channel: str
    level: int
    rated_on: date
    rated_at: datetime


@dataclass(slots=True)
class RatingChanges:
    """`counts`: what the roll-up gains; (unit, day, channel) → ratings and satisfied ones. `new`: dossier → its code
    and the rating it gets, not written yet."""

    counts: dict[_Key, tuple[int, int]] = field(default_factory=dict)
    new: dict[int, tuple[str, NewRating]] = field(default_factory=dict)

    def count(self, key: _Key, rated: int, satisfied: int) -> None:
        had_rated, had_satisfied = self.counts.get(key, (0, 0))
        self.counts[key] = (had_rated + rated, had_satisfied + satisfied)

    def copy(self) -> "RatingChanges":
        return RatingChanges(dict(self.counts), dict(self.new))

    def restore(self, kept: "RatingChanges") -> None:
        self.counts, self.new = kept.counts, kept.new

    async def write_ratings(self, db: Connection) -> None:
        """To be called before anything reads what these messages wrote. Refuses with `rating.already` where another
        process was faster."""
        new, self.new = self.new, {}
        if not new:
            return
        columns = NewRating.__slots__
        rows = [{**{name: getattr(rating, name) for name in columns}, "reasons": []} for _, rating in new.values()]
        ids = (await db.scalars(_ADD, rows)).all()
        # Always in the same order, so that two processes never wait for each other crosswise.
        covers = sorted(zip(new, ids, strict=True))
        rows = [{"dossier_id": dossier_id, "rating_id": rating_id} for dossier_id, rating_id in covers]
        covered = set((await db.scalars(_COVER, rows)).all())
        for dossier_id, (code, _) in new.items():
            if dossier_id not in covered:
                raise Refusal("rating.already", code=code)

    async def store(self, db: Connection) -> None:
        """The end of the batch."""
        await self.write_ratings(db)
        rows = [
            {"unit_id": unit_id, "day": day, "channel": channel, "rated": rated, "satisfied": satisfied}
            for (unit_id, day, channel), (rated, satisfied) in sorted(self.counts.items())
            if rated or satisfied
        ]
        if rows:
            await db.execute(_ADD_TO_DAY, rows)
