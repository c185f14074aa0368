"""The criteria of the index of Decision 766/QĐ-TTg, as data."""

import enum
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_name("index_766.toml")


class Measured(enum.StrEnum):
    """How a criterion is computed here."""

    ON_TIME = "on_time"
    ONLINE = "online"
    ANSWERED = "answered"
    CONTENT = "content"
    SERVED = "served"


@dataclass(frozen=True, slots=True)
class Criterion:
    """`measured`: None where only the portal knows."""

    code: str
    name: str
    points: int
    measured: Measured | None


@dataclass(frozen=True, slots=True)
class Group:
    """`rest`: its points that no criterion here names."""

    name: str
    points: int
    criteria: Sequence[Criterion]

    @property
    def rest(self) -> int:
        return self.points - sum(one.points for one in self.criteria)


@cache
def groups() -> tuple[Group, ...]:
    found = tomllib.loads(_FILE.read_text("utf-8"))["group"]
    return tuple(Group(one["name"], one["points"], [_criterion(row) for row in one["criterion"]]) for one in found)


def _criterion(row: dict[str, Any]) -> Criterion:
    measured = row.get("measured")
    return Criterion(row["code"], row["name"], row["points"], Measured(measured) if measured else None)


@cache
def source() -> str:
    return str(tomllib.loads(_FILE.read_text("utf-8"))["source"])


def criteria() -> list[Criterion]:
    return [criterion for group in groups() for criterion in group.criteria]
