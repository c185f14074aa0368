"""What the buttons around an answer hold: its proofs, its days, what is asked before it and told after it."""

import enum
from dataclasses import dataclass
from typing import ClassVar

from handlers.cases.actions import AssignToUnit, OfCase


class Clock(enum.StrEnum):
    """A deadline that a rule gives (`/quydinh`)."""

    USUAL = "usual"
    URGENT = "urgent"


@dataclass(frozen=True, slots=True)
class ShowProofs(OfCase):
    """The files of the answer; the citizen's, too."""

    name: ClassVar[str] = "case_proofs"


@dataclass(frozen=True, slots=True)
class DropProofs(OfCase):
    """Of the answer that is being written."""

    name: ClassVar[str] = "case_proofs_drop"


@dataclass(frozen=True, slots=True)
class AskCitizen(OfCase):
    """Asks whoever wrote it for more."""

    name: ClassVar[str] = "case_ask_more"


@dataclass(frozen=True, slots=True)
class AssignByRule(AssignToUnit):
    name: ClassVar[str] = "assign_rule"

    clock: Clock


@dataclass(frozen=True, slots=True)
class TellPublished(OfCase):
    """Keeps that the answer was made public, and where."""

    name: ClassVar[str] = "case_published"
