"""Whoever is erased goes from every table, also from those added later; what the office works with stays."""

import logging
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import Column, Table, event, func, insert, select, update

from storage.cleaning import clean_up
from storage.messages.files import store_file
from storage.models import Base, File, Person, Rating
from storage.models.registers import Exact
from storage.people.privacy import erase
from tests.chat import Town
from tests.samples import link_of, receives

TABLES = Base.metadata.tables
PERSON, FILE = TABLES["person"], TABLES["file"]
_DAY, _NOW = date(2026, 1, 5), datetime(2026, 1, 5, 3, tzinfo=UTC)


def _refer_to(table: Table) -> list[Column[Any]]:
    return [key.parent for other in TABLES.values() for key in other.foreign_keys if key.column is table.c.id]


_VALUES = {sa.String: "x", sa.Boolean: True, sa.BigInteger: 1, sa.Integer: 1, sa.Float: 1.0, sa.LargeBinary: b"x"}
_VALUES |= {sa.Date: _DAY, sa.DateTime: _NOW, sa.JSON: {"text": "x"}}
# A change is of one thing: of which, a row of a nullable column says.
_ONE_OF = {"register_change": "incident_id", "published_change": "topic"}


def _some(column: Column[Any]) -> Any:
    """A value that this column takes."""
    if isinstance(column.type, sa.Enum):
        return next(iter(column.type.enum_class)) if column.type.enum_class else column.type.enums[0]
    if isinstance(column.type, Exact):
        return Decimal(1)
    kind = column.type.impl_instance if isinstance(column.type, sa.TypeDecorator) else column.type
    if isinstance(kind, sa.Enum):
        return next(iter(kind.enum_class)) if kind.enum_class else kind.enums[0]
    return next((value for type_, value in _VALUES.items() if isinstance(kind, type_)), "x")


class Filler:
    """A row in every table, all of the same person."""

    def __init__(self, db: Any, person_id: int, address: str) -> None:
        self._db = db
        self._named = {"channel": "web", "address": address, "event_id": f"{address}/1"}
        self._keys: dict[str, dict[str, Any]] = {"person": {"id": person_id}}

    async def row(self, table: Table) -> dict[str, Any]:
        if table.name not in self._keys:
            self._keys[table.name] = {}  # a table that refers to itself
            values = {column.name: await self._value(column) for column in table.columns}
            values = {name: value for name, value in values.items() if value is not None}
            done = (await self._db.execute(insert(table).values(values))).inserted_primary_key
            named = dict(zip((column.name for column in table.primary_key), done, strict=True))
            self._keys[table.name] = values | named
        return self._keys[table.name]

    async def _value(self, column: Column[Any]) -> Any:
        wanted = not column.nullable or column.name == _ONE_OF.get(column.table.name)
        for key in column.foreign_keys:
            if wanted or key.column.table in (PERSON, FILE):
                return (await self.row(key.column.table)).get(key.column.name)
        if column.name in self._named and isinstance(column.type, sa.String) and not isinstance(column.type, sa.Enum):
            return self._named[column.name]
        numbered = column.primary_key and column.name == "id"
        return _some(column) if wanted and not numbered else None


# What goes with somebody; every other table keeps its row, and it names nobody. A new table must be put in its place.
THEIRS = frozenset(
    (
        "person",
        "appointment",
        "alert",
        "brought",
        "dossier_access",
        "import_draft",
        "incoming_event",
        "job",
        "leave",
        "link_code",
        "lint_finding",
        "lint_run",
        "numbered_menu",
        "outbox",
        "pending_question",
        "sent_message",
        "web_message",
    )
)
_BY_ADDRESS = {"person", "outbox", "numbered_menu", "web_message", "web_session", "incoming_event"}


async def _fill(town: Town, address: str) -> int:
    """Somebody who has a row in every table."""
    async with town.db() as db:
        values = {"channel": "web", "address": address, "language": "vi", "first_seen_at": _NOW, "last_seen_on": _DAY}
        person_id = (await db.scalars(insert(Person).values(values).returning(Person.id))).one()
        filler = Filler(db, person_id, address)
        for table in Base.metadata.sorted_tables:
            await filler.row(table)
        await db.execute(TABLES["appointment"].delete())  # their role has ended
    return person_id


