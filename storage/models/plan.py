"""The year's plan: areas, tasks, and what was reported about them."""

import enum
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint, false
from sqlalchemy import text as sql

from storage.ground.kinds import DeadlineKind
from storage.models.base import Base, Mapped, mapped_column


class ProgressState(enum.StrEnum):
    NOT_STARTED = "not_started"
    DOING = "doing"
    DONE = "done"
    NOTHING = "nothing"  # "không phát sinh": nothing arose in the month
    PAUSED = "paused"
    DROPPED = "dropped"  # "không thực hiện nữa": with the reason


class ProgressSource(enum.StrEnum):
    """Where a report comes from: a person reported it, or it stood as a note in an imported plan."""

    REPORT = "report"
    IMPORT = "import"


class UnitPart(enum.StrEnum):
    """What a unit has to do with a task for which another one answers: it leads it too, or works with who leads."""

    LEAD = "lead"
    SUPPORT = "support"


class ImportMode(enum.StrEnum):
    """What a file did: it began a plan, took the place of the version before, or changed what it names. Without a file
    (REREAD): a newer version of the bot has read the plan's deadlines again."""

    NEW = "new"
    REPLACE = "replace"
    AMEND = "amend"
    REREAD = "reread"


class Plan(Base):
    """One plan of a unit for a year; a unit may have several. `number` and `symbol`: of `438/KH-SVHTT`, empty where
    nobody has told them. `imported_title`: as the file has it, where `title` was corrected by hand."""

    __tablename__ = "plan"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    year: Mapped[int]
    title: Mapped[str]
    imported_title: Mapped[str] = mapped_column(server_default="")
    number: Mapped[str] = mapped_column(server_default="")
    symbol: Mapped[str] = mapped_column(server_default="")
    issued_on: Mapped[date | None]
    imported_at: Mapped[datetime]

    __table_args__ = (Index("ix_plan_unit_id_year", "unit_id", "year"),)


class PlanVersion(Base):
    """One import of a plan. `digest`: SHA-256 of the file, in hex. `step`: what it changed, so that it can be taken
    back (storage/plan/steps.py); None where nobody wrote that down. One that was taken back stays, with the time."""

    __tablename__ = "plan_version"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    ordinal: Mapped[int]
    mode: Mapped[ImportMode]
    title: Mapped[str]
    file_name: Mapped[str]
    digest: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    imported_at: Mapped[datetime]
    step: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    undone_at: Mapped[datetime | None]

    __table_args__ = (UniqueConstraint("plan_id", "ordinal"),)


class Area(Base):
    __tablename__ = "area"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"))
    position: Mapped[int]
    numeral: Mapped[str]
    name: Mapped[str]

    __table_args__ = (UniqueConstraint("plan_id", "position"),)


_PRESENT = "removed_at IS NULL"


class Task(Base):
    """Its `id` is what it is; `number` is its place in the plan's present version. `note` is the plan's own; it never
    counts as progress. A task that a newer file no longer has keeps its progress and gets `removed_at`.
    `unit_id`: who answers for it, and is chased; other units of it are `TaskUnit`s. `lead`, `support`: what the plan
    says of who leads and who works with them, in its own words.
    `imported_*`: the file's words, by which the next file finds the task whatever was corrected by hand.
    `units_by_hand`: a person has changed its further units since the file came.
    `deadline_days`: of a deadline that comes round, its days. `folded_words`: its words as
    `storage/plan/searching.py` looks for them."""

    __tablename__ = "task"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
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
    support: Mapped[str] = mapped_column(server_default="")
    note: Mapped[str]
    imported_title: Mapped[str] = mapped_column(server_default="")
    imported_product: Mapped[str] = mapped_column(server_default="")
    imported_note: Mapped[str] = mapped_column(server_default="")
    folded_words: Mapped[str] = mapped_column(server_default="")
    units_by_hand: Mapped[bool] = mapped_column(server_default=false())
    removed_at: Mapped[datetime | None]

    __table_args__ = (
        Index(
            "uq_task_present",
            "plan_id",
            "number",
            unique=True,
            sqlite_where=sql(_PRESENT),
            postgresql_where=sql(_PRESENT),
        ),
    )


class TaskUnit(Base):
    """A unit beside the one that answers for the task, in the order in which the plan names them. `below`: the unit
    with all units under it ("Các phòng, đơn vị"), also those that come later."""

    __tablename__ = "task_unit"

    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True, index=True)
    part: Mapped[UnitPart]
    position: Mapped[int]
    below: Mapped[bool] = mapped_column(server_default=false())


class UnitName(Base):
    """What somebody has said a name in a plan of `owner_id` means: that unit, or none (`means_id` empty)."""

    __tablename__ = "unit_name"

    id: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    folded_name: Mapped[str]
    means_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)

    __table_args__ = (UniqueConstraint("owner_id", "folded_name"),)


class Progress(Base):
    """One report on a task. Undone ones stay, with the time they were taken back. `occurrence_on`: which day of a
    deadline that comes round it is about. `folded_words`: as a task's. `entered_by_id`: who handed it in for the person
    who wrote it. `sent_id`: the channel's id of the message it came from; empty where there was none."""

    __tablename__ = "progress"

    id: Mapped[int] = mapped_column(primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    sent_id: Mapped[str] = mapped_column(server_default="")
    state: Mapped[ProgressState]
    percent: Mapped[int | None]
    text: Mapped[str]
    folded_words: Mapped[str] = mapped_column(server_default="")
    reported_on: Mapped[date]
    occurrence_on: Mapped[date | None]
    reported_at: Mapped[datetime]
    source: Mapped[ProgressSource] = mapped_column(server_default=ProgressSource.REPORT)
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


class TaskCheck(Base):
    """A leader has looked at a report that a task is done, and accepted it or sent it back, with the reason.
    `reply_id`: the report by which sending back opened the task again. `person_id`: the leader."""

    __tablename__ = "task_check"

    progress_id: Mapped[int] = mapped_column(ForeignKey("progress.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    accepted: Mapped[bool]
    reason: Mapped[str] = mapped_column(server_default="")
    reply_id: Mapped[int | None] = mapped_column(ForeignKey("progress.id", ondelete="SET NULL"), index=True)
    checked_on: Mapped[date]
    checked_at: Mapped[datetime]
