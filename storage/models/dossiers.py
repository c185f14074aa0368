"""Procedures, dossiers, who may open them, and the letters owed for late ones."""

import enum
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text

from storage.ground.kinds import DossierState, EndedHow
from storage.models.base import CLUSTERED, Base, Mapped, mapped_column

_UNTOLD = "told_at IS NULL"
_QUIET = "told_at IS NOT NULL AND reminded_at IS NULL"


class Procedure(Base):
    """`time_text` and what follows: as citizens read it, empty where nobody has said it."""

    __tablename__ = "procedure"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    code: Mapped[str]
    name: Mapped[str]
    field: Mapped[str]
    service_level: Mapped[int | None]
    by_post: Mapped[bool | None]
    working_days: Mapped[int | None]
    time_text: Mapped[str] = mapped_column(server_default="")
    fee: Mapped[str] = mapped_column(server_default="")
    documents: Mapped[str] = mapped_column(server_default="")
    form: Mapped[str] = mapped_column(server_default="")
    link: Mapped[str] = mapped_column(server_default="")

    __table_args__ = (UniqueConstraint("unit_id", "code"),)


class ProcedureLevel(Base):
    """The level that a procedure had before the day `until`, and since the row before it."""

    __tablename__ = "procedure_level"

    procedure_id: Mapped[int] = mapped_column(ForeignKey("procedure.id", ondelete="CASCADE"), primary_key=True)
    until: Mapped[date] = mapped_column(primary_key=True)
    level: Mapped[int | None]


class Dossier(Base):
    """No applicant name. `phone_hash` tells that two dossiers are one person's; `proof_hash` is a keyed hash of the
    code together with the phone's last four digits. `phone_erased_at`: the person had both erased, and no import brings
    them back. `return_known_at`: when we learnt of the return.

    State and days are those of its events (docs/decisions/dossiers-are-their-events.md), kept here for speed.
    `due_on`: in force now. `finished_on` decides on lateness, `returned_on` (handed over) opens the rating; both are
    None where no file gave the day. `holder_id`: the unit whose list of procedures names it, where it is another.

    What forms count by: `ended_on`, `ended_how`: when it counts as resolved and how that was for its due day;
    `counted_field`, `counted_level`: of the list of procedures as it is, else of the file."""

    __tablename__ = "dossier"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    code: Mapped[str] = mapped_column(unique=True)
    holder_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    procedure_code: Mapped[str]
    procedure_name: Mapped[str] = mapped_column(server_default="")
    field: Mapped[str] = mapped_column(server_default="")
    state: Mapped[DossierState] = mapped_column(server_default=DossierState.RECEIVED)
    submitted: Mapped[str]
    received_on: Mapped[date]
    due_on: Mapped[date | None]
    finished_on: Mapped[date | None]
    returned_on: Mapped[date | None]
    phone_hash: Mapped[str | None]
    proof_hash: Mapped[str | None]
    phone_erased_at: Mapped[datetime | None]
    return_known_at: Mapped[datetime | None]
    ended_on: Mapped[date | None]
    ended_how: Mapped[EndedHow | None]
    counted_field: Mapped[str] = mapped_column(server_default="")
    counted_level: Mapped[int | None]

    __table_args__ = (
        Index("ix_dossier_phone_hash", "phone_hash"),
        Index("ix_dossier_unit_id_received_on", "unit_id", "received_on"),
    )


class HandlingDay(Base):
    """Roll-up by field, moved by the difference in the transaction that moves a dossier (docs/decisions/
    forms-are-roll-ups.md). `online`, `other`: received so; `before`, `in_time`, `late`: ended so for their due day;
    `whole`, `part`: received for procedures offered online so far, of which `…_online` came online."""

    __tablename__ = "handling_day"

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    field: Mapped[str] = mapped_column(primary_key=True)
    online: Mapped[int]
    other: Mapped[int]
    before: Mapped[int]
    in_time: Mapped[int]
    late: Mapped[int]
    whole: Mapped[int]
    whole_online: Mapped[int]
    part: Mapped[int]
    part_online: Mapped[int]

    __table_args__ = CLUSTERED


class HandlingMonth(Base):
    """The same by month. `month`: its first day."""

    __tablename__ = "handling_month"

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True)
    field: Mapped[str] = mapped_column(primary_key=True)
    online: Mapped[int]
    other: Mapped[int]
    before: Mapped[int]
    in_time: Mapped[int]
    late: Mapped[int]
    whole: Mapped[int]
    whole_online: Mapped[int]
    part: Mapped[int]
    part_online: Mapped[int]

    __table_args__ = CLUSTERED


class DossierDay(Base):
    """Roll-up, rewritten for the days an import touches, in the import's transaction."""

    __tablename__ = "dossier_day"

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    received: Mapped[int]
    returned: Mapped[int]

    __table_args__ = CLUSTERED


class DossierMonth(Base):
    """The same by month (docs/decisions/roll-ups-by-month.md). `month`: its first day."""

    __tablename__ = "dossier_month"

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True)
    received: Mapped[int]
    returned: Mapped[int]

    __table_args__ = CLUSTERED


class ApologyLetter(Base):
    """An issued letter. `new_due_on`: the day promised anew, which the decree allows once."""

    __tablename__ = "apology_letter"

    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossier.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[str]
    issued_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(default="")
    new_due_on: Mapped[date | None]


class ApologyDraft(Base):
    """A letter that is written and not yet signed; it counts as no letter."""

    __tablename__ = "apology_draft"

    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossier.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    reason: Mapped[str]
    new_due_on: Mapped[date | None]
    drafted_at: Mapped[datetime]


class Proof(enum.StrEnum):
    """`LINK`: the signed link, which whoever holds the receipt has; `DIGITS`: the phone is theirs, by its last digits
    with the code, or vouched for by the channel."""

    LINK = "link"
    DIGITS = "digits"


class DossierAccess(Base):
    """This person may open the dossier; `proof`: the best they have given. `told_at`: they know that it is returned;
    `reminded_at`: they were reminded to rate, which happens once. `told_state`, `told_due_on`: what they know of it."""

    __tablename__ = "dossier_access"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossier.id", ondelete="CASCADE"), primary_key=True)
    opened_at: Mapped[datetime]
    proof: Mapped[Proof] = mapped_column(server_default=Proof.LINK)
    told_at: Mapped[datetime | None]
    told_state: Mapped[DossierState | None]
    told_due_on: Mapped[date | None]
    reminded_at: Mapped[datetime | None]

    __table_args__ = (
        Index("ix_dossier_access_untold", "dossier_id", sqlite_where=text(_UNTOLD), postgresql_where=text(_UNTOLD)),
        Index("ix_dossier_access_unreminded", "told_at", sqlite_where=text(_QUIET), postgresql_where=text(_QUIET)),
    )


class WrongGuess(Base):
    """Wrong tries of a secret: of a code, by a person, from a network, whether there is such a thing or not. `key`: a
    keyed hash of which of these it was. `tries` are counted from `since` on, for an hour."""

    __tablename__ = "wrong_guess"

    key: Mapped[str] = mapped_column(primary_key=True)
    tries: Mapped[int]
    since: Mapped[datetime]
    last_at: Mapped[datetime]
