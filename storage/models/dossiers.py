"""Procedures, dossiers and what citizens and outside channels said about them."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base


class Procedure(Base):
    __tablename__ = "procedure"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    code: Mapped[str]
    name: Mapped[str]
    field: Mapped[str]
    service_level: Mapped[int | None]
    by_post: Mapped[bool | None]
    working_days: Mapped[int | None]

    __table_args__ = (UniqueConstraint("unit_id", "code"),)


class Dossier(Base):
    """No applicant name. `phone_hash` tells that two dossiers are one person's; `proof_hash` is a keyed hash of the
    code together with the phone's last four digits."""

    __tablename__ = "dossier"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    code: Mapped[str] = mapped_column(unique=True)
    procedure_code: Mapped[str]
    submitted: Mapped[str]
    received_on: Mapped[date]
    due_on: Mapped[date | None]
    returned_on: Mapped[date | None]
    phone_hash: Mapped[str | None]
    proof_hash: Mapped[str | None]

    __table_args__ = (
        # Only dossiers that are or may become late: a few of a million.
        Index(
            "ix_dossier_maybe_late",
            "unit_id",
            "received_on",
            "due_on",
            sqlite_where=text("returned_on IS NULL OR returned_on > due_on"),
            postgresql_where=text("returned_on IS NULL OR returned_on > due_on"),
        ),
        Index("ix_dossier_phone_hash", "phone_hash"),
    )


class DossierDay(Base):
    """Roll-up, rewritten for the days an import touches, in the import's transaction."""

    __tablename__ = "dossier_day"

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    received: Mapped[int]
    returned: Mapped[int]


class ApologyLetter(Base):
    __tablename__ = "apology_letter"

    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossier.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[str]
    issued_on: Mapped[date | None]


class DossierAccess(Base):
    """This person proved the dossier to be theirs (signed link, or code with the phone's last digits)."""

    __tablename__ = "dossier_access"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossier.id", ondelete="CASCADE"), primary_key=True)
    opened_at: Mapped[datetime]


class WrongGuess(Base):
    """Wrong last digits given for a code, whether such a dossier exists or not."""

    __tablename__ = "wrong_guess"

    code: Mapped[str] = mapped_column(primary_key=True)
    tries: Mapped[int]
    last_at: Mapped[datetime]


class Rating(Base):
    """Levels 5 (very satisfied) to 1; 4 and 5 count as satisfied. Its day and channel never change."""

    __tablename__ = "rating"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    channel: Mapped[str]
    level: Mapped[int]
    rated_on: Mapped[date]
    rated_at: Mapped[datetime]
    reasons: Mapped[list[str]] = mapped_column(default=list)
    comment: Mapped[str | None]

    __table_args__ = (
        CheckConstraint("level BETWEEN 1 AND 5", name="level"),
        Index(
            "ix_rating_unhappy",
            "unit_id",
            "rated_on",
            sqlite_where=text("level <= 2"),
            postgresql_where=text("level <= 2"),
        ),
    )


class RatedDossier(Base):
    """A dossier is rated once; one rating may cover several."""

    __tablename__ = "rated_dossier"

    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossier.id"), primary_key=True)
    rating_id: Mapped[int] = mapped_column(ForeignKey("rating.id", ondelete="CASCADE"), index=True)


class RatingDay(Base):
    """Roll-up, kept in the transaction that stores the rating."""

    __tablename__ = "rating_day"

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(primary_key=True)
    rated: Mapped[int]
    satisfied: Mapped[int]


class OutsideTotal(Base):
    """Counted elsewhere for a whole period that cannot be divided."""

    __tablename__ = "outside_total"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    channel: Mapped[str]
    folded_channel: Mapped[str]
    first: Mapped[date]
    last: Mapped[date]
    satisfied: Mapped[int]
    rated: Mapped[int]
    entered_at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("unit_id", "folded_channel", "first", "last"),
        CheckConstraint("satisfied BETWEEN 0 AND rated", name="satisfied"),
        CheckConstraint("first <= last", name="period"),
    )
