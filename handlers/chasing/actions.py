"""What the buttons and the question of chasing and leaves hold."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.kit.actions import Action, Page
from handlers.kit.kept import Kept, PeriodCode
from storage.ground.days.periods import Period
from storage.messages.payloads import Style


@dataclass(frozen=True, slots=True)
class AskNudges(Action):
    """Shows who would be chased, before anybody is; of one unit and those below it, or of all."""

    name: ClassVar[str] = "nudge"

    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class SendNudges(Action):
    name: ClassVar[str] = "nudge_send"
    style: ClassVar[Style | None] = Style.FIRST

    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class NudgeOverdue(Action):
    """Chases at once, and only people with something overdue; in one unit and below it, or everywhere."""

    name: ClassVar[str] = "nudge_overdue"

    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class AddLeave(Action):
    name: ClassVar[str] = "leave_add"

    period: Period


@dataclass(frozen=True, slots=True)
class ChooseDeputy(Action):
    name: ClassVar[str] = "leave_deputy"

    leave_id: int
    deputy_id: int


@dataclass(frozen=True, slots=True)
class ShowDeputies(Action):
    """A page of the people who may stand in."""

    name: ClassVar[str] = "leave_deputies"

    leave_id: int
    page: Page


@dataclass(frozen=True, slots=True)
class EndLeave(Action):
    name: ClassVar[str] = "leave_end"

    leave_id: int


@dataclass(frozen=True, slots=True)
class AskLeave(Kept):
    """When is the leave? With a `code`: is this period really meant?"""

    kind: ClassVar[str] = "leave"

    code: PeriodCode | None = None


@dataclass(frozen=True, slots=True)
class NameDeputy(Kept):
    """Who stands in? Asked where there are more people than a screen shows."""

    kind: ClassVar[str] = "deputy_name"

    leave_id: int
