"""Kiosks belong to one device (those of before from their next sign of life); taps no counter can make are held"""

import sqlalchemy as sa
from alembic import op

from storage.models.base import Id, Instant

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name, kind in (("device_hash", sa.String()), ("released_hash", sa.String()), ("refused_at", Instant(True))):
        op.add_column("kiosk", sa.Column(name, kind, nullable=True))
    op.add_column("kiosk_tap", sa.Column("tapped_at", Instant(timezone=True), nullable=True))
    op.create_index("ix_kiosk_tap_kiosk_id_tapped_at", "kiosk_tap", ["kiosk_id", "tapped_at"])
    _create_bursts()
    op.create_table(
        "held_tap",
        sa.Column("burst_id", Id, nullable=False),
        sa.Column("client_id", sa.String(), nullable=False),
        sa.Column("level", Id, nullable=False),
        sa.Column("tapped_at", Instant(timezone=True), nullable=False),
        sa.Column("dossier_id", Id, nullable=True),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["burst_id"], ["kiosk_burst.id"], ondelete="CASCADE", name="fk_held_tap_burst_id_kiosk_burst"
        ),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossier.id"], ondelete="SET NULL", name="fk_held_tap_dossier_id_dossier"
        ),
        sa.PrimaryKeyConstraint("burst_id", "client_id", name="pk_held_tap"),
    )


def _create_bursts() -> None:
    op.create_table(
        "kiosk_burst",
        sa.Column("id", Id, nullable=False),
        sa.Column("kiosk_id", Id, nullable=False),
        sa.Column("taps", Id, nullable=False),
        sa.Column("first_at", Instant(timezone=True), nullable=False),
        sa.Column("last_at", Instant(timezone=True), nullable=False),
        sa.Column("decided_at", Instant(timezone=True), nullable=True),
        sa.Column("decided_by", Id, nullable=True),
        sa.Column("counted", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["kiosk_id"], ["kiosk.id"], ondelete="CASCADE", name="fk_kiosk_burst_kiosk_id_kiosk"),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["person.id"], ondelete="SET NULL", name="fk_kiosk_burst_decided_by_person"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_kiosk_burst"),
    )
    op.create_index("ix_kiosk_burst_kiosk_id", "kiosk_burst", ["kiosk_id"])
    op.create_index("ix_kiosk_burst_decided_by", "kiosk_burst", ["decided_by"])
    is_open = sa.text("decided_at IS NULL")
    op.create_index(
        "uq_kiosk_burst_open", "kiosk_burst", ["kiosk_id"], unique=True, sqlite_where=is_open, postgresql_where=is_open
    )


def downgrade() -> None:
    op.drop_table("held_tap")
    op.drop_table("kiosk_burst")
    op.drop_index("ix_kiosk_tap_kiosk_id_tapped_at", "kiosk_tap")
    op.drop_column("kiosk_tap", "tapped_at")
    for name in ("device_hash", "released_hash", "refused_at"):
        op.drop_column("kiosk", name)
