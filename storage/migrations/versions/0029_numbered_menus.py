"""The newest numbered menu of each address, and what a channel has sent in a month"""

import sqlalchemy as sa
from alembic import op

from storage.models.base import Id, Instant

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "numbered_menu",
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("sent_at", Instant(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("channel", "address", name="pk_numbered_menu"),
    )
    op.create_table(
        "channel_month",
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("messages", Id, nullable=False),
        sa.PrimaryKeyConstraint("channel", "month", name="pk_channel_month"),
    )


def downgrade() -> None:
    op.drop_table("channel_month")
    op.drop_table("numbered_menu")
