"""What the buttons about groups hold."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.kit.actions import Action, Page
from storage.messages.payloads import Style


@dataclass(frozen=True, slots=True)
class OfGroup(Action):
    group_id: int


@dataclass(frozen=True, slots=True)
class ChooseGroupUnit(OfGroup):
    name: ClassVar[str] = "group_units"

    page: Page | None = None


@dataclass(frozen=True, slots=True)
class ConfirmGroup(OfGroup):
    name: ClassVar[str] = "group_is"
    style: ClassVar[Style | None] = Style.FIRST

    unit_id: int


@dataclass(frozen=True, slots=True)
class DeclineGroup(OfGroup):
    name: ClassVar[str] = "group_not"


@dataclass(frozen=True, slots=True)
class ReleaseGroup(OfGroup):
    name: ClassVar[str] = "group_end"
    style: ClassVar[Style | None] = Style.DANGER
