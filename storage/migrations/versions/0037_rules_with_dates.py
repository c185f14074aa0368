"""Rules with dates: targets, names, forms, calendars and working days as the officer sets them"""

import sqlalchemy as sa
from alembic import op

from storage.models.base import Id, Instant

revision = "0037"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rule",
        sa.Column("id", Id, nullable=False),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("name", "value")),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=True),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("set_by_id", Id, nullable=True),
        sa.Column("set_at", Instant(timezone=True), nullable=False),
        sa.Column("undone_at", Instant(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["set_by_id"], ["person.id"], name="fk_rule_set_by_id_person", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_rule"),
    )
    op.create_index("ix_rule_set_by_id", "rule", ["set_by_id"])


def downgrade() -> None:
    op.drop_table("rule")
