"""What the buttons of the registers hold: broken things, indicators, proposals, documents."""

import enum
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from handlers.kit.actions import Action, Page
from storage.ground.days.periods import FIRST_YEAR, LAST_YEAR, Period
from storage.messages.payloads import Style
from storage.models import Every, ProposalKind, Register, What


class Which(enum.StrEnum):
    """Of the broken things; `button.incidents_…` is its label."""

    OPEN = "open"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class ShowHistory(Action):
    name: ClassVar[str] = "entry_history"

    register: Register
    entry_id: int
    page: Page


@dataclass(frozen=True, slots=True)
class ShowIncidents(Action):
    """Without a choice and a page: the first page of what is open. `unit_id`: of that unit and those below it."""

    name: ClassVar[str] = "incidents"

    which: Which | None = None
    page: Page | None = None
    unit_id: int | None = None


@dataclass(frozen=True, slots=True)
class OfIncident(Action):
    incident_id: int


@dataclass(frozen=True, slots=True)
class ShowIncident(OfIncident):
    name: ClassVar[str] = "incident"


@dataclass(frozen=True, slots=True)
class ReportIncident(Action):
    name: ClassVar[str] = "incident_new"


@dataclass(frozen=True, slots=True)
class ReportOffered(Action):
    """Makes a report of the sentence that waits in `OfferIncident`."""

    name: ClassVar[str] = "incident_offered"


@dataclass(frozen=True, slots=True)
class MarkFixed(OfIncident):
    name: ClassVar[str] = "incident_fixed"


@dataclass(frozen=True, slots=True)
class MarkChased(OfIncident):
    name: ClassVar[str] = "incident_chased"


@dataclass(frozen=True, slots=True)
class ReopenIncident(OfIncident):
    name: ClassVar[str] = "incident_reopen"


@dataclass(frozen=True, slots=True)
class SplitNote(Action):
    name: ClassVar[str] = "incident_split"

    change_id: int


@dataclass(frozen=True, slots=True)
class ChangeIncidentText(OfIncident):
    name: ClassVar[str] = "incident_text"


@dataclass(frozen=True, slots=True)
class ChangeSince(OfIncident):
    name: ClassVar[str] = "incident_since"


@dataclass(frozen=True, slots=True)
class WithdrawIncident(OfIncident):
    name: ClassVar[str] = "incident_withdraw"
    style: ClassVar[Style | None] = Style.DANGER


@dataclass(frozen=True, slots=True)
class RestoreIncident(OfIncident):
    name: ClassVar[str] = "incident_restore"


@dataclass(frozen=True, slots=True)
class AddLetter(OfIncident):
    name: ClassVar[str] = "incident_letter"


@dataclass(frozen=True, slots=True)
class ChooseRecipient(Action):
    """The recipient is that of another letter."""

    name: ClassVar[str] = "letter_to"

    letter_id: int
    other_id: int


@dataclass(frozen=True, slots=True)
class UndoLetter(Action):
    name: ClassVar[str] = "letter_undo"
    style: ClassVar[Style | None] = Style.DANGER

    letter_id: int


@dataclass(frozen=True, slots=True)
class ShowIndicators(Action):
    """The list; of each indicator the period in which that day lies. Without a day: today."""

    name: ClassVar[str] = "indicators"

    on: date | None = None
    page: Page | None = None

    def __post_init__(self) -> None:
        # The period before or after it has to lie within the known years, too.
        if self.on is not None and not FIRST_YEAR < self.on.year < LAST_YEAR:
            raise ValueError("no day of a period")


@dataclass(frozen=True, slots=True)
class OfIndicator(Action):
    indicator_id: int


@dataclass(frozen=True, slots=True)
class OfFigure(Action):
    """An indicator in one period; without a period, the running one."""

    indicator_id: int
    period: Period | None = None


@dataclass(frozen=True, slots=True)
class ShowIndicator(OfFigure):
    name: ClassVar[str] = "indicator"


