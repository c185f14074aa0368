"""What leaders are told at once, and who stands in for whom."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy import text as sql

from storage.models.base import Base, Mapped, mapped_column

_HELD = "told_at IS NULL"


class Alert(Base):
    """One thing one person is told of, once. `told_at` empty: held until the quiet hours are over.
    `asked_at`: the person asked the unit for a word about it."""

    __tablename__ = "alert"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    kind: Mapped[str]
    subject_id: Mapped[int]
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    text: Mapped[str]
    raised_at: Mapped[datetime]
    told_at: Mapped[datetime | None]
    asked_at: Mapped[datetime | None]
    seen_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("person_id", "kind", "subject_id"),
        Index("ix_alert_held", "person_id", sqlite_where=sql(_HELD), postgresql_where=sql(_HELD)),
    )


class Leave(Base):
    """Out of office, both days within; what is asked of this person goes to the deputy meanwhile."""

    __tablename__ = "leave"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    deputy_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    first: Mapped[date]
    last: Mapped[date]
    ended_at: Mapped[datetime | None]
