"""Groups in which the bot was added, and the unit each belongs to."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint

from storage.models.base import Base, Mapped, mapped_column


class GroupChat(Base):
    """One group on one channel; its row ends with the bot's stay. Without `unit_id` nothing is said there: nobody has
    confirmed whose it is. `title`: as the group calls itself, for whoever confirms. `asked_id`: the leader who was
    asked, for nobody else knows that they or their people are in it."""

    __tablename__ = "group_chat"

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str]
    address: Mapped[str]
    title: Mapped[str]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    added_at: Mapped[datetime]
    asked_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    confirmed_at: Mapped[datetime | None]

    __table_args__ = (UniqueConstraint("channel", "address"),)
