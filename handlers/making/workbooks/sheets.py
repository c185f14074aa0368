"""A workbook before it is a file: sheets of typed columns."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from handlers.words.catalogue import Words


class ColumnKind(StrEnum):
    """How the numbers and dates of a column are shown; a text may stand in any."""

    TEXT = "text"
    INTEGER = "integer"
    PERCENT = "percent"
    DATE = "date"


# A percentage is a share: 0.9997 is shown as 99,97%. None is an empty cell.
Value = str | int | float | Decimal | date | None


@dataclass(frozen=True, slots=True)
class SheetColumn:
    title: str
    kind: ColumnKind = ColumnKind.TEXT


def columns(say: Words, *keys: tuple[str, ColumnKind]) -> list[SheetColumn]:
    """(key of the title, kind) of each."""
    return [SheetColumn(say(key), kind) for key, kind in keys]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The name is cleaned and shortened as Excel wants it. `heading`: lines above the table: whose it is, of when, from
    where. `whole`: how many rows there are, where these may be the first of them: one more line says so."""

    name: str
    columns: Sequence[SheetColumn]
    rows: Sequence[Sequence[Value]]
    heading: Sequence[str] = ()
    whole: int = 0

    @property
    def is_cut(self) -> bool:
        return self.whole > len(self.rows)

    @property
    def first_row(self) -> int:
        """Of the titles of the columns, from 0: a line is left free above them."""
        above = len(self.heading) + self.is_cut
        return above + 1 if above else 0
