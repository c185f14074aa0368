"""A dossier as it is stored, beside what a file says of it."""

from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select

from storage.dossiers.handling import Counted, Ending
from storage.imports.dossier_writing import WRITTEN
from storage.models import ApologyLetter, Dossier, DossierState, EndedHow, RatedDossier

_COMPARED = WRITTEN[:-5]  # when a return was known is not the file's to say, and what is counted follows from it
EXISTING = (
    select(
        Dossier.code,
        Dossier.id,
        *(getattr(Dossier, name) for name in _COMPARED),
        Dossier.phone_erased_at,
        Dossier.return_known_at,
        Dossier.ended_on,
        Dossier.ended_how,
        Dossier.counted_field,
        Dossier.counted_level,
        RatedDossier.rating_id,
        ApologyLetter.dossier_id.is_not(None).label("has_letter"),
    )
    .outerjoin(RatedDossier, RatedDossier.dossier_id == Dossier.id)
    .outerjoin(ApologyLetter, ApologyLetter.dossier_id == Dossier.id)
    .where(Dossier.code.in_(bindparam("codes", expanding=True)))
)


class Stored(NamedTuple):
    """As `EXISTING` selects it; its attributes are read a million times."""

    code: str
    id: int
    unit_id: int
    holder_id: int | None
    procedure_code: str
    procedure_name: str
    field: str
    state: DossierState
    submitted: str
    received_on: date
    due_on: date | None
    finished_on: date | None
    returned_on: date | None
    phone_hash: str | None
    proof_hash: str | None
    phone_erased_at: datetime | None
    return_known_at: datetime | None
    ended_on: date | None
    ended_how: EndedHow | None
    counted_field: str
    counted_level: int | None
    rating_id: int | None
    has_letter: bool

    @property
    def compared(self) -> tuple[Any, ...]:
        return self[2 : 2 + len(_COMPARED)]

    @property
    def counted(self) -> Counted:
        ending = Ending(self.ended_on, self.ended_how)
        return Counted(self.unit_id, self.counted_field, self.counted_level, self.submitted, self.received_on, ending)
