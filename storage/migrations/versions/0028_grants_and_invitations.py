"""What an account at a messenger's service has permitted the bot, and the messages by which people are asked to rate"""

import sqlalchemy as sa
from alembic import op

from storage.models.base import Id, Instant

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "channel_grant",
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("access_token", sa.String(), nullable=False),
        sa.Column("refresh_token", sa.String(), nullable=False),
        sa.Column("granted_at", Instant(timezone=True), nullable=False),
        sa.Column("renewed_at", Instant(timezone=True), nullable=False),
        sa.Column("ends_at", Instant(timezone=True), nullable=False),
        sa.Column("held_until", Instant(timezone=True), nullable=True),
        sa.Column("refused_since", Instant(timezone=True), nullable=True),
        sa.Column("refusal", sa.String(), server_default="", nullable=False),
        sa.Column("ended_at", Instant(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("channel", name="pk_channel_grant"),
    )
    op.create_table(
        "rating_invitation",
        sa.Column("id", Id, nullable=False),
        sa.Column("dossier_id", Id, nullable=False),
        sa.Column("person_id", Id, nullable=True),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("tracking_id", sa.String(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=True),
        sa.Column("by_phone", sa.Boolean(), nullable=False),
        sa.Column("made_at", Instant(timezone=True), nullable=False),
        sa.Column("sent_at", Instant(timezone=True), nullable=True),
        sa.Column("failure", sa.String(), nullable=True),
        sa.Column("rated_at", Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossier.id"], name="fk_rating_invitation_dossier_id_dossier", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name="fk_rating_invitation_person_id_person", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_rating_invitation"),
        sa.UniqueConstraint("dossier_id", name="uq_rating_invitation_dossier_id"),
        sa.UniqueConstraint("tracking_id", name="uq_rating_invitation_tracking_id"),
    )
    op.create_index("ix_rating_invitation_person_id", "rating_invitation", ["person_id"])
    op.create_index("ix_rating_invitation_made_at", "rating_invitation", ["made_at"])
    op.create_index(
        "ix_rating_invitation_channel_message_id", "rating_invitation", ["channel", "message_id"], unique=True
    )


def downgrade() -> None:
    op.drop_table("rating_invitation")
    op.drop_table("channel_grant")
