"""Sessions of the web chat about which something was decided."""

import enum
from datetime import datetime

from storage.models.base import Base, Mapped, mapped_column


class SessionEnd(enum.StrEnum):
    """`ROLE`: a role was taken in it, and goes on under another token. `RENEWED`: exchanged for another token."""

    ROLE = "role"
    RENEWED = "renewed"
    SIGNED_OUT = "signed_out"
    DISMISSED = "dismissed"
    EXPIRED = "expired"


class WebSession(Base):
    """A citizen's session needs no row: its conversation has the name of its token's hash. `token`: such a hash;
    `address`: the conversation it opens. `renew`: to be exchanged for a new token when the page is next opened.
    `event_id`: of the message with which a role was taken: whoever repeats it is the one who took it."""

    __tablename__ = "web_session"

    token: Mapped[str] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(index=True)
    begun_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    renew: Mapped[bool] = mapped_column(default=False)
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[SessionEnd | None]
    event_id: Mapped[str | None]
