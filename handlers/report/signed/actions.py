"""What the buttons, the question and the jobs of signed files hold."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.kit.files import FileJob
from handlers.kit.kept import Kept
from handlers.report.actions import OfReport


@dataclass(frozen=True, slots=True)
class AskSigned(OfReport):
    """The next PDF or Word file that comes is the signed one."""

    name: ClassVar[str] = "signed_ask"


@dataclass(frozen=True, slots=True)
class SendSigned(OfReport):
    name: ClassVar[str] = "signed_get"


@dataclass(frozen=True, slots=True)
class MakePdf(OfReport):
    name: ClassVar[str] = "report_pdf"


@dataclass(frozen=True, slots=True)
class AwaitSigned(Kept):
    """Open to a file; no text answers it."""

    kind: ClassVar[str] = "report_signed"

    report_id: int


@dataclass(frozen=True, slots=True)
class Attach(FileJob):
    """`units`: those that the officer reached."""

    kind: ClassVar[str] = "report_signed"

    report_id: int
    units: list[int]


@dataclass(frozen=True, slots=True)
class Convert(Kept):
    kind: ClassVar[str] = "report_pdf"

    report_id: int
    units: list[int]
