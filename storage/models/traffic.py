"""What came in, what goes out, what is being worked on."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary, text

from storage.models.base import HANDED_OUT_ONCE, Base, Mapped, mapped_column


class IncomingEvent(Base):
    """A message that was handled; the key keeps it from being handled again."""

    __tablename__ = "incoming_event"

    channel: Mapped[str] = mapped_column(primary_key=True)
    event_id: Mapped[str] = mapped_column(primary_key=True)
    handled_at: Mapped[datetime]


class Outbox(Base):
    """A message to be sent. Its sender holds it until `claimed_until`; after that anyone may take it over."""

    __tablename__ = "outbox"

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str]
    address: Mapped[str]
    payload: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    claimed_until: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    failure: Mapped[str | None]

    __table_args__ = (
        Index(
            "ix_outbox_waiting",
            "channel",
            "address",
            "id",
            sqlite_where=text("sent_at IS NULL AND failure IS NULL"),
            postgresql_where=text("sent_at IS NULL AND failure IS NULL"),
        ),
        HANDED_OUT_ONCE,
    )


class SentMessage(Base):
    """What a channel calls a message of ours, or one of its pieces."""

    __tablename__ = "sent_message"

    channel: Mapped[str] = mapped_column(primary_key=True)
    message_id: Mapped[str] = mapped_column(primary_key=True)
    outbox_id: Mapped[int] = mapped_column(ForeignKey("outbox.id", ondelete="CASCADE"), index=True)


class WebMessage(Base):
    """The conversation of one address on the web, both directions. The page fetches it, so what is said there needs no
    outbox: this row is the message, and it is there again after a reload."""

    __tablename__ = "web_message"

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str]
    client_id: Mapped[str | None]
    payload: Mapped[dict[str, Any]]
    at: Mapped[datetime]

    __table_args__ = (Index("ix_web_message_address_id", "address", "id"), HANDED_OUT_ONCE)


class File(Base):
    """Bytes that people sent or that were written for them. With a `purpose` they lie here only for a while: what was
    sent over the page until the job that takes it has ended, an import until it is confirmed."""

    __tablename__ = "file"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    content: Mapped[bytes] = mapped_column(LargeBinary)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    stored_at: Mapped[datetime]
    purpose: Mapped[str | None]

    __table_args__ = (
        Index(
            "ix_file_passing",
            "stored_at",
            sqlite_where=text("purpose IS NOT NULL"),
            postgresql_where=text("purpose IS NOT NULL"),
        ),
    )


class Job(Base):
    """Work too long for the intake, done beside it; its result is an outbox row written with its end."""

    __tablename__ = "job"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    data: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    claimed_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    ended_at: Mapped[datetime | None]

    __table_args__ = (
        Index(
            "ix_job_waiting",
            "claimed_until",
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )


class Notice(Base):
    """Something that is said or done once: whoever adds its key does it, whoever comes second does nothing."""

    __tablename__ = "notice"

    key: Mapped[str] = mapped_column(primary_key=True)
    made_at: Mapped[datetime]


class Fact(Base):
    """Single facts about this database itself, such as that it holds sample data."""

    __tablename__ = "fact"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str]
