"""What a file of dossiers says, row by row and in all. The applicant's name is not among it."""

import enum
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date, time
from functools import cached_property
from operator import attrgetter
from typing import Any, overload

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


class Columns(Sequence[DossierRow]):
    """Rows that are made when they are asked for: a hundred thousand at once are 18 MB, and the collector goes through
    each of them."""

    def __init__(self, columns: Sequence[list[Any]]) -> None:
        if len(columns) != len(_NAMES) or len(set(map(len, columns))) != 1:
            raise ValueError("these are not the columns of rows")
        self._columns = columns

    def __len__(self) -> int:
        return len(self._columns[0])

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and list(self) == list(other)

    def __iter__(self) -> Iterator[DossierRow]:
        return map(DossierRow, *self._columns)

    @overload
    def __getitem__(self, at: int) -> DossierRow: ...
    @overload
    def __getitem__(self, at: slice) -> list[DossierRow]: ...
    def __getitem__(self, at: int | slice) -> DossierRow | list[DossierRow]:
        part: Any = [column[at] for column in self._columns]
        return (
            list(map(DossierRow, *part))
            if isinstance(at, slice)
            else DossierRow(**dict(zip(_NAMES, part, strict=True)))
        )


@dataclass(frozen=True, slots=True)
class Told:
    """What all rows together say, found in one go. `words`: of states that are not known, with the code of the first
    row that has it; `units`, `words`: how many rows; `procedures`: named without a code; `happened`: days of what has
    been done."""

    words: dict[str, int]
    examples: dict[str, str]
    units: dict[str, int]
    procedures: set[str]
    happened: set[date]


@dataclass(frozen=True)
class DossiersFile:
    """`dated`: the day that the file's name or its title names, as of which it stands. `digest`: of its bytes."""

    rows: Sequence[DossierRow]
    problems: list[Problem]
    dated: date | None = None
    months_first: bool = False
    digest: str = ""

    @cached_property
    def told(self) -> Told:
        return _told(self.rows)

    def __getstate__(self) -> dict[str, Any]:
        """Column by column: a hundred thousand rows one by one take three times as long from process to process. With
        what they say together, so that nobody has to go through them for it."""
        columns = [list(map(attrgetter(name), self.rows)) for name in _NAMES]
        return {**self.__dict__, "told": self.told, "rows": columns}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state, rows=Columns(state["rows"]))


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
    return Told(dict(words), examples, dict(units), procedures, {day for day in happened if day is not None})
