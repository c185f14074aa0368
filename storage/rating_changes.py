"""What one transaction adds to the roll-ups of ratings, gathered while its messages run and written once at its end."""

from dataclasses import dataclass, field
from datetime import date

from storage.database import Connection
from storage.models import RatingDay
from storage.raters import AddedRating, store_repeats
from storage.rating_flags import raise_flags
from storage.upsert import insert

_Key = tuple[int, date, str]

_insert_day = insert(RatingDay)
_ADD_TO_DAY = _insert_day.on_conflict_do_update(
    index_elements=["unit_id", "day", "channel"],
    set_={
        "rated": RatingDay.rated + _insert_day.excluded.rated,
        "satisfied": RatingDay.satisfied + _insert_day.excluded.satisfied,
        "identified": RatingDay.identified + _insert_day.excluded.identified,
        "covered": RatingDay.covered + _insert_day.excluded.covered,
    },
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
    counts: dict[_Key, _Counts] = field(default_factory=dict)
    added: list[AddedRating] = field(default_factory=list)

    def add(self, rating: AddedRating, *, satisfied: bool, covered: int) -> None:
        self.added.append(rating)
        key = (rating.unit_id, rating.rated_on, rating.channel)
        self._count(key, _Counts(1, int(satisfied), int(rating.rater is not None), covered))

    def change(self, unit_id: int, day: date, channel: str, satisfied: int) -> None:
        """`satisfied`: +1, 0 or -1."""
        self._count((unit_id, day, channel), _Counts(satisfied=satisfied))

    def _count(self, key: _Key, counts: _Counts) -> None:
        self.counts[key] = self.counts.get(key, _Counts()).plus(counts)

    def copy(self) -> "RatingChanges":
        return RatingChanges(dict(self.counts), list(self.added))

    async def store(self, db: Connection) -> None:
        rows = [
            {"unit_id": unit_id, "day": day, "channel": channel, "rated": counts.rated, "satisfied": counts.satisfied,
             "identified": counts.identified, "covered": counts.covered}
            # Always in the same order, so that two processes never wait for each other crosswise.
            for (unit_id, day, channel), counts in sorted(self.counts.items())
            if counts != _Counts()
        ]  # fmt: skip
        if rows:
            await db.execute(_ADD_TO_DAY, rows)
        if self.added:
            await store_repeats(db, self.added)
            await raise_flags(db, self.added)
