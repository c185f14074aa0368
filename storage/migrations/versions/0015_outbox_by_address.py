"""What waits in the outbox is found by address, so that nobody's backlog is read through for another's message"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_WAITING = sa.text("sent_at IS NULL AND failure IS NULL")


def _index(*columns: str) -> None:
    op.drop_index("ix_outbox_waiting", "outbox")
    op.create_index("ix_outbox_waiting", "outbox", list(columns), sqlite_where=_WAITING, postgresql_where=_WAITING)


def upgrade() -> None:
    _index("channel", "address", "id")


def downgrade() -> None:
    _index("claimed_until")
