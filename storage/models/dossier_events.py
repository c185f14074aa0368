"""What happened to a dossier, and what is kept of it so that figures of any day are read at once."""

import enum
from datetime import date, datetime, time

from sqlalchemy import ForeignKey, Index, text

from storage.ground.kinds import DossierState
from storage.models.base import HANDED_OUT_ONCE, Base, Mapped, mapped_column

CLOSED = frozenset({DossierState.REFUSED, DossierState.WITHDRAWN})
ENDED = CLOSED | {DossierState.FINISHED, DossierState.HANDED_OVER}


class EventKind(enum.StrEnum):
    """A state that was reached; `RESUMED`: the supplement came."""

    RECEIVED = "received"
    WAITING = "waiting"
    RESUMED = "resumed"
    EXTENDED = "extended"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    FINISHED = "finished"
    HANDED_OVER = "handed_over"


# The few that stand apart from the usual way: counted one by one.
_APART = text("kind IN ('waiting', 'refused', 'withdrawn')")


class DossierImport(Base):
    """A file of dossiers. `as_of`: the day its content stands at. `key`: of unit and content, to go on with after a
    crash; `rows_done` of its `rows` are written, with their counts, the last of them at `written_at`. `ended_at`: None
    while it is being written."""

    __tablename__ = "dossier_import"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    key: Mapped[str]
    as_of: Mapped[date]
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    written_at: Mapped[datetime | None]
    rows: Mapped[int] = mapped_column(server_default="0")
    rows_done: Mapped[int]
    new: Mapped[int]
    changed: Mapped[int]
    same: Mapped[int]

    __table_args__ = (Index("ix_dossier_import_unit_id_key", "unit_id", "key"),)


class DossierEvent(Base):
    """`at`: the time of day where the file has one. `exact`: the file gave the day; otherwise it is the
    day as of which the file showed it. `late`: what the file says of an end
    without a day. `due_on`: the due day in force from then on, of events that set one.
    `import_id`: None for what was stored before events were kept."""

    __tablename__ = "dossier_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossier.id", ondelete="CASCADE"), index=True)
    kind: Mapped[EventKind]
    day: Mapped[date]
    at: Mapped[time | None]
    exact: Mapped[bool]
    late: Mapped[bool | None]
    due_on: Mapped[date | None]
    import_id: Mapped[int | None] = mapped_column(ForeignKey("dossier_import.id", ondelete="SET NULL"))

    __table_args__ = (
        Index("ix_dossier_event_apart", "kind", "day", "dossier_id", sqlite_where=_APART, postgresql_where=_APART),
        HANDED_OUT_ONCE,
    )


class LateSpell(Base):
    """The days at whose end a dossier is late, computed from its events when they change, ahead of time for one that is
    in hand: few of a million have one. `late_until`: the first day at whose end it is late no more."""

    __tablename__ = "late_spell"

    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossier.id", ondelete="CASCADE"), primary_key=True)
    late_from: Mapped[date] = mapped_column(primary_key=True)
    late_until: Mapped[date | None]
    due_on: Mapped[date]
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    received_on: Mapped[date]

    __table_args__ = (
        Index("ix_late_spell_unit", "unit_id", "received_on", "late_from", "late_until", "dossier_id"),
        Index("ix_late_spell_from", "late_from"),
    )


class StateWord(Base):
    """What a word in the state column means in this unit's files: answered once. `word`: folded."""

    __tablename__ = "state_word"

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    word: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[DossierState]
