"""What a file of dossiers says, row by row and in all. The applicant's name is not among it."""

import enum
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, time
from functools import cached_property
from operator import attrgetter
from typing import Any

from storage.imports.files.tables import Problem
from storage.imports.state_words import Said


class Submitted(enum.StrEnum):
    DIRECT = "direct"
    ONLINE = "online"
    POST = "post"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Apology:
    number: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class DossierRow:
    """What one row says; empty or None where it says nothing. `phone`: digits from the leading 0; to be kept as a keyed
    hash only. `said`: by the state's word, `late`: of the time limit. `has`: the columns the file has, so that an empty
    day of return is known from none. `times`: of the days, by column. `apology`: None when no letter was sent."""

    row: int
    code: str
    procedure_code: str
    procedure_name: str
    field: str
    unit: str
    phone: str
    submitted: Submitted | None
    received_on: date | None
    due_on: date | None
    extended_to: date | None
    finished_on: date | None
    returned_on: date | None
    refused_on: date | None
    said: Said
    late: bool | None
    apology: Apology | None
    has: frozenset[str]
    times: tuple[tuple[str, time], ...] = ()


_NAMES = tuple(field.name for field in fields(DossierRow))


@dataclass(frozen=True, slots=True)
class Told:
    """What all rows together say, found in one go. `words`: of states that are not known, with the code of the first
    row that has it; `units`, `words`: how many rows; `procedures`: named without a code; `happened`: days of what has
    been done."""

    words: Counter[str]
    examples: dict[str, str]
    units: Counter[str]
    procedures: set[str]
    happened: set[date]


@dataclass(frozen=True)
class DossiersFile:
    """`dated`: the day that the file's name or its title names, as of which it stands. `digest`: of its bytes."""

    rows: list[DossierRow]
    problems: list[Problem]
    dated: date | None = None
    months_first: bool = False
    digest: str = ""

    @cached_property
    def told(self) -> Told:
        return _told(self.rows)

    def __getstate__(self) -> dict[str, Any]:
        """Column by column: a hundred thousand rows one by one take three times as long from process to process."""
        columns = [list(map(attrgetter(name), self.rows)) for name in _NAMES]
        others = {name: value for name, value in self.__dict__.items() if name != "told"}
        return {**others, "rows": columns}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state, rows=list(map(DossierRow, *state["rows"])))


def _told(rows: Iterable[DossierRow]) -> Told:
    words, examples, units = Counter[str](), dict[str, str](), Counter[str]()
    procedures, happened = set[str](), set[date | None]()
    for row in rows:
        if row.said.unknown:
            words[row.said.unknown] += 1
            examples.setdefault(row.said.unknown, row.code)
        if row.unit:
            units[row.unit] += 1
        if row.procedure_name and not row.procedure_code:
            procedures.add(row.procedure_name)
        happened.update((row.received_on, row.finished_on, row.returned_on, row.refused_on))
    return Told(words, examples, units, procedures, {day for day in happened if day is not None})
