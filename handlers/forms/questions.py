"""What is asked about forms, and their long work."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.kit.files import FileJob
from handlers.kit.kept import Kept, PeriodCode


@dataclass(frozen=True, slots=True)
class AskScores(Kept):
    """A text or a file answers it."""

    kind: ClassVar[str] = "index_scores"
    takes_numbers: ClassVar[bool] = True

    period: PeriodCode


@dataclass(frozen=True, slots=True)
class ReadScores(FileJob):
    """`units`: those that the officer reached."""

    kind: ClassVar[str] = "index_scores"

    period: PeriodCode
    units: list[int]


@dataclass(frozen=True, slots=True)
class WriteIndex(Kept):
    kind: ClassVar[str] = "index_write"

    units: list[int]
    period: PeriodCode
    unit_id: int | None = None
