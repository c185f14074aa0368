"""The questions of the three registers."""

from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from handlers.kit.kept import Kept, PeriodCode
from handlers.registers.actions import check_words_of_definition
from storage.models import What


@dataclass(frozen=True, slots=True)
class AskIncident(Kept):
    kind: ClassVar[str] = "incident_new"


@dataclass(frozen=True, slots=True)
class OfferIncident(Kept):
    """Does this sentence tell of something broken?"""

    kind: ClassVar[str] = "incident_offer"

    text: str


@dataclass(frozen=True, slots=True)
class AskIncidentText(Kept):
    kind: ClassVar[str] = "incident_text"

    incident_id: int


@dataclass(frozen=True, slots=True)
class AskSince(Kept):
    kind: ClassVar[str] = "incident_since"

    incident_id: int


@dataclass(frozen=True, slots=True)
class AskLetter(Kept):
    kind: ClassVar[str] = "incident_letter"

    incident_id: int


@dataclass(frozen=True, slots=True)
class AskRecipient(Kept):
    kind: ClassVar[str] = "letter_recipient"

    letter_id: int


@dataclass(frozen=True, slots=True)
class AskWhichFigure(Kept):
    """`choices`: of the buttons shown (`PutValue.choice`). `value`, `base`: what waits to be put there, if anything."""

    kind: ClassVar[str] = "indicator_which"

    choices: list[str]
    value: Decimal | None = None
    base: Decimal | None = None


@dataclass(frozen=True, slots=True)
class AskValue(Kept):
    kind: ClassVar[str] = "indicator_value"
    takes_numbers: ClassVar[bool] = True

    indicator_id: int
    period: PeriodCode


@dataclass(frozen=True, slots=True)
class AskBase(Kept):
    """Asks for the whole of which the value is a part."""

    kind: ClassVar[str] = "indicator_base"
    takes_numbers: ClassVar[bool] = True

    indicator_id: int
    period: PeriodCode


@dataclass(frozen=True, slots=True)
class AskIndicator(Kept):
    kind: ClassVar[str] = "indicator_new"


@dataclass(frozen=True, slots=True)
class AskDefinition(Kept):
    kind: ClassVar[str] = "indicator_field"

    indicator_id: int
    what: What

    def __post_init__(self) -> None:
        check_words_of_definition(self.what)


@dataclass(frozen=True, slots=True)
class AskProposal(Kept):
    kind: ClassVar[str] = "proposal_new"


@dataclass(frozen=True, slots=True)
class AskAgency(Kept):
    kind: ClassVar[str] = "proposal_agency"

    proposal_id: int


@dataclass(frozen=True, slots=True)
class AskProposalText(Kept):
    kind: ClassVar[str] = "proposal_text"

    proposal_id: int
