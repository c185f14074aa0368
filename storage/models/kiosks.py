"""Kiosks: screens at the counter on which anybody rates."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, text

from storage.models.base import Base, Mapped, mapped_column


class Kiosk(Base):
    """Only the hashes of its token and of its device's own secret are kept. `seen_at`: its last sign of life.
    `emptied_at`: the last one that said it keeps no taps. `released_hash`: the device before, which is not to take its
    place again by itself. `refused_at`: when another device last came."""

    __tablename__ = "kiosk"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    name: Mapped[str]
    token_hash: Mapped[str] = mapped_column(unique=True)
    registered_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    seen_at: Mapped[datetime | None]
    emptied_at: Mapped[datetime | None]
    device_hash: Mapped[str | None]
    released_hash: Mapped[str | None]
    refused_at: Mapped[datetime | None]


class KioskOutage(Base):
    """Silent in working hours, from the last sign of life to the next one. At most one is open for a kiosk."""

    __tablename__ = "kiosk_outage"

    id: Mapped[int] = mapped_column(primary_key=True)
    kiosk_id: Mapped[int] = mapped_column(ForeignKey("kiosk.id", ondelete="CASCADE"), index=True)
    began_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    __table_args__ = (
        Index(
            "uq_kiosk_outage_open",
            "kiosk_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )


class KioskTap(Base):
    """Each tap counts once however often a kiosk sends it, and however late. `tapped_at`: of those that count."""

    __tablename__ = "kiosk_tap"

    kiosk_id: Mapped[int] = mapped_column(ForeignKey("kiosk.id", ondelete="CASCADE"), primary_key=True)
    client_id: Mapped[str] = mapped_column(primary_key=True)
    rating_id: Mapped[int | None] = mapped_column(ForeignKey("rating.id", ondelete="SET NULL"))
    tapped_at: Mapped[datetime | None]

    __table_args__ = (Index("ix_kiosk_tap_kiosk_id_tapped_at", "kiosk_id", "tapped_at"),)


class KioskBurst(Base):
    """More taps than people can make at a counter: they count once the officer says so. At most one is open for a
    kiosk. `first_at` to `last_at`: when they were tapped. `counted`: what was decided."""

    __tablename__ = "kiosk_burst"

    id: Mapped[int] = mapped_column(primary_key=True)
    kiosk_id: Mapped[int] = mapped_column(ForeignKey("kiosk.id", ondelete="CASCADE"), index=True)
    taps: Mapped[int]
    first_at: Mapped[datetime]
    last_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[int | None] = mapped_column(ForeignKey("person.id", ondelete="SET NULL"), index=True)
    counted: Mapped[bool | None]

    __table_args__ = (
        Index(
            "uq_kiosk_burst_open",
            "kiosk_id",
            unique=True,
            sqlite_where=text("decided_at IS NULL"),
            postgresql_where=text("decided_at IS NULL"),
        ),
    )


class HeldTap(Base):
    """Of a burst that is not decided."""

    __tablename__ = "held_tap"

    burst_id: Mapped[int] = mapped_column(ForeignKey("kiosk_burst.id", ondelete="CASCADE"), primary_key=True)
    client_id: Mapped[str] = mapped_column(primary_key=True)
    level: Mapped[int]
    tapped_at: Mapped[datetime]
    dossier_id: Mapped[int | None] = mapped_column(ForeignKey("dossier.id", ondelete="SET NULL"))
    reasons: Mapped[list[str]] = mapped_column(default=list)
