"""What an account at a messenger's service has permitted the bot, and for how long."""

from datetime import datetime

from storage.models.base import Base, Mapped, mapped_column


class ChannelGrant(Base):
    """The pair of tokens by which a service knows us, in clear: whoever reads it can speak in the account's name until
    `ends_at`. `granted_at`: when a person permitted it; `renewed_at`: when this pair came. Whoever renews it holds it
    until `held_until`. `refused_since`: renewing has been refused since then, for the `refusal` the service gave;
    `ended_at`: for good."""

    __tablename__ = "channel_grant"

    channel: Mapped[str] = mapped_column(primary_key=True)
    access_token: Mapped[str]
    refresh_token: Mapped[str]
    granted_at: Mapped[datetime]
    renewed_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    held_until: Mapped[datetime | None]
    refused_since: Mapped[datetime | None]
    refusal: Mapped[str] = mapped_column(server_default="")
    ended_at: Mapped[datetime | None]
