"""Buttons by which a case is said to be about a dossier."""

from dataclasses import dataclass
from typing import ClassVar

from handlers.cases.actions import OfCase


@dataclass(frozen=True, slots=True)
class NameDossier(OfCase):
    name: ClassVar[str] = "case_dossier"


@dataclass(frozen=True, slots=True)
class ClearDossier(OfCase):
    name: ClassVar[str] = "case_dossier_not"
