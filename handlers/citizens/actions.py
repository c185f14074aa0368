"""What the buttons, questions and the job of the citizens' topic hold."""

import enum
from dataclasses import dataclass
from typing import ClassVar

from handlers.kit.actions import Action, Page
from handlers.kit.kept import Kept
from storage.messages.payloads import Style
from storage.ratings.details import Reason, check_level


class Language(enum.StrEnum):
    VI = "vi"
    EN = "en"


@dataclass(frozen=True, slots=True)
class OfDossier(Action):
    dossier_id: int


@dataclass(frozen=True, slots=True)
class LookUp(Action):
    """`page`: of those that were opened before."""

    name: ClassVar[str] = "look_up"

    page: Page | None = None


@dataclass(frozen=True, slots=True)
class SharePhone(Action):
    name: ClassVar[str] = "share_phone"


@dataclass(frozen=True, slots=True)
class ShowDossier(OfDossier):
    """Shows a dossier that this chat has opened before."""

    name: ClassVar[str] = "dossier"


# Rating


@dataclass(frozen=True, slots=True)
class EnterCode(Action):
    name: ClassVar[str] = "rate_ask"


@dataclass(frozen=True, slots=True)
class TapFace(OfDossier):
    level: int

    def __post_init__(self) -> None:
        check_level(self.level)


@dataclass(frozen=True, slots=True)
class RateDossier(TapFace):
    name: ClassVar[str] = "rate"


@dataclass(frozen=True, slots=True)
class RateTogether(TapFace):
    """Rates this dossier, and those that may be rated with it."""

    name: ClassVar[str] = "rate_all"


@dataclass(frozen=True, slots=True)
class RateNext(TapFace):
    """Rates one of several dossiers that are rated one by one."""

    name: ClassVar[str] = "rate_next"


@dataclass(frozen=True, slots=True)
class ShowFaces(OfDossier):
    """Shows the faces: to rate a dossier, or to change the answer."""

    name: ClassVar[str] = "rate_show"


@dataclass(frozen=True, slots=True)
class ShowFacesTogether(OfDossier):
    name: ClassVar[str] = "rate_together"


@dataclass(frozen=True, slots=True)
class ShowEach(OfDossier):
    name: ClassVar[str] = "rate_each"


@dataclass(frozen=True, slots=True)
class OpenOther(OfDossier):
    """One of the dossiers that belong together with one this person has opened."""

    name: ClassVar[str] = "rate_other"

    other_id: int


@dataclass(frozen=True, slots=True)
class ToggleReason(OfDossier):
    name: ClassVar[str] = "rate_reason"

    reason: Reason


@dataclass(frozen=True, slots=True)
class ToggleContact(OfDossier):
    name: ClassVar[str] = "rate_contact"


@dataclass(frozen=True, slots=True)
class WriteComment(OfDossier):
    name: ClassVar[str] = "rate_comment"


@dataclass(frozen=True, slots=True)
class ShowAspect(OfDossier):
    """Shows the one question more."""

    name: ClassVar[str] = "rate_more"


@dataclass(frozen=True, slots=True)
class AnswerAspect(TapFace):
    name: ClassVar[str] = "rate_aspect"


# Privacy


@dataclass(frozen=True, slots=True)
class ExportHeld(Action):
    name: ClassVar[str] = "privacy_export"


@dataclass(frozen=True, slots=True)
class AskErasure(Action):
    name: ClassVar[str] = "privacy_ask"


@dataclass(frozen=True, slots=True)
class EraseHeld(Action):
    name: ClassVar[str] = "privacy_erase"
    style: ClassVar[Style | None] = Style.DANGER


@dataclass(frozen=True, slots=True)
class StopMessages(Action):
    name: ClassVar[str] = "stop"


@dataclass(frozen=True, slots=True)
class ResumeMessages(Action):
    name: ClassVar[str] = "resume"


@dataclass(frozen=True, slots=True)
class AskDossierCode(Kept):
    """`again`: what was typed first could not be read."""

    kind: ClassVar[str] = "dossier_code"

    again: bool = False


@dataclass(frozen=True, slots=True)
class AskDigits(Kept):
    """The last digits of the phone that belongs to the dossier of this code. `again`: as for the code."""

    kind: ClassVar[str] = "dossier_digits"

    code: str
    again: bool = False


@dataclass(frozen=True, slots=True)
class AskComment(Kept):
    kind: ClassVar[str] = "rating_comment"

    dossier_id: int


@dataclass(frozen=True, slots=True)
class ChooseLanguage(Action):
    name: ClassVar[str] = "language"

    language: Language


@dataclass(frozen=True, slots=True)
class Export(Kept):
    kind: ClassVar[str] = "privacy_export"
