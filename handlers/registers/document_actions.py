"""What the buttons and questions of the register of documents hold."""

import enum
from dataclasses import dataclass
from typing import ClassVar

from handlers.kit.actions import Action, Page
from handlers.kit.kept import Kept
from storage.ground.days.calendars import Regime
from storage.ground.days.periods import FIRST_YEAR, LAST_YEAR
from storage.messages.payloads import Style
from storage.models import DocumentWay


class Part(enum.StrEnum):
    """What is corrected by typing it."""

    LABEL = "label"
    SUBJECT = "subject"
    ISSUER = "issuer"
    TASK = "task"


@dataclass(frozen=True, slots=True)
class ShowDocuments(Action):
    """The register; without a choice, the newest that were issued."""

    name: ClassVar[str] = "documents"

    way: DocumentWay | None = None
    page: Page | None = None


@dataclass(frozen=True, slots=True)
class OfDocument(Action):
    document_id: int


@dataclass(frozen=True, slots=True)
class ShowDocument(OfDocument):
    name: ClassVar[str] = "document"


@dataclass(frozen=True, slots=True)
class ShowBases(Action):
    """The documents that the reports of that year name first."""

    name: ClassVar[str] = "bases"

    regime: Regime
    year: int

    def __post_init__(self) -> None:
        if not FIRST_YEAR <= self.year <= LAST_YEAR:
            raise ValueError("no year of a report")


@dataclass(frozen=True, slots=True)
class EnterDocument(Action):
    name: ClassVar[str] = "document_new"


@dataclass(frozen=True, slots=True)
class ChangeDocument(Action):
    """Asks for this part of it."""

    name: ClassVar[str] = "document_part"

    document_id: int
    part: Part


@dataclass(frozen=True, slots=True)
class SetWay(Action):
    name: ClassVar[str] = "document_way"

    document_id: int
    way: DocumentWay


@dataclass(frozen=True, slots=True)
class SetTask(Action):
    """0: issued for no task."""

    name: ClassVar[str] = "document_task"

    document_id: int
    task_id: int


@dataclass(frozen=True, slots=True)
class WithdrawDocument(OfDocument):
    name: ClassVar[str] = "document_withdraw"
    style: ClassVar[Style | None] = Style.DANGER


@dataclass(frozen=True, slots=True)
class RestoreDocument(OfDocument):
    name: ClassVar[str] = "document_restore"


@dataclass(frozen=True, slots=True)
class ShowCited(Action):
    """What reports cite and the register does not have, of this year."""

    name: ClassVar[str] = "documents_cited"

    page: Page


@dataclass(frozen=True, slots=True)
class TakeCited(Action):
    name: ClassVar[str] = "documents_take"


@dataclass(frozen=True, slots=True)
class ChooseBasis(ShowBases):
    """A page of documents that could be named first."""

    name: ClassVar[str] = "basis_new"

    page: Page = 0


@dataclass(frozen=True, slots=True)
class AddBasis(ShowBases):
    """Names the document first."""

    name: ClassVar[str] = "basis_add"

    document_id: int


@dataclass(frozen=True, slots=True)
class RemoveBasis(ShowBases):
    name: ClassVar[str] = "basis_out"

    document_id: int


@dataclass(frozen=True, slots=True)
class AskDocument(Kept):
    kind: ClassVar[str] = "document_new"


@dataclass(frozen=True, slots=True)
class AskDocumentPart(Kept):
    kind: ClassVar[str] = "document_part"

    document_id: int
    part: Part


@dataclass(frozen=True, slots=True)
class AskBasis(Kept):
    """Waits for the number of a document, or words of it."""

    kind: ClassVar[str] = "basis_new"

    regime: Regime
    year: int
