"""Units, the people who write to the bot, and the roles they hold at units."""

import enum
from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, UniqueConstraint, false

from storage.models.base import Base, Mapped, mapped_column


class Role(enum.StrEnum):
    STAFF = "staff"
    DIRECTOR = "director"
    OFFICER = "officer"


class Unit(Base):
    __tablename__ = "unit"

    id: Mapped[int] = mapped_column(primary_key=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    name: Mapped[str]
    folded_name: Mapped[str]

    __table_args__ = (UniqueConstraint("parent_id", "folded_name"),)


class Person(Base):
    """One address on one channel. A citizen has no name here; staff have the one their invitation gave.
    `language_chosen`: by themselves, not read from their phone or their sentences. `stopped_at`: wants no message that
    is not an answer. `unreachable_at`: has blocked the bot, or is gone, since then; empty again once they write.

    `joined_to_id`: this is a further address of that person. All that is theirs hangs on that row, never on this one
    (docs/decisions/one-person-several-channels.md). `used_at`: of somebody with several addresses, when they wrote from
    this one last, or were joined; empty for everybody else."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    channel: Mapped[str]
    address: Mapped[str]
    name: Mapped[str | None]
    language: Mapped[str] = mapped_column(default="vi")
    language_chosen: Mapped[bool] = mapped_column(default=False, server_default=false())
    first_seen_at: Mapped[datetime]
    last_seen_on: Mapped[date]
    stopped_at: Mapped[datetime | None]
    unreachable_at: Mapped[datetime | None]
    joined_to_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    used_at: Mapped[datetime | None]

    __table_args__ = (UniqueConstraint("channel", "address"),)


class LinkCode(Base):
    """What joins another address to this one, once; only its keyed hash is kept. `taken_by_id`: the address at which it
    was typed, which is being asked whether that is meant."""

    __tablename__ = "link_code"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    code_hash: Mapped[str] = mapped_column(unique=True)
    expires_at: Mapped[datetime]
    taken_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)


class Brought(Base):
    """What an address brought when it was joined, and takes with it when it is parted again. `what`: a table's column,
    `case.person_id`, or `appointment.` and a role; `row_id`: of that table, or the unit of that role. `before`: what
    both sides had, as it was."""

    __tablename__ = "brought"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    what: Mapped[str] = mapped_column(primary_key=True)
    row_id: Mapped[int] = mapped_column(primary_key=True)
    before: Mapped[dict[str, Any] | None]


class Appointment(Base):
    """A role held at a unit; it reaches the unit's subtree and nothing else."""

    __tablename__ = "appointment"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    role: Mapped[Role]

    __table_args__ = (UniqueConstraint("person_id", "unit_id", "role"),)


class Invitation(Base):
    """Single use; only the code's hash is kept."""

    __tablename__ = "invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    code_hash: Mapped[str] = mapped_column(unique=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    role: Mapped[Role]
    name: Mapped[str | None]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class PendingQuestion(Base):
    """What the bot asked this person last and is waiting for; claimed by deleting it. `missed`: something was typed
    that could not be the answer. `sent_id`: the channel's id of the message that led to it;
    `author_id`: who wrote that message, where it was forwarded."""

    __tablename__ = "pending_question"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str]
    data: Mapped[dict[str, Any]]
    expires_at: Mapped[datetime]
    missed: Mapped[bool] = mapped_column(server_default=false())
    sent_id: Mapped[str] = mapped_column(server_default="")
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="CASCADE"), index=True)


Index("ix_unit_folded_name", Unit.folded_name)
