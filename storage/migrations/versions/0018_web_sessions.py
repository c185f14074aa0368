"""Sessions of the web chat that can be ended: those of before get a new token when their page is next opened"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from storage.models.base import Instant

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_ENDS = ("role", "renewed", "signed_out", "dismissed", "expired")


def upgrade() -> None:
    op.create_table(
        "web_session",
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("address", sa.String(), nullable=False),
        sa.Column("begun_at", Instant(timezone=True), nullable=False),
        sa.Column("seen_at", Instant(timezone=True), nullable=False),
        sa.Column("renew", sa.Boolean(), nullable=False),
        sa.Column("ended_at", Instant(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Enum(*_ENDS, name="sessionend", native_enum=False, length=20), nullable=True),
        sa.Column("event_id", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_web_session")),
    )
    op.create_index(op.f("ix_web_session_address"), "web_session", ["address"])
    # A conversation has the name of the token's hash. A colon stands in those of the demo's personas only.
    columns = "(token, address, begun_at, seen_at, renew)"
    known = "SELECT address, address, :now, :now, :yes FROM person WHERE channel = 'web' AND address NOT LIKE '%:%'"
    now = sa.bindparam("now", datetime.now(UTC), type_=Instant())
    keep = sa.text(f"INSERT INTO web_session {columns} {known}").bindparams(
        now, sa.bindparam("yes", True, sa.Boolean())
    )
    op.execute(keep)


def downgrade() -> None:
    op.drop_table("web_session")
