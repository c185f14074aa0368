"""The stored events of dossiers."""

from collections.abc import Collection

from sqlalchemy import bindparam, select

from storage.database import Connection
from storage.dossiers.history import Event
from storage.models import DossierEvent, EventKind

_EVENTS = (
    select(DossierEvent)
    .where(DossierEvent.dossier_id.in_(bindparam("ids", expanding=True)))
    .order_by(DossierEvent.dossier_id, DossierEvent.id)
)


async def histories(db: Connection, dossier_ids: Collection[int]) -> dict[int, list[Event]]:
    found: dict[int, list[Event]] = {}
    if not dossier_ids:
        return found
    brought: dict[int, int | None] = {}
    for row in await db.execute(_EVENTS, {"ids": list(dossier_ids)}):
        if row.kind is EventKind.RECEIVED:
            brought[row.dossier_id] = row.import_id
        first = not row.exact and row.import_id == brought.get(row.dossier_id)
        event = Event(row.kind, row.day, row.at, row.exact, row.late, row.due_on, first, row.id)
        found.setdefault(row.dossier_id, []).append(event)
    return found
