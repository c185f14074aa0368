"""Reports as they were made and issued, and the templates that units have for them."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint

from storage.ground.days.calendars import Regime
from storage.models.base import Base, Mapped, mapped_column


class StoredReport(Base):
    """A report that was made, with its figures as they were then. Issuing gives it a number and a version, once; after
    that nothing of it changes. `scope`: the units it is of, those at the top of its reach (`3`, `3+7`); `unit`: the
    name that stands on it; `first`, `last`: the period asked for. Same scope, regime and period: versions of one
    report."""

    __tablename__ = "report"

    id: Mapped[int] = mapped_column(primary_key=True)
    scope: Mapped[str]
    unit: Mapped[str]
    regime: Mapped[str]
    first: Mapped[date]
    last: Mapped[date]
    figures: Mapped[dict[str, Any]]
    made_at: Mapped[datetime]
    made_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    version: Mapped[int | None]
    number: Mapped[str | None]
    issued_on: Mapped[date | None]
    issued_at: Mapped[datetime | None]
    issued_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("report.id"), index=True)

    __table_args__ = (UniqueConstraint("scope", "regime", "first", "last", "version"),)


class ReportFile(Base):
    """One of a report's files; `sha256` is the digest of its bytes."""

    __tablename__ = "report_file"

    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("file.id"))
    sha256: Mapped[str]


class SignedReport(Base):
    """The signed file of an issued report; the newest counts. `found`: what was read in it, signatures and differences
    (`storage/report/signed.py`)."""

    __tablename__ = "report_signed"

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("report.id"), index=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("file.id"))
    sha256: Mapped[str]
    found: Mapped[dict[str, Any]]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    attached_at: Mapped[datetime]


class ReportPart(Base):
    """What an officer has made of one part of a unit's report: the newest row that stands counts, those before are the
    way back. `points`: as `storage/report/parts.py` keeps them."""

    __tablename__ = "report_part"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    regime: Mapped[Regime]
    first: Mapped[date]
    last: Mapped[date]
    part: Mapped[str]
    points: Mapped[dict[str, Any]]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    made_at: Mapped[datetime]
    undone_at: Mapped[datetime | None]

    __table_args__ = (Index("ix_report_part_unit_id_regime_last", "unit_id", "regime", "last"),)


class ReportTemplate(Base):
    """The unit's own layout of its reports."""

    __tablename__ = "report_template"

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("file.id"))
    stored_at: Mapped[datetime]
    stored_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
