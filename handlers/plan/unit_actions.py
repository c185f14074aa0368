"""What the buttons hold with which a task's further units are changed."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.kit.actions import Action, Page
from storage.messages.payloads import Style
from storage.models import UnitPart


@dataclass(frozen=True, slots=True)
class ShowTaskUnits(Action):
    name: ClassVar[str] = "task_units"

    task_id: int
    page: Page = 0


@dataclass(frozen=True, slots=True)
class ChooseOther(Action):
    name: ClassVar[str] = "task_unit"

    task_id: int
    part: UnitPart
    page: Page = 0


@dataclass(frozen=True, slots=True)
class AddOther(Action):
    name: ClassVar[str] = "task_unit_add"

    task_id: int
    part: UnitPart
    unit_id: int


@dataclass(frozen=True, slots=True)
class AskRemoveOther(Action):
    """Before the unit no longer sees the task."""

    name: ClassVar[str] = "task_unit_out"

    task_id: int
    unit_id: int


@dataclass(frozen=True, slots=True)
class RemoveOther(Action):
    name: ClassVar[str] = "task_unit_out_do"
    style: ClassVar[Style | None] = Style.DANGER

    task_id: int
    unit_id: int
