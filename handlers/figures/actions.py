"""What the buttons, questions and the job of the summary and of what lies below it hold."""

import enum
from dataclasses import dataclass
from typing import ClassVar

from handlers.kit.actions import Action, Page
from handlers.kit.kept import Kept, PeriodCode
from storage.ground.days.periods import Period


@dataclass(frozen=True, slots=True)
class ShowSummary(Action):
    """Without a period: the year so far; without a unit: all that the person reaches."""

    name: ClassVar[str] = "summary"

    period: Period | None = None
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class Compare(Action):
    """Figure by figure with another period."""

    name: ClassVar[str] = "compare"

    period: Period
    other: Period
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class ShowLeague(Action):
    """The units right below this one, side by side; `other`: each beside its own figures of that period."""

    name: ClassVar[str] = "league"

    period: Period
    page: Page = 0
    unit_id: int | None = None
    other: Period | None = None


class Breakdown(enum.StrEnum):
    FIELD = "field"
    PROCEDURE = "procedure"


@dataclass(frozen=True, slots=True)
class ShowBreakdown(Action):
    """Dossiers by field or by procedure. `other`: beside those of that period. `procedure_id`: of this procedure alone,
    or of its field the procedures."""

    name: ClassVar[str] = "by"

    of: Breakdown
    period: Period
    unit_id: int | None = None
    other: Period | None = None
    procedure_id: int | None = None


@dataclass(frozen=True, slots=True)
class ShowChannels(Action):
    """What was rated, channel by channel."""

    name: ClassVar[str] = "channels"

    period: Period
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class ShowCharts(Action):
    name: ClassVar[str] = "charts"

    period: Period
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class ShowAreas(Action):
    name: ClassVar[str] = "areas"

    period: Period
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class ShowFlags(Action):
    name: ClassVar[str] = "flags"

    period: Period
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class ShowLate(Action):
    name: ClassVar[str] = "late"

    period: Period
    page: Page
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class ShowUnhappy(Action):
    name: ClassVar[str] = "unhappy"

    period: Period
    page: Page
    unit_id: int | None = None


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
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class Break(Kept):
    """`name`: of the one field or procedure that is asked for; empty for all. `unit_id`, `other`: as in
    `ShowBreakdown`."""

    kind: ClassVar[str] = "breakdown"

    units: list[int]
    of: Breakdown
    period: PeriodCode
    name: str = ""
    unit_id: int | None = None
    other: PeriodCode | None = None
