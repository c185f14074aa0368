"""What the buttons, the question and the job of drafts hold."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, ClassVar

from handlers.kit.actions import Action, Codec, read_number
from handlers.kit.kept import Kept, PeriodCode
from handlers.report.content import Wanted
from handlers.report.parts import Part, parts_in
from storage.ground.days.calendars import Regime
from storage.ground.days.periods import Period


def _read_part(text: str) -> Part:
    """Raises ValueError for a part that no report has."""
    place = read_number(text)
    if place >= len(Part):
        raise ValueError("no part")
    return list(Part)[place]


_BY_PLACE = Codec(lambda part: str(list(Part).index(part)), _read_part)


class Do(StrEnum):
    """What is done with a part of a report, or with one of its sentences."""

    SHOW = "show"
    POINT = "point"
    ADD = "add"
    EDIT = "edit"
    UP = "up"
    DOWN = "down"
    HIDE = "hide"
    LEVEL = "level"
    KEEP = "keep"
    BIND = "bind"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class ShowDrafts(Action):
    """The parts of a report."""

    name: ClassVar[str] = "drafts"

    regime: Regime
    period: Period


@dataclass(frozen=True, slots=True)
class WorkOnDraft(Action):
    """`key`: of the sentence; `number`: the page, or which figure a typed number is (by its place in the list)."""

    name: ClassVar[str] = "draft"

    regime: Regime
    period: Period
    part: Annotated[Part, _BY_PLACE]
    do: Do = Do.SHOW
    key: str = ""
    number: int = 0

    def __post_init__(self) -> None:
        if self.part not in parts_in(self.regime):
            raise ValueError("no part of this report")


@dataclass(frozen=True, slots=True)
class AskDraftPeriod(Kept):
    kind: ClassVar[str] = "draft_period"


@dataclass(frozen=True, slots=True)
class AskSentence(Kept):
    """Waits for the words of a sentence; without a key, of one that is added."""

    kind: ClassVar[str] = "draft_sentence"

    regime: Regime
    period: PeriodCode
    part: Part
    key: str = ""


@dataclass(frozen=True, slots=True)
class Work(Kept):
    """The report is computed beside; then this is done with it and shown. `units`: what the officer reached."""

    kind: ClassVar[str] = "draft"

    units: list[int]
    regime: Regime
    period: PeriodCode
    part: Part
    do: Do
    key: str = ""
    number: int = 0
    text: str = ""

    @property
    def wanted(self) -> Wanted:
        return Wanted(frozenset(self.units), self.period, self.regime)