async def _traces(town: Town, person_id: int, address: str) -> list[str]:
    """Where they are named: by number, by address, by the name of what they sent."""
    named = [(column, column == person_id) for column in _refer_to(PERSON)]
    named += [
        (column, column.startswith(address))
        for table in TABLES.values()
        for column in table.c
        if column.name in ("address", "event_id") and table.name != "group_chat"  # a group's is nobody's
    ]
    async with town.db() as db:
        return [
            f"{column.table.name}.{column.name}"
            for column, theirs in named
            if (await db.execute(select(func.count()).where(theirs))).scalar_one()
        ]


async def _filled_tables(town: Town) -> set[str]:
    async with town.db() as db:
        return {
            name
            for name, table in TABLES.items()
            if (await db.execute(select(func.count()).select_from(table))).scalar()
        }


async def test_somebody_with_a_row_in_every_table_is_erased_and_the_work_of_the_office_stays(any_town: Town) -> None:
    person_id = await _fill(any_town, "everywhere")
    assert await _filled_tables(any_town) == set(TABLES) - {"appointment"}
    before = {trace.partition(".")[0] for trace in await _traces(any_town, person_id, "everywhere")}
    assert before == {column.table.name for column in _refer_to(PERSON)} - {"appointment"} | _BY_ADDRESS
    async with any_town.db() as db:
        await store_file(db, "idle", "x", b"x", person_id, any_town.now)
        draft = await store_file(db, "draft", "x", b"x", person_id, any_town.now, "import")
        await db.execute(TABLES["import_draft"].update().values(file_id=draft))
        await erase(db, person_id, any_town.now)
    assert await _traces(any_town, person_id, "everywhere") == ["web_session.address", "web_session.event_id"]
    assert await _filled_tables(any_town) == set(TABLES) - THEIRS
    async with any_town.db() as db:
        assert list(await db.scalars(select(File.name))) == ["x"]


async def test_the_sessions_of_somebody_erased_go_a_day_later(any_town: Town) -> None:
    person_id = await _fill(any_town, "everywhere")
    async with any_town.db() as db:
        await erase(db, person_id, any_town.now)
        await clean_up(db, ["telegram"], _NOW + timedelta(hours=23))
    assert "web_session" in await _filled_tables(any_town)
    async with any_town.db() as db:
        await clean_up(db, ["telegram"], _NOW + timedelta(hours=25))
    assert await _traces(any_town, person_id, "everywhere") == []
    assert "web_session" not in await _filled_tables(any_town)


async def test_a_rating_keeps_no_number_of_its_rater_whose_phone_stays_with_the_dossier(any_town: Town) -> None:
    await receives(any_town, "H-1,0912345678,01/06/2026,08/06/2026,05/06/2026")
    citizen = any_town.person()
    await citizen.says(await link_of(any_town, "H-1"))  # a link proves no phone
    await citizen.taps("Hài lòng")
    async with any_town.db() as db:
        assert (await db.scalars(select(Rating.rater))).one() is not None
    await citizen.forges("privacy_erase")
    async with any_town.db() as db:
        assert (await db.scalars(select(Rating.rater))).one() is None


async def test_their_own_erasure_ends_in_an_answer(any_town: Town) -> None:
    await _fill(any_town, "own")
    person = any_town.person("own", "web")
    await person.says("/riengtu")
    await person.taps("Xóa")
    answer = await person.taps("xóa tất cả")
    assert "Đã xóa" in answer.text, answer.text


async def test_one_who_cannot_be_forgotten_stops_nobody_else_and_is_logged(
    town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    stuck, *_ = [await _fill_quiet(town, f"quiet-{number}") for number in range(4)]

    @event.listens_for(town.database._beside.sync_engine, "before_cursor_execute")
    def refuse(connection: Any, cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if statement.startswith("DELETE FROM person") and stuck in parameters:
            raise RuntimeError("this one cannot be forgotten")

    with caplog.at_level(logging.ERROR):
        await town.schedule.tick()
    assert "forget_quiet_citizens failed" in caplog.text
    async with town.db() as db:
        assert list(await db.scalars(select(Person.id))) == [stuck]
    town.surprises.records.clear()


async def _fill_quiet(town: Town, address: str) -> int:
    person = town.person(address)
    await person.says("/help")
    async with town.db() as db:
        own = Person.address == person.address
        await db.execute(update(Person).where(own).values(last_seen_on=date(2020, 1, 1)))
        return (await db.scalars(select(Person.id).where(own))).one()
