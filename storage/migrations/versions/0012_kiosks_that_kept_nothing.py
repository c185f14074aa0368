"""When a kiosk last said that it keeps nothing: no tap of it can be older"""

import sqlalchemy as sa
from alembic import op

import storage.models.base

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("kiosk", sa.Column("emptied_at", storage.models.base.Instant(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("kiosk") as batch_op:
        batch_op.drop_column("emptied_at")
