"""Writes some hundred dossiers of a file with their events, spells of lateness, letters and counts: whole in itself."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from operator import itemgetter
from typing import Any

from sqlalchemy import bindparam, delete, select

from storage.bulk import Bulk
from storage.database import Connection
from storage.dossiers.handling import Counted, Moves, count, rows_of
from storage.dossiers.history import Event, is_in_time, late_spells
from storage.imports.dossier_rows import Apology
from storage.models import ApologyLetter, Dossier, DossierEvent, LateSpell
from storage.roll_ups import DOSSIERS, HANDLINGS
from storage.upsert import insert

WRITTEN = (
    *("unit_id", "holder_id", "procedure_code", "procedure_name", "field", "state", "submitted", "received_on"),
    *("due_on", "finished_on", "returned_on", "phone_hash", "proof_hash", "return_known_at"),
    *("ended_on", "ended_how", "counted_field", "counted_level"),
)
_IDS = select(Dossier.code, Dossier.id).where(Dossier.code.in_(bindparam("codes", expanding=True)))
_insert_dossier = insert(Dossier)
_WRITE = Bulk(
    _insert_dossier.on_conflict_do_update(
        index_elements=["code"], set_={name: _insert_dossier.excluded[name] for name in WRITTEN}
    ),
    ("code", *WRITTEN),
)
_written = itemgetter(*WRITTEN)
_STORED = Event._fields.index("first")  # what comes before is stored of an event
_ADD_EVENTS = Bulk(insert(DossierEvent), ("dossier_id", *Event._fields[:_STORED], "import_id"))
_ADD_SPELLS = Bulk(insert(LateSpell), ("dossier_id", "unit_id", "received_on", "late_from", "late_until", "due_on"))


@dataclass(slots=True)
class Piece:
    """`values`: by code, the row of the table; `before`: the events that are stored of those known already."""

    values: dict[str, dict[str, Any]] = field(default_factory=dict)
    events: dict[str, list[Event]] = field(default_factory=dict)
    before: dict[str, Sequence[Event]] = field(default_factory=dict)
    apologies: dict[str, Apology] = field(default_factory=dict)
    days: Counter[tuple[int, date, str]] = field(default_factory=Counter)
    handled: Moves = field(default_factory=Counter)

    def count(self, counted: Counted, returned_on: date | None, sign: int) -> None:
        self.days[counted.unit_id, counted.received_on, "received"] += sign
        if returned_on is not None:
            self.days[counted.unit_id, returned_on, "returned"] += sign
        count(self.handled, counted, sign)


async def write_piece(db: Connection, piece: Piece, import_id: int) -> None:
    await _WRITE.run(db, ((code, *_written(values)) for code, values in piece.values.items()))
    codes = [*piece.values, *piece.apologies]
    ids = {row.code: row.id for row in await db.execute(_IDS, {"codes": codes})} if codes else {}
    await _write_events(db, piece, ids, import_id)
    await _write_spells(db, piece, ids)
    letters = [
        {"dossier_id": ids[code], "number": letter.number, "issued_on": letter.on}
        for code, letter in piece.apologies.items()
        if code in ids
    ]
    if letters:
        await db.execute(insert(ApologyLetter).on_conflict_do_nothing(), letters)
    await DOSSIERS.add(db, _by_day(piece.days))
    await HANDLINGS.add(db, rows_of(piece.handled))


async def _write_events(db: Connection, piece: Piece, ids: dict[str, int], import_id: int) -> None:
    """Events that did not change keep the file they came from."""
    gone: list[int] = []
    rows: list[tuple[Any, ...]] = []
    for code, events in piece.events.items():
        if (before := piece.before.get(code)) is not None:
            known = {event.id: event for event in before}
            kept = {event.id for event in events if known.get(event.id) == event}
            gone += [event_id for event_id in known if event_id is not None and event_id not in kept]
            events = [event for event in events if event.id is None or event.id not in kept]
        dossier_id = ids[code]
        rows += [(dossier_id, *event[:_STORED], import_id) for event in events]
    if gone:
        await db.execute(delete(DossierEvent).where(DossierEvent.id.in_(gone)))
    await _ADD_EVENTS.run(db, rows)


async def _write_spells(db: Connection, piece: Piece, ids: dict[str, int]) -> None:
    known = [ids[code] for code in piece.before]
    if known:
        await db.execute(delete(LateSpell).where(LateSpell.dossier_id.in_(known)))
    rows: list[tuple[Any, ...]] = []
    for code, events in piece.events.items():
        if not is_in_time(events):
            values = piece.values[code]
            of_it = (ids[code], values["unit_id"], values["received_on"])
            rows += [(*of_it, spell.late_from, spell.late_until, spell.due_on) for spell in late_spells(events)]
    await _ADD_SPELLS.run(db, rows)


def _by_day(days: Counter[tuple[int, date, str]]) -> list[dict[str, Any]]:
    changed = sorted({(unit_id, day) for (unit_id, day, _), count in days.items() if count})
    names = ("received", "returned")
    return [
        {"unit_id": unit_id, "day": day, **{name: days[unit_id, day, name] for name in names}}
        for unit_id, day in changed
    ]
