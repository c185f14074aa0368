"""What a channel calls a message of ours, so that a reply to it is understood after a restart, too"""

import sqlalchemy as sa
from alembic import op

from storage.models.base import Id

revision = "0042"
down_revision = "0039"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sent_message",
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("outbox_id", Id, nullable=False),
        sa.PrimaryKeyConstraint("channel", "message_id", name="pk_sent_message"),
        sa.ForeignKeyConstraint(
            ["outbox_id"], ["outbox.id"], name="fk_sent_message_outbox_id_outbox", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_sent_message_outbox_id", "sent_message", ["outbox_id"])


def downgrade() -> None:
    op.drop_table("sent_message")
