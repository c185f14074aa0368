"""Since when the bot cannot reach somebody: they have blocked it, or their account is gone"""

import sqlalchemy as sa
from alembic import op

import storage.models.base

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("person", sa.Column("unreachable_at", storage.models.base.Instant(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("person") as batch_op:
        batch_op.drop_column("unreachable_at")
