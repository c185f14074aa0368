"""What the buttons of forms hold."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.kit.actions import Action, Page
from storage.figures.results import Cell
from storage.ground.days.periods import Period
from storage.rules.index_766 import Measured


@dataclass(frozen=True, slots=True)
class ShowForm(Action):
    """`period`: as it was asked for; the days are those of the calendar of KSTTHC."""

    name: ClassVar[str] = "form06"

    period: Period
    page: Page = 0
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class ShowFormUnits(Action):
    name: ClassVar[str] = "form06_units"

    period: Period
    page: Page = 0


@dataclass(frozen=True, slots=True)
class ShowFormField(Action):
    """`field`: as `code_of` writes it; empty for all fields."""

    name: ClassVar[str] = "form06_field"

    period: Period
    field: str = ""
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class ShowBehind(Action):
    name: ClassVar[str] = "cell"

    period: Period
    cell: Cell
    page: Page
    field: str = ""
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class ShowIndex(Action):
    """The index of Decision 766, by calendar months."""

    name: ClassVar[str] = "index"

    period: Period
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class ShowLost(Action):
    name: ClassVar[str] = "index_lost"

    period: Period
    measured: Measured
    page: Page = 0
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class EnterScores(Action):
    """Asks for what the portal shows."""

    name: ClassVar[str] = "index_portal"

    period: Period


@dataclass(frozen=True, slots=True)
class SendIndex(Action):
    """As a workbook."""

    name: ClassVar[str] = "index_file"

    period: Period
    unit_id: int | None = None
