"""What no other system keeps: broken things, figures entered by hand, difficulties and proposals. Nothing of it is
ever deleted, and a correction leaves what was there before."""

import enum
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, Dialect, ForeignKey, Index, String, TypeDecorator, text

from storage.models.base import Base, Mapped, mapped_column


class Exact(TypeDecorator[Decimal]):
    """A decimal number to the last digit, which SQLite has no type for."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        return None if value is None else format(value, "f")

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


class Register(enum.StrEnum):
    INCIDENT = "incident"
    INDICATOR = "indicator"
    PROPOSAL = "proposal"
    DOCUMENT = "document"


class Every(enum.StrEnum):
    """How often an indicator is due; the names are those of the kinds of periods."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


class ProposalKind(enum.StrEnum):
    DIFFICULTY = "difficulty"
    PROPOSAL = "proposal"
    RESULT = "result"  # what was done well


class What(enum.StrEnum):
    """What a change was about."""

    NOTE = "note"
    MOVED = "moved"  # a note that was a new entry
    TEXT = "text"
    SINCE = "since"
    FIXED = "fixed"
    REOPENED = "reopened"
    RECIPIENT = "recipient"
    LETTER_UNDONE = "letter_undone"
    NAME = "name"
    MEASURE = "measure"
    BASE = "base"
    EVERY = "every"
    UNIT = "unit"
    AGENCY = "agency"
    KIND = "kind"
    WITHDRAWN = "withdrawn"
    RESTORED = "restored"
    LABEL = "label"  # kind, number and day
    SUBJECT = "subject"
    ISSUER = "issuer"
    WAY = "way"
    TASK = "task"


class Incident(Base):
    """A device or system that is down. `began_on`: since when; it may be reported later."""

    __tablename__ = "incident"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    text: Mapped[str]
    began_on: Mapped[date]
    reported_on: Mapped[date]
    reported_at: Mapped[datetime]
    fixed_on: Mapped[date | None]
    withdrawn_at: Mapped[datetime | None]


class IncidentLetter(Base):
    """Who was written to about it."""

    __tablename__ = "incident_letter"

    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    kind: Mapped[str]
    number: Mapped[str]
    symbol: Mapped[str]
    issued_on: Mapped[date]
    recipient: Mapped[str]
    entered_at: Mapped[datetime]
    undone_at: Mapped[datetime | None]


class Indicator(Base):
    """A figure that no system gives. The unit is the one that answers for it. `base`: what the value is a part of,
    empty where it is no rate."""

    __tablename__ = "indicator"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    name: Mapped[str]
    folded_name: Mapped[str]
    measure: Mapped[str]
    base: Mapped[str]
    every: Mapped[Every]
    created_on: Mapped[date]
    withdrawn_at: Mapped[datetime | None]

    __table_args__ = (
        Index(
            "uq_indicator_in_use",
            "unit_id",
            "folded_name",
            unique=True,
            sqlite_where=text("withdrawn_at IS NULL"),
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
    )


class IndicatorValue(Base):
    """The newest row of an indicator and period counts; the ones before are its history. No value: taken back."""

    __tablename__ = "indicator_value"

    id: Mapped[int] = mapped_column(primary_key=True)
    indicator_id: Mapped[int] = mapped_column(ForeignKey("indicator.id"))
    first: Mapped[date]
    last: Mapped[date]
    value: Mapped[Decimal | None] = mapped_column(Exact)
    base: Mapped[Decimal | None] = mapped_column(Exact)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    entered_at: Mapped[datetime]

    __table_args__ = (Index("ix_indicator_value_indicator_id_first", "indicator_id", "first"),)


class Proposal(Base):
    """A difficulty, a proposal to an agency, or a result; `agency` is empty where none is addressed."""

    __tablename__ = "proposal"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    kind: Mapped[ProposalKind]
    text: Mapped[str]
    agency: Mapped[str]
    made_on: Mapped[date]
    made_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]

    __table_args__ = (Index("ix_proposal_unit_id_made_on", "unit_id", "made_on"),)


class RegisterChange(Base):
    """Who changed an entry of a register, when, and what was there before."""

    __tablename__ = "register_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int | None] = mapped_column(ForeignKey("incident.id"), index=True)
    indicator_id: Mapped[int | None] = mapped_column(ForeignKey("indicator.id"), index=True)
    proposal_id: Mapped[int | None] = mapped_column(ForeignKey("proposal.id"), index=True)
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), index=True)
    what: Mapped[What]
    before: Mapped[str]
    after: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    made_at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint(
            "CASE WHEN incident_id IS NULL THEN 0 ELSE 1 END + CASE WHEN indicator_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN proposal_id IS NULL THEN 0 ELSE 1 END"
            " + CASE WHEN document_id IS NULL THEN 0 ELSE 1 END = 1",
            name="one_entry",
        ),
    )
