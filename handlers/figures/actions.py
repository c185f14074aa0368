"""What the buttons, questions and the job of the summary and of what lies below it hold."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.kit.actions import Action, Page
from handlers.kit.kept import Kept, PeriodCode
from storage.ground.days.periods import Period


@dataclass(frozen=True, slots=True)
class ShowSummary(Action):
    """Without a period: the year so far."""

    name: ClassVar[str] = "summary"

    period: Period | None = None


@dataclass(frozen=True, slots=True)
class OfPeriod(Action):
    period: Period


@dataclass(frozen=True, slots=True)
class ShowCharts(OfPeriod):
    name: ClassVar[str] = "charts"


@dataclass(frozen=True, slots=True)
class ShowAreas(OfPeriod):
    name: ClassVar[str] = "areas"


@dataclass(frozen=True, slots=True)
class ShowFlags(OfPeriod):
    name: ClassVar[str] = "flags"


@dataclass(frozen=True, slots=True)
class ShowLate(Action):
    name: ClassVar[str] = "late"

    period: Period
    page: Page


@dataclass(frozen=True, slots=True)
class ShowUnhappy(Action):
    name: ClassVar[str] = "unhappy"

    period: Period
    page: Page


@dataclass(frozen=True, slots=True)
class OpenRating(Action):
    name: ClassVar[str] = "rating_open"

    rating_id: int


@dataclass(frozen=True, slots=True)
class AnswerRating(Action):
    name: ClassVar[str] = "unhappy_answer"

    rating_id: int


@dataclass(frozen=True, slots=True)
class AskPeriod(Kept):
    kind: ClassVar[str] = "summary_period"


@dataclass(frozen=True, slots=True)
class AskAnswer(Kept):
    kind: ClassVar[str] = "unhappy_answer"

    rating_id: int


@dataclass(frozen=True, slots=True)
class Draw(Kept):
    kind: ClassVar[str] = "charts"

    units: list[int]
    period: PeriodCode
