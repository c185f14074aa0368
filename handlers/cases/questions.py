"""What is being asked about cases, and the job that fetches a picture."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from handlers.kit.files import Fetching, Sent
from handlers.kit.kept import Kept
from handlers.kit.several_files import SeveralFiles
from storage.models import CaseKind


@dataclass(frozen=True, slots=True)
class AskCaseWords(Kept):
    """`about`: empty until it is chosen; `text`: what was written before that, and the files sent with it."""

    kind: ClassVar[str] = "case_text"

    about: Annotated[CaseKind | Literal[""], Field(alias="kind")]
    text: str
    files: tuple[Sent, ...] = ()

    @property
    def typed(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class AskMore(Kept):
    """Takes what else belongs to this case. `pictures`: how many were sent so far."""

    kind: ClassVar[str] = "case_more"

    case_id: int
    pictures: int = 0


@dataclass(frozen=True, slots=True)
class AskPlace(Kept):
    """`text`: what was typed and may be no place."""

    kind: ClassVar[str] = "case_place"

    case_id: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class AskObjection(Kept):
    """Why does the answer not settle the matter?"""

    kind: ClassVar[str] = "case_reopen"

    case_id: int


@dataclass(frozen=True, slots=True)
class AskDue(Kept):
    """The deadline. Fields as in `AssignToUnit`."""

    kind: ClassVar[str] = "case_due"
    takes_numbers: ClassVar[bool] = True

    case_id: int
    alert_id: int
    unit_id: int


@dataclass(frozen=True, slots=True)
class AskExtension(Kept):
    """How many days more?"""

    kind: ClassVar[str] = "case_extend_days"
    takes_numbers: ClassVar[bool] = True

    case_id: int


@dataclass(frozen=True, slots=True)
class AskExtensionReason(Kept):
    kind: ClassVar[str] = "case_extend"

    case_id: int
    due_on: date


@dataclass(frozen=True, slots=True)
class AskAnswer(Kept):
    """`text`: the draft that would be sent; empty before there is one. `files`: stored ones that go with it."""

    kind: ClassVar[str] = "case_answer"

    case_id: int
    text: str
    files: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class AskGaps(Kept):
    """`text`: a template whose gaps are to be filled in; `files`: as in `AskAnswer`."""

    kind: ClassVar[str] = "case_gaps"
    takes_numbers: ClassVar[bool] = True

    case_id: int
    text: str
    files: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class AskForMore(Kept):
    """What does the unit need to know of the citizen?"""

    kind: ClassVar[str] = "case_ask_more"

    case_id: int


@dataclass(frozen=True, slots=True)
class AskWherePublished(Kept):
    kind: ClassVar[str] = "case_published"

    case_id: int


@dataclass(frozen=True, slots=True)
class AskTemplate(Kept):
    kind: ClassVar[str] = "answer_template"


@dataclass(frozen=True, slots=True)
class AttachPicture(Fetching):
    kind: ClassVar[str] = "case_picture"

    case_id: int


@dataclass(frozen=True, slots=True)
class AttachProofs(SeveralFiles):
    """Files for the answer that is being written."""

    kind: ClassVar[str] = "case_proofs"

    case_id: int


@dataclass(frozen=True, slots=True)
class AttachPictures(SeveralFiles):
    """`over`: how many more came than a case takes."""

    kind: ClassVar[str] = "case_pictures"

    case_id: int
    over: int = 0
