"""What citizens and outside channels said about dossiers, and the roll-ups kept of it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text

from storage.models.base import CLUSTERED, Base, Mapped, mapped_column


class Rating(Base):
    """Levels 5 (very satisfied) to 1; 4 and 5 count as satisfied. Its day and channel never change.

    `rater`: a number for the person, the same on every channel where the dossier has a phone; None for a kiosk's
    anonymous tap and after erasure. `contact_at`: the person asked to be contacted; `answer` was then sent to them.
    """

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
    rater: Mapped[int | None] = mapped_column(index=True)
    contact_at: Mapped[datetime | None]
    answer: Mapped[str | None]
    answered_at: Mapped[datetime | None]

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


class RatingAspect(Base):
    """The answer to the one question more that may follow a rating. `aspect`: what was asked about
    (`storage.ratings.aspects`); `level` as of the rating. Unit and day are the rating's, which never change."""

    __tablename__ = "rating_aspect"

    rating_id: Mapped[int] = mapped_column(ForeignKey("rating.id", ondelete="CASCADE"), primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    rated_on: Mapped[date]
    aspect: Mapped[str]
    level: Mapped[int]

    __table_args__ = (
        CheckConstraint("level BETWEEN 1 AND 5", name="level"),
        # Everything that the figures read.
        Index("ix_rating_aspect_figures", "unit_id", "rated_on", "aspect", "level"),
    )


class RatingDay(Base):
    """Roll-up, kept in the transaction that stores the rating. `identified`: ratings whose rater is known; `covered`:
    dossiers they cover."""

    __tablename__ = "rating_day"

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(primary_key=True)
    rated: Mapped[int]
    satisfied: Mapped[int]
    identified: Mapped[int] = mapped_column(default=0)
    covered: Mapped[int] = mapped_column(default=0)

    __table_args__ = CLUSTERED


class RatingMonth(Base):
    """The same by month (docs/decisions/roll-ups-by-month.md). `month`: its first day."""

    __tablename__ = "rating_month"

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(primary_key=True)
    rated: Mapped[int]
    satisfied: Mapped[int]
    identified: Mapped[int]
    covered: Mapped[int]

    __table_args__ = CLUSTERED


class RatingRepeat(Base):
    """Roll-up: how many ratings of a day came from somebody whose rating before, anywhere below the scope unit, is of
    `previous_day`. Identified ratings less those repeated within a period are its persons
    (docs/decisions/persons-counted-once.md)."""

    __tablename__ = "rating_repeat"

    scope_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    previous_day: Mapped[date] = mapped_column(primary_key=True)
    repeats: Mapped[int]

    __table_args__ = CLUSTERED


class RatingRepeatMonth(Base):
    """The same by the month of the later rating; the earlier one keeps its day, for a period may begin on any."""

    __tablename__ = "rating_repeat_month"

    scope_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True)
    previous_day: Mapped[date] = mapped_column(primary_key=True)
    repeats: Mapped[int]

    __table_args__ = CLUSTERED


class RecentRating(Base):
    """Where a rating came from, as a keyed number, for a day: long enough to see many coming from one place."""

    __tablename__ = "recent_rating"

    rating_id: Mapped[int] = mapped_column(ForeignKey("rating.id", ondelete="CASCADE"), primary_key=True)
    source: Mapped[int]
    rated_at: Mapped[datetime]

    __table_args__ = (Index("ix_recent_rating_source_rated_at", "source", "rated_at"),)


class RatingFlag(Base):
    """Something about the ratings of a unit's day that somebody should look at; nothing is ever removed for it.
    `key` names it, so that it is raised once and grows."""

    __tablename__ = "rating_flag"

    key: Mapped[str] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    kind: Mapped[str]
    day: Mapped[date]
    ratings: Mapped[int]
    raters: Mapped[int]
    last_at: Mapped[datetime]

    __table_args__ = (Index("ix_rating_flag_unit_id_day", "unit_id", "day"),)


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


class OutsideTotalChange(Base):
    """What a total said before it was corrected, by whom and when."""

    __tablename__ = "outside_total_change"

    id: Mapped[int] = mapped_column(primary_key=True)
    total_id: Mapped[int] = mapped_column(ForeignKey("outside_total.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"))
    satisfied: Mapped[int]
    rated: Mapped[int]
    changed_at: Mapped[datetime]
