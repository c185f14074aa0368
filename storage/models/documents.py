"""The register of documents: what the office issued and received, and which of it a report is based on."""

import enum
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, text

from storage.ground.days.calendars import Regime
from storage.models.base import Base, Mapped, mapped_column

_PRESENT = "withdrawn_at IS NULL"


class DocumentWay(enum.StrEnum):
    """Of the two registers that a records office keeps."""

    ISSUED = "issued"
    RECEIVED = "received"


class DocumentSource(enum.StrEnum):
    """Where an entry comes from."""

    LINE = "line"
    FILE = "file"
    REPORT = "report"


class Document(Base):
    """A document in a unit's register. `task_id`: what it was issued for, if anything. `same`: what makes it the same
    document as another one, folded: its number and symbol with the year, of one received with the day."""

    __tablename__ = "document"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    task_id: Mapped[int | None] = mapped_column(ForeignKey("task.id"), index=True)
    way: Mapped[DocumentWay]
    kind: Mapped[str]
    number: Mapped[str]
    symbol: Mapped[str]
    issued_on: Mapped[date]
    issuer: Mapped[str]
    subject: Mapped[str]
    same: Mapped[str]
    folded_words: Mapped[str]
    source: Mapped[DocumentSource]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    entered_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]

    __table_args__ = (
        Index("ix_document_unit_id_issued_on", "unit_id", "issued_on"),
        Index(
            "uq_document_present",
            "unit_id",
            "same",
            unique=True,
            sqlite_where=text(_PRESENT),
            postgresql_where=text(_PRESENT),
        ),
    )


class ReportBasis(Base):
    """A document that a unit's reports of that year name first ("Căn cứ …"), in the order of `id`."""

    __tablename__ = "report_basis"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    regime: Mapped[Regime]
    year: Mapped[int]
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), index=True)

    __table_args__ = (Index("uq_report_basis", "unit_id", "regime", "year", "document_id", unique=True),)
