"""What the buttons of the office hold: imports, letters, kiosks, people, paper forms."""

import enum
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from handlers.kit.actions import Action, Page
from storage.ground.days.periods import Period
from storage.messages.payloads import Style
from storage.models import Role


@dataclass(frozen=True, slots=True)
class ExplainImport(Action):
    name: ClassVar[str] = "import_help"


@dataclass(frozen=True, slots=True)
class OfFile(Action):
    file_id: int


@dataclass(frozen=True, slots=True)
class WriteImport(OfFile):
    name: ClassVar[str] = "import_do"
    style: ClassVar[Style | None] = Style.FIRST


@dataclass(frozen=True, slots=True)
class StopImport(OfFile):
    name: ClassVar[str] = "import_stop"


@dataclass(frozen=True, slots=True)
class SendImportList(OfFile):
    """The file itself is the list: of lines that the preview's pages have no room for."""

    name: ClassVar[str] = "import_list"


@dataclass(frozen=True, slots=True)
class ShowImportPage(Action):
    """`page` 0: the first screen, without its buttons."""

    name: ClassVar[str] = "import_page"

    file_id: int
    page: Page


@dataclass(frozen=True, slots=True)
class AnswerImport(Action):
    """`asked`: how many questions there were up to this one; `index`: of the choice."""

    name: ClassVar[str] = "import_answer"

    file_id: int
    asked: int
    index: int


@dataclass(frozen=True, slots=True)
class ShowImportChoices(Action):
    """The choices that have no button of their own in the question. `page` 0: the question itself."""

    name: ClassVar[str] = "import_choices"

    file_id: int
    asked: int
    page: Page


@dataclass(frozen=True, slots=True)
class ImportFile(OfFile):
    """A file that might also have proved a report is data."""

    name: ClassVar[str] = "file_import"


@dataclass(frozen=True, slots=True)
class ProveReport(Action):
    """A file that might also have been data proves a report."""

    name: ClassVar[str] = "file_evidence"

    file_id: int
    progress_id: int


@dataclass(frozen=True, slots=True)
class ShowLetters(Action):
    name: ClassVar[str] = "letters"

    period: Period
    page: Page


@dataclass(frozen=True, slots=True)
class ShowLettersOfYear(Action):
    name: ClassVar[str] = "letters_back"


@dataclass(frozen=True, slots=True)
class OfDossier(Action):
    dossier_id: int


@dataclass(frozen=True, slots=True)
class DraftLetter(OfDossier):
    name: ClassVar[str] = "letter"


class LateBecause(enum.StrEnum):
    """Why a dossier was late; `letters.reason_…` is what the letter says."""

    PARTNER = "partner"
    SYSTEM = "system"
    STAFF = "staff"
    COMPLEX = "complex"


@dataclass(frozen=True, slots=True)
class GiveReason(Action):
    name: ClassVar[str] = "letter_reason"

    dossier_id: int
    reason: LateBecause


@dataclass(frozen=True, slots=True)
class PromiseDay(Action):
    name: ClassVar[str] = "letter_day"

    dossier_id: int
    on: date


@dataclass(frozen=True, slots=True)
class IssueLetter(OfDossier):
    name: ClassVar[str] = "letter_issue"


@dataclass(frozen=True, slots=True)
class ShowPaperChanges(Action):
    name: ClassVar[str] = "paper_changes"


@dataclass(frozen=True, slots=True)
class ShowKiosks(Action):
    name: ClassVar[str] = "kiosks"


@dataclass(frozen=True, slots=True)
class AddKiosk(Action):
    """Without a unit: shows a page of them."""

    name: ClassVar[str] = "kiosk_add"

    unit_id: int | None = None
    page: Page = 0


@dataclass(frozen=True, slots=True)
class OfKiosk(Action):
    kiosk_id: int


@dataclass(frozen=True, slots=True)
class AskRevocation(OfKiosk):
    name: ClassVar[str] = "kiosk_ask"


@dataclass(frozen=True, slots=True)
class RevokeKiosk(OfKiosk):
    name: ClassVar[str] = "kiosk_revoke"


@dataclass(frozen=True, slots=True)
class AskRelease(OfKiosk):
    """Another device may take the place of the one that has it."""

    name: ClassVar[str] = "kiosk_release_ask"


@dataclass(frozen=True, slots=True)
class ReleaseKiosk(OfKiosk):
    name: ClassVar[str] = "kiosk_release"


@dataclass(frozen=True, slots=True)
class KeepDevice(OfKiosk):
    """The release is taken back."""

    name: ClassVar[str] = "kiosk_keep"


@dataclass(frozen=True, slots=True)
class ShowBurst(Action):
    name: ClassVar[str] = "kiosk_burst"

    burst_id: int


class Decision(enum.StrEnum):
    """`button.burst_…`, `bursts.ask_…`"""

    COUNT = "count"
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class OfBurst(Action):
    burst_id: int
    decision: Decision


@dataclass(frozen=True, slots=True)
class AskDecision(OfBurst):
    name: ClassVar[str] = "kiosk_burst_ask"


@dataclass(frozen=True, slots=True)
class DecideBurst(OfBurst):
    name: ClassVar[str] = "kiosk_burst_do"


@dataclass(frozen=True, slots=True)
class AskRole(Action):
    """Of whoever is invited."""

    name: ClassVar[str] = "invite_ask"


@dataclass(frozen=True, slots=True)
class Invite(Action):
    """Without a unit: shows a page of them."""

    name: ClassVar[str] = "invite"

    role: Role
    unit_id: int | None = None
    page: Page = 0


@dataclass(frozen=True, slots=True)
class ShowMembers(Action):
    name: ClassVar[str] = "members"

    page: Page


@dataclass(frozen=True, slots=True)
class OfAppointment(Action):
    appointment_id: int


@dataclass(frozen=True, slots=True)
class AskDismissal(OfAppointment):
    name: ClassVar[str] = "member"


@dataclass(frozen=True, slots=True)
class Dismiss(OfAppointment):
    name: ClassVar[str] = "member_dismiss"
    style: ClassVar[Style | None] = Style.DANGER
