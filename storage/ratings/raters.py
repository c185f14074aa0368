"""Who rated, counted honestly: a person is one person however often and over whichever channel they rate.

Distinct persons cannot be added up over days. So the roll-up counts, for each rating of somebody who had rated before,
the day of that earlier rating: the persons of a period are its identified ratings less those whose earlier one lies in
the same period (docs/decisions/persons-counted-once.md).
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from sqlalchemy import Date, bindparam, func, select, text, update

from storage.database import Connection
from storage.models import Rating
from storage.people.units import all_units, units_above
from storage.roll_ups import REPEATS, stretches

# (unit, rater) → the days on which they rated there.
Chains = defaultdict[tuple[int, int], list[date]]


@dataclass(frozen=True, slots=True)
class AddedRating:
    """`rater`: None where nobody knows who it was. `source`: where it came from, as a number. `soon`: given within a
    minute of the return by somebody who had not asked for the dossier before. `phones`: on the dossiers it covers."""

    id: int
    unit_id: int
    channel: str
    rater: int | None
    source: int
    soon: bool
    rated_at: datetime
    rated_on: date
    phones: int = 1


def rater_of(phone_hash: str | None, person_id: int | None) -> int | None:
    """One number for one person: by the phone on the dossier, or else by the chat."""
    if phone_hash is not None:
        return int(phone_hash[:15], 16)
    return None if person_id is None else -person_id


_OF_RATERS = (
    select(Rating.rater, Rating.id, Rating.unit_id, Rating.rated_on)
    .where(Rating.rater.in_(bindparam("raters", expanding=True)))
    .order_by(Rating.id)
)
# Two processes would each see that nobody rated before. In one order, so that they never wait for each other crosswise.
_WAIT_FOR_OTHERS = text(
    "SELECT pg_advisory_xact_lock(rater)"
    " FROM (SELECT rater FROM unnest(CAST(:raters AS bigint[])) rater ORDER BY rater) AS one_by_one"
)
_repeats = REPEATS.within(
    lambda rows: (
        rows.scope_id.in_(bindparam("scopes", expanding=True)) & (rows.previous_day >= bindparam("first", type_=Date))
    )
)
_REPEATED = select(func.coalesce(func.sum(_repeats.c.repeats), 0))


async def store_repeats(db: Connection, added: Sequence[AddedRating]) -> None:
    """Adds these ratings, which are stored already, to the roll-up of each unit above them."""
    raters = {rating.rater for rating in added if rating.rater is not None}
    if not raters:
        return
    if db.dialect.name == "postgresql":
        await db.execute(_WAIT_FOR_OTHERS, {"raters": sorted(raters)})
    rows = (await db.execute(_OF_RATERS, {"raters": sorted(raters)})).all()
    if len(rows) == len(raters):  # nobody rated before: almost always
        return
    new = {rating.id for rating in added}
    above = units_above(await all_units(db))
    days: Chains = defaultdict(list)
    changes: Counter[tuple[int, date, date]] = Counter()
    for row in sorted(rows, key=lambda row: row.id in new):
        for scope_id in above[row.unit_id]:
            before = days[scope_id, row.rater]
            if row.id in new:
                changes.update(_links(scope_id, before, row.rated_on))
            before.insert(bisect_right(before, row.rated_on), row.rated_on)
    await _write(db, changes)


def _links(scope_id: int, days: list[date], day: date) -> Counter[tuple[int, date, date]]:
    """How the chain of one person's rating days changes when a day is put into it; a late one may come in between."""
    place = bisect_right(days, day)
    changes: Counter[tuple[int, date, date]] = Counter()
    if place:
        changes[scope_id, day, days[place - 1]] += 1
    if place < len(days):
        changes[scope_id, days[place], day] += 1
        if place:
            changes[scope_id, days[place], days[place - 1]] -= 1
    return changes


async def change_rater(db: Connection, rating_ids: Collection[int], before: int, after: int) -> None:
    """These of `before`'s ratings are `after`'s from now on. Two chains of days become one, or one becomes two."""
    if db.dialect.name == "postgresql":
        await db.execute(_WAIT_FOR_OTHERS, {"raters": sorted((before, after))})
    rows = (await db.execute(_OF_RATERS, {"raters": [before, after]})).all()
    changed = {row.id for row in rows if row.rater == before}.intersection(rating_ids)
    if not changed:
        return
    above = units_above(await all_units(db))
    now: Chains = defaultdict(list)
    then: Chains = defaultdict(list)
    for row in rows:
        for scope_id in above[row.unit_id]:
            now[scope_id, row.rater].append(row.rated_on)
            then[scope_id, after if row.id in changed else row.rater].append(row.rated_on)
    changes = _all_links(then)
    changes.subtract(_all_links(now))
    await _write(db, changes)
    await db.execute(update(Rating).where(Rating.id.in_(changed)).values(rater=after))


def _all_links(chains: Chains) -> Counter[tuple[int, date, date]]:
    links: Counter[tuple[int, date, date]] = Counter()
    for (scope_id, _), days in chains.items():
        links.update((scope_id, day, previous) for previous, day in pairwise(sorted(days)))
    return links


async def _write(db: Connection, changes: Counter[tuple[int, date, date]]) -> None:
    rows = [
        {"scope_id": scope_id, "day": day, "previous_day": previous, "repeats": repeats}
        for (scope_id, day, previous), repeats in sorted(changes.items())
        if repeats
    ]
    await REPEATS.add(db, rows)


async def repeats_within(db: Connection, scope_ids: Collection[int], first: date, last: date) -> int:
    """Ratings of these days by somebody who had rated before on these days."""
    within = {"scopes": list(scope_ids), **stretches(first, last)}
    return int((await db.scalars(_REPEATED, within)).one())
