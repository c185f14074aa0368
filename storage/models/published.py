"""What the office itself tells citizens: its own answers, and what it changed about them and about its procedures."""

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey

from storage.models.base import Base, Mapped, mapped_column


class Topic(enum.StrEnum):
    """What citizens ask an office about."""

    HOURS = "hours"
    ADDRESS = "address"
    HOTLINE = "hotline"
    RECEPTION = "reception"
    FEES = "fees"


class Part(enum.StrEnum):
    """What is told of a procedure: the names of its columns."""

    FIELD = "field"
    TIME = "time_text"
    FEE = "fee"
    DOCUMENTS = "documents"
    FORM = "form"
    LINK = "link"


class OfficeAnswer(Base):
    """A unit's own words on a topic."""

    __tablename__ = "office_answer"

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    topic: Mapped[Topic] = mapped_column(primary_key=True)
    text: Mapped[str]


class PublishedChange(Base):
    """Who changed which text, and what stood there before: the way back."""

    __tablename__ = "published_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    topic: Mapped[Topic | None]
    procedure_id: Mapped[int | None] = mapped_column(ForeignKey("procedure.id", ondelete="CASCADE"))
    part: Mapped[Part | None]
    before: Mapped[str]
    after: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    changed_at: Mapped[datetime]

    __table_args__ = (
        CheckConstraint("(topic IS NULL) = (procedure_id IS NOT NULL AND part IS NOT NULL)", name="one_text"),
    )
