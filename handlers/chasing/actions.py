"""What the buttons and the question of chasing and leaves hold."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.kit.actions import Action
from handlers.kit.kept import Kept, PeriodCode
from storage.ground.days.periods import Period


@dataclass(frozen=True, slots=True)
class AskNudges(Action):
    """Who would be chased, before anybody is; of one unit and those below it, or of all."""

    name: ClassVar[str] = "nudge"

    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class SendNudges(Action):
    name: ClassVar[str] = "nudge_send"

    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class NudgeOverdue(Action):
    """At once, and only who has something overdue; of one unit and those below it, or of all."""

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
class EndLeave(Action):
    name: ClassVar[str] = "leave_end"

    leave_id: int


@dataclass(frozen=True, slots=True)
class AskLeave(Kept):
    """When; or, with a `code`, whether this period is really meant."""

    kind: ClassVar[str] = "leave"

    code: PeriodCode | None = None
