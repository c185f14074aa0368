"""What a channel without buttons has to remember, and what one with a quota has sent."""

from datetime import date, datetime
from typing import Any

from storage.models.base import Base, Mapped, mapped_column


class NumberedMenu(Base):
    """The newest menu of numbered lines that went to an address. `choices`: `{"buttons": […]}`, what its lines choose,
    the first of them 1."""

    __tablename__ = "numbered_menu"

    channel: Mapped[str] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(primary_key=True)
    choices: Mapped[dict[str, Any]]
    sent_at: Mapped[datetime]


class ChannelMonth(Base):
    """Messages that a channel took from us in a month. `month`: its first day."""

    __tablename__ = "channel_month"

    channel: Mapped[str] = mapped_column(primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True)
    messages: Mapped[int]
