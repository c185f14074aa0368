"""What the buttons and the question of the alerts hold."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.kit.actions import Action, Page
from handlers.kit.kept import Kept


@dataclass(frozen=True, slots=True)
class ShowAlerts(Action):
    name: ClassVar[str] = "alerts"

    page: Page | None = None


@dataclass(frozen=True, slots=True)
class OfAlert(Action):
    alert_id: int


@dataclass(frozen=True, slots=True)
class ShowAlert(OfAlert):
    name: ClassVar[str] = "alert"


@dataclass(frozen=True, slots=True)
class MarkSeen(OfAlert):
    name: ClassVar[str] = "alert_seen"


@dataclass(frozen=True, slots=True)
class AskForWord(OfAlert):
    """The leader wants to hear from the unit's staff."""

    name: ClassVar[str] = "alert_ask"


@dataclass(frozen=True, slots=True)
class GiveWord(OfAlert):
    """Staff's answer to that."""

    name: ClassVar[str] = "word"


@dataclass(frozen=True, slots=True)
class AskWord(Kept):
    kind: ClassVar[str] = "word"

    alert_id: int
