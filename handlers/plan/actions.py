"""What the buttons of plans, tasks and reports hold."""

import enum
import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from handlers.kit.actions import Action, Codec, Page, read_number
from storage.ground.days.periods import Period
from storage.messages.payloads import Style
from storage.models import ProgressState

PERCENTS = (25, 50, 75)
_PART = re.compile(r"(area|plan)(\d{1,9})", re.ASCII)


class Filter(enum.StrEnum):
    """Which tasks a list shows; `tasks.filter_…` is its name."""

    ALL = "all"
    OVERDUE = "overdue"
    SOON = "soon"
    UNREPORTED = "unreported"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class OfArea:
    area_id: int

    def __str__(self) -> str:
        return f"area{self.area_id}"


@dataclass(frozen=True, slots=True)
class OfPlan:
    plan_id: int

    def __str__(self) -> str:
        return f"plan{self.plan_id}"


def _read_choice(text: str) -> Filter | OfArea | OfPlan:
    part = _PART.fullmatch(text)
    if part is None:
        return Filter(text)
    return OfArea(int(part[2])) if part[1] == "area" else OfPlan(int(part[2]))


def _write_when(when: Period | int) -> str:
    return when.code if isinstance(when, Period) else str(when)


def _read_when(text: str) -> Period | int:
    """`2026` is the year's plans as they stand today, and no period."""
    return read_number(text) if len(text) == 4 else Period.from_code(text)


def _read_said(text: str) -> ProgressState | int:
    return read_number(text) if text.isdecimal() else ProgressState(text)


Choice = Annotated[Filter | OfArea | OfPlan, Codec(str, _read_choice)]
When = Annotated[Period | int, Codec(_write_when, _read_when)]
"""A period, or a year."""
Said = Annotated[ProgressState | int, Codec(str, _read_said)]
"""A state, or a percentage."""


@dataclass(frozen=True, slots=True)
class ShowTasks(Action):
    """Without a `when`: of the year whose plan stands. `unit_id`: of that unit and those below it."""

    name: ClassVar[str] = "tasks"

    choice: Choice = Filter.ALL
    page: Page = 0
    when: When | None = None
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class ShowMine(Action):
    name: ClassVar[str] = "mine"

    page: Page = 0


@dataclass(frozen=True, slots=True)
class ShowTask(Action):
    """`period`: as it stood at its end, for who comes from the lists of a period."""

    name: ClassVar[str] = "task"

    task_id: int
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class ShowPlans(Action):
    """With a page it takes the place of the list before."""

    name: ClassVar[str] = "plans"

    page: Page | None = None


@dataclass(frozen=True, slots=True)
class ShowPlan(Action):
    name: ClassVar[str] = "plan"

    plan_id: int


@dataclass(frozen=True, slots=True)
class AskTitle(Action):
    name: ClassVar[str] = "plan_title"

    plan_id: int


@dataclass(frozen=True, slots=True)
class AskNumber(Action):
    name: ClassVar[str] = "plan_number"

    plan_id: int


@dataclass(frozen=True, slots=True)
class TakeNumber(Action):
    """Number and day of the plan are those of this document of the register."""

    name: ClassVar[str] = "plan_document"

    plan_id: int
    document_id: int


@dataclass(frozen=True, slots=True)
class AskUndoImport(Action):
    """What would change, before anything does."""

    name: ClassVar[str] = "plan_undo"

    plan_id: int
    version_id: int


@dataclass(frozen=True, slots=True)
class UndoImport(Action):
    name: ClassVar[str] = "plan_undo_do"
    style: ClassVar[Style | None] = Style.DANGER

    plan_id: int
    version_id: int


@dataclass(frozen=True, slots=True)
class ShowHistory(Action):
    name: ClassVar[str] = "history"

    task_id: int
    page: Page | None = None


@dataclass(frozen=True, slots=True)
class SendFiles(Action):
    name: ClassVar[str] = "files"

    task_id: int


@dataclass(frozen=True, slots=True)
class Report(Action):
    """A state, from the task's screen; a percentage, from the question about it."""

    name: ClassVar[str] = "report"

    task_id: int
    said: Said

    def __post_init__(self) -> None:
        if self.said not in (*ProgressState, *range(101)):
            raise ValueError("nothing that a button reports")


@dataclass(frozen=True, slots=True)
class ReportOn(Action):
    """Of a task that comes round: which of its days the report is about."""

    name: ClassVar[str] = "report_on"

    task_id: int
    on: date


@dataclass(frozen=True, slots=True)
class WriteReport(Action):
    name: ClassVar[str] = "report_text"

    task_id: int


@dataclass(frozen=True, slots=True)
class ReportOnTask(Action):
    """The task that a report without a number is about."""

    name: ClassVar[str] = "report_task"

    task_id: int


@dataclass(frozen=True, slots=True)
class ReportInPlan(Action):
    """The task whose number stands in several plans."""

    name: ClassVar[str] = "report_plan"

    task_id: int


@dataclass(frozen=True, slots=True)
class ReportOnTasks(Action):
    """`task_id` 0: all that were named."""

    name: ClassVar[str] = "report_tasks"

    task_id: int


@dataclass(frozen=True, slots=True)
class ReportAnyway(Action):
    """What looked like a count of things is a report on this task."""

    name: ClassVar[str] = "report_anyway"

    task_id: int


@dataclass(frozen=True, slots=True)
class ReportLines(Action):
    """All lines of the message that was shown as understood."""

    name: ClassVar[str] = "report_lines"
    style: ClassVar[Style | None] = Style.FIRST


@dataclass(frozen=True, slots=True)
class StepBack(Action):
    """The task was done, and is not any more."""

    name: ClassVar[str] = "step_back"

    task_id: int


@dataclass(frozen=True, slots=True)
class StayDone(Action):
    """The task stays done; the words are added."""

    name: ClassVar[str] = "stay_done"

    task_id: int


@dataclass(frozen=True, slots=True)
class Correct(Action):
    """Without `said`: shows the choices."""

    name: ClassVar[str] = "correct"

    progress_id: int
    said: Said | None = None

    def __post_init__(self) -> None:
        if isinstance(self.said, int) and self.said not in PERCENTS:
            raise ValueError("no percentage that a button offers")


@dataclass(frozen=True, slots=True)
class TakeEdited(Action):
    """The report as its message reads since it was edited."""

    name: ClassVar[str] = "edited_take"
    style: ClassVar[Style | None] = Style.FIRST

    progress_id: int


@dataclass(frozen=True, slots=True)
class UndoReport(Action):
    name: ClassVar[str] = "undo"
    style: ClassVar[Style | None] = Style.DANGER

    progress_id: int


@dataclass(frozen=True, slots=True)
class AddWords(Action):
    name: ClassVar[str] = "add_words"

    progress_id: int


@dataclass(frozen=True, slots=True)
class ChooseLead(Action):
    name: ClassVar[str] = "lead"

    task_id: int
    page: Page = 0


@dataclass(frozen=True, slots=True)
class SetLead(Action):
    name: ClassVar[str] = "lead_set"

    task_id: int
    unit_id: int
