"""The year's plan: areas, tasks, and what was reported about them."""

import enum
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base


class DeadlineKind(enum.StrEnum):
    DATE = "date"
    YEAR = "year"
    CONTINUOUS = "continuous"
    TRIGGER = "trigger"


class ProgressState(enum.StrEnum):
    NOT_STARTED = "not_started"
    DOING = "doing"
    DONE = "done"
    NOTHING = "nothing"  # "không phát sinh": nothing arose in the month


class Plan(Base):
    """A year's plan of one unit. Next year's is another plan."""

    __tablename__ = "plan"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    year: Mapped[int]
    title: Mapped[str]
    imported_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("unit_id", "year"),)


class Area(Base):
    __tablename__ = "area"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    position: Mapped[int]
    numeral: Mapped[str]
    name: Mapped[str]

    __table_args__ = (UniqueConstraint("plan_id", "position"),)


class Task(Base):
    """`note` is the plan's own; it never counts as progress. A task that a newer file no longer has keeps its
    progress and gets `removed_at`. `deadline_days`: of a deadline that comes round, its days. `folded_words`: its
    words as `storage/plan/searching.py` looks for them."""

    __tablename__ = "task"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    number: Mapped[int]
    title: Mapped[str]
    product: Mapped[str]
    deadline_text: Mapped[str]
    deadline_kind: Mapped[DeadlineKind]
    deadline_on: Mapped[date | None]
    deadline_days: Mapped[list[str]] = mapped_column(server_default="[]")
    lead: Mapped[str]
    note: Mapped[str]
    folded_words: Mapped[str] = mapped_column(server_default="")
    removed_at: Mapped[datetime | None]

    __table_args__ = (UniqueConstraint("plan_id", "number"),)


class Progress(Base):
    """One report on a task. Undone ones stay, with the time they were taken back. `occurrence_on`: which day of a
    deadline that comes round it is about. `folded_words`: as a task's."""

    __tablename__ = "progress"

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    state: Mapped[ProgressState]
    percent: Mapped[int | None]
    text: Mapped[str]
    folded_words: Mapped[str] = mapped_column(server_default="")
    reported_on: Mapped[date]
    occurrence_on: Mapped[date | None]
    reported_at: Mapped[datetime]
    undone_at: Mapped[datetime | None]

    __table_args__ = (Index("ix_progress_task_id_reported_on", "task_id", "reported_on"),)


class CitedDocument(Base):
    """A document that a report on a task cites."""

    __tablename__ = "cited_document"

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"), index=True)
    progress_id: Mapped[int] = mapped_column(ForeignKey("progress.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str]
    number: Mapped[str]
    symbol: Mapped[str]
    issued_on: Mapped[date | None]
    subject: Mapped[str]


class ProgressFile(Base):
    __tablename__ = "progress_file"

    progress_id: Mapped[int] = mapped_column(ForeignKey("progress.id", ondelete="CASCADE"), primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("file.id"), primary_key=True)
