"""What the buttons, the question and the job of checking work hold."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.kit.actions import Action, Page
from handlers.kit.kept import Kept, PeriodCode
from storage.ground.days.periods import Period
from storage.messages.payloads import Style


@dataclass(frozen=True, slots=True)
class ShowWaiting(Action):
    """What was reported as done and waits for the leader."""

    name: ClassVar[str] = "checks"

    page: Page = 0


@dataclass(frozen=True, slots=True)
class Accept(Action):
    name: ClassVar[str] = "check_accept"
    style: ClassVar[Style | None] = Style.FIRST

    progress_id: int
    page: Page = 0


@dataclass(frozen=True, slots=True)
class AskWhy(Action):
    """Sends a report back, with the reason that is asked for first."""

    name: ClassVar[str] = "check_back"

    progress_id: int


@dataclass(frozen=True, slots=True)
class TakeBack(Action):
    """Undoes one's own check."""

    name: ClassVar[str] = "check_undo"

    progress_id: int


@dataclass(frozen=True, slots=True)
class MakeSheet(Action):
    name: ClassVar[str] = "performance"

    period: Period


@dataclass(frozen=True, slots=True)
class AskWhySentBack(Kept):
    kind: ClassVar[str] = "check_reason"

    progress_id: int


@dataclass(frozen=True, slots=True)
class WriteSheet(Kept):
    """`units`: those whose figures the leader may see, when it was asked for."""

    kind: ClassVar[str] = "performance_sheet"

    period: PeriodCode
    units: list[int]
