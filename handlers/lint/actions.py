"""What the buttons, questions and the job of the lint hold."""

import enum
from dataclasses import dataclass
from typing import ClassVar

from handlers.kit.actions import Action, Page
from handlers.kit.kept import Kept, PeriodCode
from handlers.making.lint_rules.matter import Place
from storage.ground.days.periods import Period

CODE_LENGTH = 16


class Reason(enum.StrEnum):
    """Why a finding stays as it is; `lint_chat.reason_…` is its sentence."""

    CHECKED = "checked"
    SHARED = "shared"
    LATER = "later"


@dataclass(frozen=True, slots=True)
class ShowFindings(Action):
    name: ClassVar[str] = "lint"

    period: Period
    page: Page


@dataclass(frozen=True, slots=True)
class ShowWaived(Action):
    name: ClassVar[str] = "lint_waived"

    period: Period
    page: Page


@dataclass(frozen=True, slots=True)
class LookAgain(Action):
    name: ClassVar[str] = "lint_again"

    period: Period


@dataclass(frozen=True, slots=True)
class OfFinding(Action):
    """`code` tells the findings of one plan apart."""

    plan_id: int
    code: str

    def __post_init__(self) -> None:
        _check_code(self.code)


def _check_code(code: str) -> None:
    """Raises ValueError for what is no finding's code."""
    if len(code) != CODE_LENGTH or not code.isascii():
        raise ValueError("not the code of a finding")


@dataclass(frozen=True, slots=True)
class ShowFinding(OfFinding):
    name: ClassVar[str] = "finding"


@dataclass(frozen=True, slots=True)
class FixFinding(OfFinding):
    name: ClassVar[str] = "lint_fix"


@dataclass(frozen=True, slots=True)
class WaiveFinding(OfFinding):
    name: ClassVar[str] = "lint_waive"


@dataclass(frozen=True, slots=True)
class TakeWaiverBack(OfFinding):
    name: ClassVar[str] = "lint_unwaive"


@dataclass(frozen=True, slots=True)
class WaiveBecause(Action):
    name: ClassVar[str] = "lint_reason"

    reason: Reason
    plan_id: int
    code: str

    def __post_init__(self) -> None:
        _check_code(self.code)


@dataclass(frozen=True, slots=True)
class FixTask(Action):
    name: ClassVar[str] = "lint_words"

    place: Place
    task_id: int

    def __post_init__(self) -> None:
        if self.place not in (Place.TITLE, Place.PRODUCT, Place.NOTE):
            raise ValueError("a task has no such words")


@dataclass(frozen=True, slots=True)
class FixReport(Action):
    name: ClassVar[str] = "lint_report"

    progress_id: int


class Target(enum.StrEnum):
    """What is put right: the words of a task, a plan or a report."""

    TITLE = Place.TITLE.value
    PRODUCT = Place.PRODUCT.value
    NOTE = Place.NOTE.value
    PLAN = Place.PLAN.value
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class AskWords(Kept):
    """`id`: of the task, the plan or the report; `period`: what is looked at again afterwards."""

    kind: ClassVar[str] = "lint_words"

    place: Target
    id: int
    period: PeriodCode


@dataclass(frozen=True, slots=True)
class AskReason(Kept):
    """`finding`: `PLAN:CODE`."""

    kind: ClassVar[str] = "lint_reason"

    finding: str


@dataclass(frozen=True, slots=True)
class Look(Kept):
    kind: ClassVar[str] = "lint"

    units: list[int]
    period: PeriodCode
