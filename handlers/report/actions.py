"""What the buttons of reports and of their layout hold."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.kit.actions import Action, Page
from storage.ground.days.calendars import Regime
from storage.ground.days.periods import Period
from storage.messages.payloads import Style


@dataclass(frozen=True, slots=True)
class MakeReport(Action):
    name: ClassVar[str] = "report_for"

    regime: Regime
    period: Period


@dataclass(frozen=True, slots=True)
class MakeWithout(Action):
    """Makes the report without the sentences that were found to be false."""

    name: ClassVar[str] = "report_without"

    regime: Regime
    period: Period


@dataclass(frozen=True, slots=True)
class OfReport(Action):
    report_id: int


@dataclass(frozen=True, slots=True)
class IssueReport(OfReport):
    """Asks for its number."""

    name: ClassVar[str] = "report_issue"


@dataclass(frozen=True, slots=True)
class IssueAsMade(OfReport):
    """Issues the report although the figures have changed since it was made."""

    name: ClassVar[str] = "report_as_made"


@dataclass(frozen=True, slots=True)
class ShowIssued(OfReport):
    name: ClassVar[str] = "issued"


@dataclass(frozen=True, slots=True)
class ShowIssuedList(Action):
    name: ClassVar[str] = "issued_list"

    page: Page


@dataclass(frozen=True, slots=True)
class SendIssued(OfReport):
    name: ClassVar[str] = "issued_files"


@dataclass(frozen=True, slots=True)
class ShowTemplate(Action):
    """Shows the layout in use; the next Word file that comes is a new one."""

    name: ClassVar[str] = "template"


@dataclass(frozen=True, slots=True)
class SendTemplate(Action):
    name: ClassVar[str] = "template_get"


@dataclass(frozen=True, slots=True)
class SendExample(Action):
    name: ClassVar[str] = "template_example"


@dataclass(frozen=True, slots=True)
class ShowFields(Action):
    name: ClassVar[str] = "template_fields"


@dataclass(frozen=True, slots=True)
class AskRemoval(Action):
    name: ClassVar[str] = "template_remove"


@dataclass(frozen=True, slots=True)
class RemoveTemplate(Action):
    name: ClassVar[str] = "template_remove_do"
    style: ClassVar[Style | None] = Style.DANGER
