"""Rows become dataclasses by the names of their columns."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import Connection, create_engine, literal, select

from storage.rows import all_as, one_as


@dataclass(frozen=True, slots=True)
class Pair:
    first: str
    second: str
    third: str = "third"


_PAIRS = (
    select(literal("a").label("first"), literal("b").label("second"))
    .union_all(select(literal("c"), literal("d")))
    .subquery()
)
_FIRST, _SECOND = _PAIRS.c
_BOTH: Any = select(_SECOND, _FIRST).order_by(_FIRST)


@pytest.fixture
def db() -> Iterator[Connection]:
    engine = create_engine("sqlite://")
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def test_whatever_the_order_of_the_columns(db: Connection) -> None:
    assert all_as(Pair, db.execute(_BOTH)) == [Pair("a", "b"), Pair("c", "d")]
    assert all_as(Pair, db.execute(_BOTH), third="x") == [Pair("a", "b", "x"), Pair("c", "d", "x")]
    in_order: Any = select(_FIRST, _SECOND, _FIRST.label("third")).order_by(_FIRST)
    assert all_as(Pair, db.execute(in_order)) == [Pair("a", "b", "a"), Pair("c", "d", "c")]
    assert one_as(Pair, db.execute(_BOTH.where(_FIRST == "a"))) == Pair("a", "b")
    assert one_as(Pair, db.execute(_BOTH.where(_FIRST == "x"))) is None


@pytest.mark.parametrize("statement", [select(_FIRST), _BOTH.add_columns(_FIRST.label("fourth"))])
def test_a_column_or_field_too_many_is_a_mistake_and_no_guess(db: Connection, statement: Any) -> None:
    with pytest.raises(TypeError):
        all_as(Pair, db.execute(statement))
