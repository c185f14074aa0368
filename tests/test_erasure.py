"""Whoever is erased goes from every table, also from those added later; what the office works with stays."""

import logging
from datetime import UTC, date, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import Column, Table, event, func, insert, select, update

from storage.models import Base, File, Person
from storage.people.privacy import erase
from tests.chat import Town

TABLES = Base.metadata.tables
PERSON, FILE = TABLES["person"], TABLES["file"]
_DAY, _NOW = date(2026, 1, 5), datetime(2026, 1, 5, 3, tzinfo=UTC)


def _refer_to(table: Table) -> list[Column[Any]]:
    return [key.parent for other in TABLES.values() for key in other.foreign_keys if key.column is table.c.id]


_VALUES = {sa.String: "x", sa.Boolean: True, sa.BigInteger: 1, sa.Integer: 1, sa.Float: 1.0, sa.LargeBinary: b"x"}
_VALUES |= {sa.Date: _DAY, sa.DateTime: _NOW, sa.JSON: {}}
# A change is of one thing: of which, a row of a nullable column says.
_ONE_OF = {"register_change": "incident_id"}


def _some(column: Column[Any]) -> Any:
    """A value that this column takes."""
    if isinstance(column.type, sa.Enum):
        return next(iter(column.type.enum_class)) if column.type.enum_class else column.type.enums[0]
    kind = column.type.impl_instance if isinstance(column.type, sa.TypeDecorator) else column.type
    if isinstance(kind, sa.Enum):
        return next(iter(kind.enum_class)) if kind.enum_class else kind.enums[0]
    return next((value for type_, value in _VALUES.items() if isinstance(kind, type_)), "x")


class Filler:
    """A row in every table, all of the same person."""

    def __init__(self, db: Any, person_id: int) -> None:
        self._db = db
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
        numbered = column.primary_key and column.name == "id"
        return _some(column) if wanted and not numbered else None


async def _fill(town: Town, address: str) -> int:
    """Somebody who has a row wherever one may refer to a person or to a file."""
    async with town.db() as db:
        values = {"channel": "web", "address": address, "language": "vi", "first_seen_at": _NOW, "last_seen_on": _DAY}
        person_id = (await db.scalars(insert(Person).values(values).returning(Person.id))).one()
        filler = Filler(db, person_id)
        for column in [*_refer_to(PERSON), *_refer_to(FILE)]:
            await filler.row(column.table)
        await db.execute(TABLES["appointment"].delete())  # their role has ended
    return person_id


async def _traces(town: Town, person_id: int) -> list[str]:
    async with town.db() as db:
        return [
            f"{column.table.name}.{column.name}"
            for column in _refer_to(PERSON)
            if (await db.execute(select(func.count()).where(column == person_id))).scalar_one()
        ]


@pytest.mark.parametrize("table", [PERSON, FILE], ids=["person", "file"])
def test_the_tables_are_found(table: Table) -> None:
    names = {column.table.name for column in _refer_to(table)}
    assert names >= ({"rating", "progress", "file", "report"} if table is PERSON else {"progress_file", "report_file"})


async def test_somebody_with_a_row_in_every_table_is_erased_and_files_in_use_stay(any_town: Town) -> None:
    person_id = await _fill(any_town, "everywhere")
    before = await _traces(any_town, person_id)
    assert {trace.partition(".")[0] for trace in before} >= {"file", "progress", "report_template", "case_step"}
    async with any_town.db() as db:
        await db.execute(
            insert(File).values(
                name="idle", media_type="x", size=1, content=b"x", owner_id=person_id, stored_at=_NOW, id=99
            )
        )
        await erase(db, person_id, any_town.now)
    assert await _traces(any_town, person_id) == []
    async with any_town.db() as db:
        assert list(await db.scalars(select(File.name))) == ["x"]
        assert list(await db.scalars(select(Person.id).where(Person.id == person_id))) == []


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
        own = Person.address == address
        await db.execute(update(Person).where(own).values(last_seen_on=date(2020, 1, 1)))
        return (await db.scalars(select(Person.id).where(own))).one()
