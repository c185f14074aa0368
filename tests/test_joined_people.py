"""Two people with any histories are joined: nothing is lost or counted twice; parted, each has their own again."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, insert, select

from storage import upsert
from storage.database import Connection
from storage.figures.summary import rating_figures
from storage.ground.days.periods import Period
from storage.identities.joining import columns, join, stays
from storage.identities.parting import part
from storage.models import Alert, Appointment, Case, CaseKind, Dossier, DossierAccess, Person, Proof, Rating, Role
from storage.people.people import Sender, find_senders, senders_by_id
from storage.ratings.changes import RatingChanges
from storage.ratings.ratings import Tap, new_rating
from tests.chat import Town

FIRST = date(2026, 5, 24)
_NOW = datetime(2026, 8, 1, 3, tzinfo=UTC)
_PHONE = "a" * 64
_DOSSIERS = range(1, 4)


@dataclass(frozen=True)
class Did:
    """`who`: the one or the other. `number`: of a day, a dossier, a thing."""

    who: int
    what: str
    number: int


_DID = st.builds(
    Did,
    st.integers(0, 1),
    st.sampled_from(["rated", "rated", "rated", "rated_by_phone", "wrote", "opened", "proved", "told", "appointed"]),
    st.integers(0, 5),
)
HISTORY = st.lists(_DID, max_size=14, unique_by=lambda did: (did.who, did.what in ("opened", "proved"), did.number))


class World:
    """A room of its own for each example, and two people who write to it."""

    def __init__(self, db: Connection, unit: int, people: list[int]) -> None:
        self._db, self.unit, self.people = db, unit, people

    async def happens(self, did: Did) -> None:
        person, day = self.people[did.who], FIRST + timedelta(days=did.number * 9)
        at = datetime(day.year, day.month, day.day, 3, tzinfo=UTC)
        if did.what.startswith("rated"):
            await self._rates(Tap(5, "telegram", person, 1, at, day), _PHONE if did.what == "rated_by_phone" else None)
        elif did.what == "wrote":
            code, days = f"{self.unit}-{did.who}-{did.number}", {"received_on": day, "received_at": at, "due_on": day}
            case = {"code": code, "kind": CaseKind.RULE, "unit_id": self.unit, "text": "x", "sketch": [], **days}
            await self._add(Case, person_id=person, **case)
        elif did.what == "told":
            alert = {"kind": "x", "subject_id": did.number, "unit_id": self.unit, "text": "x", "raised_at": at}
            await self._add(Alert, person_id=person, **alert)
        elif did.what == "appointed":
            await self._add(Appointment, person_id=person, unit_id=self.unit, role=list(Role)[did.number % 3])
        else:
            proof = Proof.DIGITS if did.what == "proved" else Proof.LINK
            dossier_id = _DOSSIERS[did.number % 3]
            await self._add(DossierAccess, person_id=person, dossier_id=dossier_id, opened_at=at, proof=proof)

    async def _rates(self, tap: Tap, phone: str | None) -> None:
        changes = RatingChanges()
        await changes.add_anonymous(self._db, [new_rating(tap, self.unit, phone)])
        await changes.store(self._db)

    async def _add(self, table: Any, **values: Any) -> None:
        """Once: who holds a role or has opened a dossier does so."""
        await self._db.execute(upsert.insert(table.__table__).values(values).on_conflict_do_nothing())

    async def senders(self) -> list[Sender]:
        found = await senders_by_id(self._db, self.people)
        return [found[one] for one in self.people]

    async def rows_of(self, person: int) -> set[tuple[Any, ...]]:
        """All that names this person, and what it says."""
        rows: set[tuple[Any, ...]] = set()
        for named in columns():
            keys = await self._db.scalars(select(named.key).where(named.column == person))
            rows |= {(named.what, key) for key in keys}
        accesses = select(DossierAccess.dossier_id, DossierAccess.proof, DossierAccess.opened_at)
        rows |= {tuple(row) for row in await self._db.execute(accesses.where(DossierAccess.person_id == person))}
        roles = select(Appointment.role, Appointment.unit_id).where(Appointment.person_id == person)
        rows |= {tuple(row) for row in await self._db.execute(roles)}
        alerts = select(Alert.kind, Alert.subject_id).where(Alert.person_id == person)
        rows |= {("alert", *row) for row in await self._db.execute(alerts)}
        raters = select(Rating.id, Rating.rater).where(Rating.person_id == person)
        return rows | {("rater", *row) for row in await self._db.execute(raters)}

    async def figures(self, last: int) -> tuple[int | None, int]:
        """Persons, ratings."""
        period = Period(FIRST, FIRST + timedelta(days=last))
        figures = await rating_figures(self._db, {self.unit}, period, date(2026, 8, 1))
        return figures.persons, figures.rated

    async def counted(self, last: int) -> tuple[int, int]:
        """The same, one by one."""
        ratings = select(Rating.rater).where(
            Rating.unit_id == self.unit, Rating.rated_on <= FIRST + timedelta(days=last)
        )
        raters = (await self._db.scalars(ratings)).all()
        return len(set(raters)), len(raters)


async def _world(town: Town, db: Connection, unit: int) -> World:
    names = {f"one-{unit}": "vi", f"other-{unit}": "vi"}
    people = await find_senders(db, "telegram", names, _NOW, town.today)
    for number in _DOSSIERS:
        if not (await db.scalars(select(func.count()).where(Dossier.id == number))).one():
            values = {"id": number, "unit_id": town.unit_id, "code": f"H-{number}", "received_on": FIRST}
            await db.execute(insert(Dossier.__table__).values(procedure_code="P", submitted="x", **values))
    return World(db, unit, [people[name].id for name in names])


async def _same(world: World) -> None:
    for last in (0, 27, 60):
        assert await world.figures(last) == await world.counted(last)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(HISTORY, HISTORY)
@example([Did(0, "rated", 1), Did(1, "rated", 2), Did(1, "rated", 4), Did(1, "told", 1), Did(0, "told", 1)], [])
@example([Did(0, "opened", 1), Did(1, "proved", 1), Did(0, "appointed", 1), Did(1, "appointed", 1)], [])
async def test_of_two_joined_nothing_is_lost_or_counted_twice_and_parted_each_has_their_own(
    town: Town, before: list[Did], since: list[Did]
) -> None:
    unit = await town.unit(f"Phòng {await _next(town)}")
    async with town.db() as db:
        world = await _world(town, db, unit)
        for did in before:
            await world.happens(did)
        own = {person: await world.rows_of(person) for person in world.people}
        kept, comes = await _joined(db, world)
        joined = await world.rows_of(kept)
        assert _things(joined) == _things(own[kept] | own[comes])
        world.people = [kept, kept]
        for did in (did for did in since if did.what.startswith("rated")):
            await world.happens(did)
        await _same(world)
        later = await world.rows_of(kept) - joined
        await part(db, kept, comes)
        assert await world.rows_of(comes) == own[comes]
        assert await world.rows_of(kept) == own[kept] | later
        await _same(world)


async def _joined(db: Connection, world: World) -> tuple[int, int]:
    """Who all is now, and who came to them."""
    persons, rated = await world.counted(60)
    kept, comes = stays(*await world.senders())
    assert await join(db, kept, comes, comes.id, _NOW) is None
    assert await world.counted(60) in {(persons, rated), (persons - 1, rated)}
    await _same(world)
    by_chat = select(Rating.rater).where(Rating.unit_id == world.unit, Rating.rater < 0)
    assert set(await db.scalars(by_chat)) <= {-kept.id}
    hidden = {row for row in await world.rows_of(comes.id) if row[0] == "alert"}
    assert await world.rows_of(comes.id) == hidden <= await world.rows_of(kept.id)
    return kept.id, comes.id


def _things(rows: set[tuple[Any, ...]]) -> set[tuple[Any, ...]]:
    """Rows of tables by their numbers."""
    return {row for row in rows if "." in str(row[0])}


async def _next(town: Town) -> int:
    async with town.db() as db:
        return int((await db.scalars(select(func.count()).select_from(Person.__table__))).one())
