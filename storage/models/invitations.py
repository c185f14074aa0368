"""Messages of a service's own kind by which people are asked to rate."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index

from storage.models.base import Base, Mapped, mapped_column


class RatingInvitation(Base):
    """One for each dossier: it costs. `tracking_id`: our name for it; `message_id`: the service's, once it has taken
    it. `person_id`: None where it went to a phone number, which is kept nowhere. `sent_at`: None until it was taken,
    `failure`: why it was not. `rated_at`: what came back is counted once."""

    __tablename__ = "rating_invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    dossier_id: Mapped[int] = mapped_column(ForeignKey("dossier.id", ondelete="CASCADE"), unique=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    channel: Mapped[str]
    tracking_id: Mapped[str] = mapped_column(unique=True)
    message_id: Mapped[str | None]
    by_phone: Mapped[bool]
    made_at: Mapped[datetime] = mapped_column(index=True)
    sent_at: Mapped[datetime | None]
    failure: Mapped[str | None]
    rated_at: Mapped[datetime | None]

    __table_args__ = (Index("ix_rating_invitation_channel_message_id", "channel", "message_id", unique=True),)
