"""Persons counted by the roll-up, against persons counted one by one."""

import asyncio
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete

from storage.database import Connection
from storage.figures.summary import rating_figures
from storage.ground.days.periods import Period
from storage.models import (
    Rating,
    RatingDay,
    RatingFlag,
    RatingMonth,
    RatingRepeat,
    RatingRepeatMonth,
    RecentRating,
)
from storage.people.units import all_units, subtree
from storage.ratings.changes import RatingChanges
from storage.ratings.ratings import Tap, new_rating
from tests.chat import Town

FIRST = date(2026, 5, 24)
# Two whole months and pieces of two others: days of four months, and often the same few.
DAYS = 84
PHONES = [f"{number:x}" * 64 for number in (1, 2, 3)]


@dataclass(frozen=True)
class Given:
    unit: int
    phone: str | None
    day: int


DAY = st.one_of(st.sampled_from([0, 7, 8, 37, 38, 68, 69]), st.integers(0, DAYS - 1))
RATINGS = st.lists(
    st.lists(st.builds(Given, st.integers(0, 3), st.sampled_from([*PHONES, None]), DAY), max_size=6),
    max_size=5,
)


_LEFT_BEHIND = (RecentRating, RatingRepeat, RatingRepeatMonth, RatingDay, RatingMonth, RatingFlag, Rating)


async def _units(town: Town) -> list[int]:
    """The department, two rooms of it, and a desk in the first room; the same ones in each example."""
    async with town.db() as db:
        known = [unit.id for unit in await all_units(db)]
    if len(known) > 1:
        return known
    first = await town.unit("Phòng Một")
    return [town.unit_id, first, await town.unit("Phòng Hai"), await town.unit("Quầy", first)]


async def _store(town: Town, units: list[int], batch: list[Given]) -> None:
    async with town.db() as db:
        changes = RatingChanges()
        for rating in batch:
            day = FIRST + timedelta(days=rating.day)
            tap = Tap(5, "kiosk", None, 1, datetime(day.year, day.month, day.day, 3, tzinfo=UTC), day)
            await changes.add_anonymous(db, [new_rating(tap, units[rating.unit], rating.phone)])
        await changes.store(db)


async def _counts(db: Connection, unit: int, first: int, last: int) -> tuple[int | None, int]:
    """Persons, ratings."""
    period = Period(FIRST + timedelta(days=first), FIRST + timedelta(days=last))
    figures = await rating_figures(db, await subtree(db, [unit]), period, FIRST + timedelta(days=DAYS))
    return figures.persons, figures.rated


def _counted(ratings: list[Given], inside: set[int], first: int, last: int) -> tuple[int, int]:
    within = [rating for rating in ratings if rating.unit in inside and first <= rating.day <= last]
    return len({rating.phone for rating in within if rating.phone}), len(within)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(RATINGS, st.tuples(DAY, DAY))
async def test_persons_of_any_days_and_any_subtree_are_those_counted_one_by_one(
    town: Town, batches: list[list[Given]], days: tuple[int, int]
) -> None:
    """Ratings come in any order: a kiosk hands in late what it kept while the network was gone."""
    async with town.db() as db:
        for table in _LEFT_BEHIND:
            await db.execute(delete(table))
    units = await _units(town)
    for batch in batches:
        await _store(town, units, batch)
    ratings = [rating for batch in batches for rating in batch]
    below = {0: {0, 1, 2, 3}, 1: {1, 3}, 2: {2}, 3: {3}}
    async with town.db() as db:
        for first, last in [(0, DAYS - 1), (min(days), max(days))]:
            for unit, inside in below.items():
                assert await _counts(db, units[unit], first, last) == _counted(ratings, inside, first, last)


async def test_one_person_who_rates_over_two_processes_at_once_is_one_person(any_town: Town) -> None:
    units = await _units(any_town)
    if any_town.database.is_sqlite:  # one process only, which writes one after the other
        await _store(any_town, units, [Given(1, PHONES[0], 0)])
        await _store(any_town, units, [Given(2, PHONES[0], 0)])
    else:
        async with asyncio.timeout(60), any_town.database.write() as one, any_town.database.write() as other:
            await _both_before_either_commits(one, other, units)
    async with any_town.db() as db:
        assert await _counts(db, units[0], 0, 0) == (1, 2)


async def _both_before_either_commits(one: Connection, other: Connection, units: list[int]) -> None:
    tap = Tap(5, "web", None, 1, datetime(2026, 6, 1, 3, tzinfo=UTC), FIRST)
    changes = [RatingChanges(), RatingChanges()]
    for db, mine, unit in zip((one, other), changes, units[1:3], strict=True):
        await mine.add_anonymous(db, [new_rating(tap, unit, PHONES[0])])
    await changes[0].store(one)
    waiting = asyncio.create_task(changes[1].store(other))
    await asyncio.wait([waiting], timeout=0.3)
    await one.commit()
    await waiting
