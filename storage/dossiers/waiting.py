"""Dossiers that wait for a supplement."""

from typing import Any

from sqlalchemy import BindParameter, Select, select

from storage.models import DossierEvent, EventKind

_later = DossierEvent.__table__.alias("later")


def waiting_at(day: BindParameter[Any]) -> Select[Any]:
    """Ids of those that were waiting when that day ended; one that waited several times may come several times."""
    return (
        select(DossierEvent.dossier_id)
        .where(DossierEvent.kind == EventKind.WAITING, DossierEvent.day <= day)
        .where(
            ~select(_later.c.id)
            .where(_later.c.dossier_id == DossierEvent.dossier_id, _later.c.id > DossierEvent.id, _later.c.day <= day)
            .where(_later.c.kind.not_in((EventKind.RECEIVED, EventKind.EXTENDED)))
            .exists()
        )
    )
