"""Cases: what citizens write about rules and conduct, and what leaders make a case of; every step of them."""

import enum
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, false
from sqlalchemy import text as sql

from storage.models.base import Base, Mapped, mapped_column

_OPEN = "answered_at IS NULL AND closed_at IS NULL"
_ANSWERED = "answered_at IS NOT NULL AND closed_at IS NULL"


class CaseKind(enum.StrEnum):
    """`INTERNAL`: a leader made it of something else, such as an unhappy rating; no citizen waits for it."""

    RULE = "rule"
    CONDUCT = "conduct"
    INTERNAL = "internal"


class StepKind(enum.StrEnum):
    RECEIVED = "received"
    ADDED = "added"
    ASSIGNED = "assigned"
    EXTENDED = "extended"
    JOINED = "joined"
    PARTED = "parted"
    ANSWERED = "answered"
    RATED = "rated"
    REOPENED = "reopened"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    TIME_ASKED = "time_asked"
    TIME_DENIED = "time_denied"
    MORE_ASKED = "more_asked"
    PUBLISHED = "published"


class Case(Base):
    """`unit_id`: who has it now; `due_on`: until when it must be assigned or answered. The times are of this round:
    reopening clears the answer, assigning clears the reopening. `same_as_id`: handled together with that one.
    `sketch`: what its text is compared by (storage/ground/likeness.py). `source_*`: what a leader made it of. `urgent`:
    it has to be answered sooner. Without `person_id` nobody can be answered. `dossier_id`: what it is about, where
    staff have said so. `sent_id`: the channel's id of the one message that holds the whole text."""

    __tablename__ = "case"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[CaseKind]
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    text: Mapped[str]
    place: Mapped[str | None]
    sent_id: Mapped[str] = mapped_column(server_default="")
    sketch: Mapped[list[int]]
    received_on: Mapped[date]
    received_at: Mapped[datetime]
    due_on: Mapped[date]
    assigned_at: Mapped[datetime | None]
    extended_at: Mapped[datetime | None]
    reopened_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    level: Mapped[int | None]
    same_as_id: Mapped[int | None] = mapped_column(ForeignKey("case.id", ondelete="SET NULL"), index=True)
    source_kind: Mapped[str | None]
    source_id: Mapped[int | None]
    dossier_id: Mapped[int | None] = mapped_column(ForeignKey("dossier.id", ondelete="SET NULL"), index=True)
    urgent: Mapped[bool] = mapped_column(server_default=false())

    __table_args__ = (
        UniqueConstraint("source_kind", "source_id"),
        CheckConstraint("level BETWEEN 1 AND 5", name="level"),
        Index("ix_case_unit_id_received_on", "unit_id", "received_on"),
        Index("ix_case_received_on", "received_on"),
        Index("ix_case_open", "due_on", sqlite_where=sql(_OPEN), postgresql_where=sql(_OPEN)),
        Index("ix_case_answered", "answered_at", sqlite_where=sql(_ANSWERED), postgresql_where=sql(_ANSWERED)),
    )


class CaseStep(Base):
    """What happened to a case, by whom and when; `unit_id` and `due_on` as they stand from then on; where more time is
    asked for, the day that is asked for. Without a person: the schedule did it, or they had their data erased."""

    __tablename__ = "case_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"), index=True)
    kind: Mapped[StepKind]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    due_on: Mapped[date]
    text: Mapped[str]
    done_on: Mapped[date]
    done_at: Mapped[datetime]


class CasePicture(Base):
    __tablename__ = "case_picture"

    file_id: Mapped[int] = mapped_column(ForeignKey("file.id", ondelete="CASCADE"), primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case.id", ondelete="CASCADE"), index=True)


class AnswerFile(Base):
    """What an answer is proved with: a picture, a document."""

    __tablename__ = "answer_file"

    step_id: Mapped[int] = mapped_column(ForeignKey("case_step.id", ondelete="CASCADE"), primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("file.id", ondelete="CASCADE"), primary_key=True, index=True)


class AnswerTemplate(Base):
    """Words of a unit for answers that come again and again."""

    __tablename__ = "answer_template"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    name: Mapped[str]
    text: Mapped[str]
    removed_at: Mapped[datetime | None]
