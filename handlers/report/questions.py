"""Questions about reports, and their jobs. `units`: those that the person who asked for it reached."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from handlers.kit.files import FileJob
from handlers.kit.kept import Kept, PeriodCode
from handlers.report.content import Wanted
from handlers.report.signed.signers import NOBODY, Signer
from storage.ground.days.calendars import Regime


@dataclass(frozen=True, slots=True)
class AskPeriod(Kept):
    kind: ClassVar[str] = "report_period"


@dataclass(frozen=True, slots=True)
class AskNumber(Kept):
    """With a number: whether it is to be issued though its figures have changed. `seen`: digest of the figures whose
    difference the officer was told. `signer`: who signs, as typed."""

    kind: ClassVar[str] = "report_number"

    report_id: int
    number: str = ""
    on: date | None = None
    seen: str = ""
    signer: Signer = NOBODY


@dataclass(frozen=True, slots=True)
class AwaitTemplate(Kept):
    """Open to a file; no text answers it."""

    kind: ClassVar[str] = "report_template"


@dataclass(frozen=True, slots=True)
class Make(Kept):
    kind: ClassVar[str] = "report"

    units: list[int]
    period: PeriodCode
    regime: Regime
    leave_out: bool = False

    @property
    def wanted(self) -> Wanted:
        return Wanted(frozenset(self.units), self.period, self.regime)


@dataclass(frozen=True, slots=True)
class Issue(Kept):
    """`seen`, `signer`: as in `AskNumber`."""

    kind: ClassVar[str] = "report_issue"

    report_id: int
    number: str
    on: date
    units: list[int]
    seen: str = ""
    signer: Signer = NOBODY


@dataclass(frozen=True, slots=True)
class FindChanges(Kept):
    kind: ClassVar[str] = "report_changes"

    report_id: int
    units: list[int]


@dataclass(frozen=True, slots=True)
class CheckTemplate(FileJob):
    kind: ClassVar[str] = "report_template"


@dataclass(frozen=True, slots=True)
class WriteExample(Kept):
    kind: ClassVar[str] = "template_example"
