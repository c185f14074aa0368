"""Questions of the office, and its jobs."""

from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from handlers.kit.files import FileJob
from handlers.kit.kept import Kept
from handlers.plan.questions import AttachFile


@dataclass(frozen=True, slots=True)
class AskAboutFile(Kept):
    """A question about a file whose answer may be typed. Fields as in `AnswerImport`."""

    kind: ClassVar[str] = "import_answer"

    file_id: int
    asked: int


@dataclass(frozen=True, slots=True)
class NameMember(Kept):
    """Whose role is meant? Asked where there are more people than a screen shows."""

    kind: ClassVar[str] = "member_name"


@dataclass(frozen=True, slots=True)
class AskReason(Kept):
    kind: ClassVar[str] = "letter_reason"

    dossier_id: int


@dataclass(frozen=True, slots=True)
class AskDay(Kept):
    """By which day is the result promised anew?"""

    kind: ClassVar[str] = "letter_day"

    dossier_id: int


@dataclass(frozen=True, slots=True)
class AskLetterNumber(Kept):
    kind: ClassVar[str] = "letter_number"

    dossier_id: int


@dataclass(frozen=True, slots=True)
class AskKioskName(Kept):
    kind: ClassVar[str] = "kiosk_name"

    unit_id: int


@dataclass(frozen=True, slots=True)
class AskPaper(Kept):
    kind: ClassVar[str] = "paper"


@dataclass(frozen=True, slots=True)
class ReadSent(FileJob):
    """`unit_id`: whose data it is to be compared with."""

    kind: ClassVar[str] = "import_preview"

    caption: str = ""
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class ReadKept(Kept):
    """Once more, with what has been answered. Without a unit it is compared when others do not write."""

    kind: ClassVar[str] = "import_again"

    file_id: int
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class WriteKept(Kept):
    """Without a unit: confirmed before that was kept with the job. `message_id`: of the message that says that it is
    being written, empty where that is not known."""

    kind: ClassVar[str] = "import_write"

    file_id: int
    unit_id: int | None = None
    message_id: str = ""


@dataclass(frozen=True, slots=True)
class LookAtFile(AttachFile):
    """Whether it may be data, too."""

    kind: ClassVar[str] = "import_or_evidence"

    caption: str = ""


@dataclass(frozen=True, slots=True)
class MakeLetter(Kept):
    """`units`: what the officer reached who asked for it."""

    kind: ClassVar[str] = "apology_letter"

    dossier_id: int
    units: list[int]


@dataclass(frozen=True, slots=True)
class SendCopies(Kept):
    """Of the letter as it went out, to the people who wait for the dossier. `units`: as in `MakeLetter`."""

    kind: ClassVar[str] = "apology_copy"

    dossier_id: int
    units: list[int]
    person_ids: list[int]


class Receipt(NamedTuple):
    code: str
    link: str


@dataclass(frozen=True, slots=True)
class DrawCodes(Kept):
    kind: ClassVar[str] = "qr"

    receipts: list[Receipt]
