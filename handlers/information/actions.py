"""What the buttons and questions about the office's own answers and its procedures hold."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.kit.actions import Action
from handlers.kit.kept import Kept
from storage.messages.payloads import Style
from storage.models import Part, Topic


@dataclass(frozen=True, slots=True)
class ShowInformation(Action):
    name: ClassVar[str] = "info"


@dataclass(frozen=True, slots=True)
class ShowAnswer(Action):
    name: ClassVar[str] = "info_answer"

    topic: Topic


@dataclass(frozen=True, slots=True)
class ShowContacts(Action):
    """Where there is somebody to talk to."""

    name: ClassVar[str] = "info_contacts"


@dataclass(frozen=True, slots=True)
class EnterProcedure(Action):
    """Asks for a name."""

    name: ClassVar[str] = "procedure_find"


@dataclass(frozen=True, slots=True)
class ShowProcedure(Action):
    name: ClassVar[str] = "procedure"

    procedure_id: int


# The officer's


@dataclass(frozen=True, slots=True)
class EditAnswer(Action):
    name: ClassVar[str] = "info_edit"

    topic: Topic


@dataclass(frozen=True, slots=True)
class EditPart(Action):
    name: ClassVar[str] = "procedure_edit"

    procedure_id: int
    part: Part


@dataclass(frozen=True, slots=True)
class SaveText(Action):
    """Saves what was typed last and shown."""

    name: ClassVar[str] = "info_save"


@dataclass(frozen=True, slots=True)
class ClearText(Action):
    """Empties the text that is being asked for."""

    name: ClassVar[str] = "info_clear"
    style: ClassVar[Style | None] = Style.DANGER


@dataclass(frozen=True, slots=True)
class TakeTextBack(Action):
    name: ClassVar[str] = "info_undo"

    change_id: int


@dataclass(frozen=True, slots=True)
class AskProcedure(Kept):
    kind: ClassVar[str] = "procedure_name"


@dataclass(frozen=True, slots=True)
class AskText(Kept):
    """A topic's, or a part's of a procedure; `text`: the draft that would be saved, empty before there is one."""

    kind: ClassVar[str] = "info_text"

    topic: Topic | None = None
    procedure_id: int = 0
    part: Part | None = None
    text: str = ""
