"""What the buttons about a report that was passed on hold."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.kit.actions import Action, Page


@dataclass(frozen=True, slots=True)
class EnterFor(Action):
    """The report that was passed on is this colleague's."""

    name: ClassVar[str] = "enter_for"

    person_id: int


@dataclass(frozen=True, slots=True)
class ChooseWriter(Action):
    name: ClassVar[str] = "enter_whose"

    page: Page = 0


@dataclass(frozen=True, slots=True)
class EnterOwn(Action):
    name: ClassVar[str] = "enter_own"


@dataclass(frozen=True, slots=True)
class LeaveForwarded(Action):
    name: ClassVar[str] = "enter_not"