@dataclass(frozen=True, slots=True)
class EnterValue(OfFigure):
    name: ClassVar[str] = "indicator_ask"


@dataclass(frozen=True, slots=True)
class PutValue(OfFigure):
    """Puts the value that waits in `AskWhichFigure` here."""

    name: ClassVar[str] = "indicator_put"

    @property
    def choice(self) -> str:
        """`3:20260601-20260630`: as `AskWhichFigure` keeps it."""
        return self.wire.removeprefix(f"{self.name}:")


@dataclass(frozen=True, slots=True)
class TakeValueBack(OfFigure):
    name: ClassVar[str] = "indicator_undo"


@dataclass(frozen=True, slots=True)
class DefineIndicator(Action):
    name: ClassVar[str] = "indicator_new"


@dataclass(frozen=True, slots=True)
class ShowDefinition(OfIndicator):
    name: ClassVar[str] = "indicator_edit"


@dataclass(frozen=True, slots=True)
class SetEvery(Action):
    name: ClassVar[str] = "indicator_every"

    indicator_id: int
    every: Every


WORDS_OF_DEFINITION = (What.NAME, What.MEASURE, What.BASE)


def check_words_of_definition(what: What) -> None:
    """Raises ValueError for anything else."""
    if what not in WORDS_OF_DEFINITION:
        raise ValueError("a definition has no such words")


@dataclass(frozen=True, slots=True)
class ChangeDefinition(Action):
    """Asks for a new name, measure or base."""

    name: ClassVar[str] = "indicator_field"

    indicator_id: int
    what: What

    def __post_init__(self) -> None:
        check_words_of_definition(self.what)


@dataclass(frozen=True, slots=True)
class ChooseUnit(Action):
    """The unit that answers for the indicator; without a unit, a page of units."""

    name: ClassVar[str] = "indicator_unit"

    indicator_id: int
    unit_id: int | None = None
    page: Page = 0


@dataclass(frozen=True, slots=True)
class WithdrawIndicator(OfIndicator):
    name: ClassVar[str] = "indicator_withdraw"
    style: ClassVar[Style | None] = Style.DANGER


@dataclass(frozen=True, slots=True)
class RestoreIndicator(OfIndicator):
    name: ClassVar[str] = "indicator_restore"


@dataclass(frozen=True, slots=True)
class ShowProposals(Action):
    """The list of a period; without one, of this year."""

    name: ClassVar[str] = "proposals"

    period: Period | None = None
    page: Page | None = None


@dataclass(frozen=True, slots=True)
class OfProposal(Action):
    proposal_id: int


@dataclass(frozen=True, slots=True)
class ShowProposal(OfProposal):
    name: ClassVar[str] = "proposal"


@dataclass(frozen=True, slots=True)
class MakeProposal(Action):
    name: ClassVar[str] = "proposal_new"


@dataclass(frozen=True, slots=True)
class ChooseAgency(Action):
    """The agency is that of another proposal; 0: no agency; None: asks which."""

    name: ClassVar[str] = "proposal_agency"

    proposal_id: int
    other_id: int | None = None


@dataclass(frozen=True, slots=True)
class ChangeProposalText(OfProposal):
    name: ClassVar[str] = "proposal_text"


@dataclass(frozen=True, slots=True)
class SetKind(Action):
    name: ClassVar[str] = "proposal_kind"

    proposal_id: int
    kind: ProposalKind


@dataclass(frozen=True, slots=True)
class WithdrawProposal(OfProposal):
    name: ClassVar[str] = "proposal_withdraw"
    style: ClassVar[Style | None] = Style.DANGER


@dataclass(frozen=True, slots=True)
class RaiseAgain(OfProposal):
    """It stands in the report of another period, too."""

    name: ClassVar[str] = "proposal_again"


@dataclass(frozen=True, slots=True)
class RestoreProposal(OfProposal):
    name: ClassVar[str] = "proposal_restore"
