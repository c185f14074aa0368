"""What is asked about forms, and their long work."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.kit.kept import Kept, PeriodCode


@dataclass(frozen=True, slots=True)
class AskScores(Kept):
    kind: ClassVar[str] = "index_scores"
    takes_numbers: ClassVar[bool] = True

    period: PeriodCode


@dataclass(frozen=True, slots=True)
class WriteIndex(Kept):
    kind: ClassVar[str] = "index_write"

    units: list[int]
    period: PeriodCode
    unit_id: int | None = None
